"""Telegram's limits are kept by the monotonic clock, given here as numbers."""

import itertools

import pytest

from bot.backoff import Backoff
from bot.delivery.calls import Parcel
from bot.delivery.pacing import Pace
from bot.delivery.recent import Recent
from bot.delivery.waiting import Waiting
from state.effects import Priority, Restrict, Show
from state.store.rows import OutboxRow


def test_a_burst_may_go_at_once_and_then_one_a_second() -> None:
    pace, now = Pace(1.0, burst=3), 100.0
    went: list[float] = []
    while len(went) < 6:
        now += pace.wait(now)
        pace.take(now)
        went.append(now - 100)
    assert went == [0, 0, 0, 1, 2, 3]


def test_thirty_a_second_are_never_exceeded_in_any_second() -> None:
    pace, now = Pace(30), 100.0
    went: list[float] = []
    while len(went) < 300:
        now += pace.wait(now)
        pace.take(now)
        went.append(now)
    for moment in went:
        assert sum(moment <= other < moment + 0.999 for other in went) <= 30


def test_a_pause_holds_everybody_until_its_end() -> None:
    pace = Pace(30)
    pace.pause(105.0)
    assert pace.wait(100.0) == 5
    assert pace.wait(105.0) == 0


def test_no_rate_is_no_limit() -> None:
    pace = Pace(None)
    for _ in range(1000):
        pace.take(1.0)
    assert pace.wait(1.0) == 0


def test_a_chat_that_is_held_does_not_hold_others() -> None:
    waiting = Waiting(chat_rate=1.0)
    for row_id, chat_id in enumerate([1, 1, 1, 1, 1, 2], start=1):
        waiting.add(_parcel(row_id, chat_id), now=0.0)
    assert [_next_chat(waiting, now=0.0) for _ in range(5)] == [1, 2, 1, 1, None]
    assert waiting.until_next(0.0) == 1.0
    assert _next_chat(waiting, now=1.0) == 1


def test_a_chat_at_rest_is_not_made_to_wait_longer_than_its_pace_asks_for() -> None:
    """It was to be looked at when wholly rested; what comes before that needs less."""
    waiting = Waiting(chat_rate=1.0)
    for row_id in range(1, 4):
        waiting.add(_parcel(row_id, 1), now=0.0)
    assert [_next_chat(waiting, now=0.0) for _ in range(3)] == [1, 1, 1]
    waiting.add(_parcel(4, 1, Priority.EMERGENCY), now=0.0)
    assert waiting.until_next(0.0) == 1.0
    assert _next_chat(waiting, now=1.0) == 1


def test_an_answer_may_leave_ahead_of_its_slot_and_the_rest_wait_for_theirs() -> None:
    pace = Pace(10)
    pace.take(0.0)
    assert pace.wait(0.0) == pytest.approx(0.1)
    assert pace.wait(0.0, ahead=1) == 0
    pace.take(0.0)
    assert pace.wait(0.0, ahead=1) == pytest.approx(0.1)
    assert pace.wait(0.0) == pytest.approx(0.2)


def test_a_moment_lost_does_not_slow_the_rest() -> None:
    pace = Pace(10, late=0.05)
    for second in (0.0, 0.14, 0.2):
        pace.take(second)
    assert pace.wait(0.2) == pytest.approx(0.1)


def test_equals_take_turns() -> None:
    waiting = Waiting(chat_rate=None)
    for row_id in range(1, 7):
        waiting.add(_parcel(row_id, chat_id=row_id % 2), now=0.0)
    assert [_next_chat(waiting, now=0.0) for _ in range(6)] == [1, 0, 1, 0, 1, 0]


def test_what_is_urgent_makes_its_chat_go_first() -> None:
    waiting = Waiting(chat_rate=None)
    waiting.add(_parcel(1, 1, Priority.REMINDER), now=0.0)
    waiting.add(_parcel(2, 2, Priority.ANSWER), now=0.0)
    waiting.add(_parcel(3, 1, Priority.EMERGENCY), now=0.0)
    assert [_next_chat(waiting, now=0.0) for _ in range(3)] == [1, 1, 2]


def test_an_edit_on_its_way_is_not_replaced() -> None:
    waiting = Waiting(chat_rate=None)
    waiting.add(_edit(1), now=0.0)
    chat = waiting.next(0.0)
    assert chat is not None
    chat.busy = True
    assert waiting.add(_edit(2), now=0.0) == 0
    assert waiting.add(_edit(3), now=0.0) == 1
    assert [parcel.row_ids for parcel in chat.parcels] == [[1], [2, 3]]


def test_nothing_is_remembered_of_chats_at_rest() -> None:
    waiting = Waiting(chat_rate=1.0)
    for chat_id in range(100):
        waiting.add(_parcel(chat_id, chat_id), now=0.0)
        assert _next_chat(waiting, now=0.0) == chat_id
    waiting.next(now=10.0)
    assert waiting._chats == {}
    assert len(waiting) == 0


def test_each_failure_doubles_the_wait_up_to_a_limit() -> None:
    backoff = Backoff(first=0.5, most=30)
    waits = [backoff.seconds() for _ in range(10)]
    assert 0.3 < waits[0] < 0.7
    assert all(later > earlier for earlier, later in itertools.pairwise(waits[:6]))
    assert max(waits) <= 30 * 1.25
    backoff.reset()
    assert backoff.seconds() < 0.7


def _next_chat(waiting: Waiting, now: float) -> int | None:
    chat = waiting.next(now)
    if chat is None:
        return None
    chat.pace.take(now)
    waiting.remove(chat, chat.parcels[0])
    waiting.schedule(chat, now)
    return chat.chat_id


def _parcel(row_id: int, chat_id: int, priority: Priority = Priority.ANSWER) -> Parcel:
    return Parcel(OutboxRow(row_id, chat_id, priority, None, Show("text")))


def _edit(row_id: int) -> Parcel:
    return Parcel(OutboxRow(row_id, 1, Priority.ANSWER, None, Restrict(5)))


def test_a_memory_of_limited_size_forgets_what_was_put_first() -> None:
    recent: Recent[int, str] = Recent(2)
    for key in (1, 2, 1, 3):
        recent.put(key, str(key))
    assert (recent.get(1), recent.get(2), recent.get(3)) == ("1", None, "3")
    assert len(recent) == 2
