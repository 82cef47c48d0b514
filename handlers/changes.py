"""Changing an answer: always possible; it can raise the level, and never makes it calmer."""

from handlers import reading
from handlers.answers import note_answer
from handlers.context import Turn
from handlers.next_step import at_danger, proceed
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.questions import PAGE, page_number, question
from handlers.screens import Rows, View, button, go, is_at, render, screen, worse
from handlers.wording import answer_words, heading, what_was_said
from state.case import EVERY_LINE, Lowered
from state.effects import Button
from state.levels import Level
from state.urgency import reached


@press("change")
def _on_change(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not reading.answered(turn):
        stale(turn)
    else:
        go(turn, "change", arguments[0])


@screen("change")
def _change(turn: Turn, about: str) -> View:
    first = page_number(about)
    every = reading.answered(turn)
    page = every[first : first + PAGE]
    said = [(heading(turn, item), answer_words(turn, item, value)) for item, value in page]
    rows: Rows = [[Button(heading(turn, item), f"c:{item.id}")] for item, _ in page]
    if first + PAGE < len(every):
        rows.append([button(turn, "more", f"change:{first + PAGE}")])
    back = "card" if reading.card_is_due(turn) else "next"
    rows.append([button(turn, "back", back), worse(turn)])
    return View(render(turn, "change", said=said), rows)


@press("c")
def _on_one(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or reading.find_item(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, "change_one", arguments[0])


@screen("change_one")
def _change_one(turn: Turn, about: str) -> View:
    item = reading.item(turn, about)
    return question(turn, item, [button(turn, "back", "change"), worse(turn)])


def changed(turn: Turn, item_id: str) -> None:
    """Where a changed answer leads: to what it opens, or to the card, which says what changed."""
    if not reached(reading.case(turn)):
        proceed(turn)
        return
    if turn.member is not None:
        turn.member.returning = "change"
    calmer = reading.would_be_calmer(turn)
    settled = at_danger(turn) or reading.next_item(turn) is None
    if calmer and settled and not reading.danger_is_news(turn):
        go(turn, "kept", item_id)
    else:
        proceed(turn)


@screen("kept")
def _kept(turn: Turn, about: str) -> View:
    rows = [
        [button(turn, "mistake", f"mistake:{about}")],
        [button(turn, "back_to_card", "card"), worse(turn)],
    ]
    return View(render(turn, "kept"), rows)


@press("mistake")
def _on_mistake(turn: Turn, arguments: list[str]) -> None:
    """A mis-tap, as the parent says: asked once more in plain words before anything changes."""
    if turn.case is None:
        stale(turn)
        return
    item = reading.find_item(turn, arguments[0]) if arguments[0] else reading.behind(turn)
    if item is None or not what_was_said(turn, item):
        stale(turn)
    else:
        go(turn, "mistake", item.id, anew=True)


@screen("mistake")
def _mistake(turn: Turn, about: str) -> View:
    item = reading.item(turn, about)
    yes, no = ("one_true", "none_true") if item.kind == "signs" else ("is_true", "is_wrong")
    rows = [
        [button(turn, yes, f"true:{about}"), button(turn, "unsure", f"true:{about}")],
        [button(turn, no, f"false:{about}")],
        [worse(turn)],
    ]
    lines = what_was_said(turn, item)
    return View(render(turn, "mistake", lines=lines, several=item.kind == "signs"), rows)


@press("true")
def _on_true(turn: Turn, _arguments: list[str]) -> None:
    _as_it_was(turn, "mistake_kept")


def _as_it_was(turn: Turn, template: str) -> None:
    """The time stays, and what to do is shown again."""
    if turn.case is None:
        stale(turn)
    elif at_danger(turn):
        go(turn, "emergency", anew=True, note=render(turn, template))
    else:
        proceed(turn, note=render(turn, template))


@press("false")
def _on_false(turn: Turn, arguments: list[str]) -> None:
    """A mis-tap: recorded with who and when; the answer is corrected, and the questions go on."""
    item = reading.find_item(turn, arguments[0])
    if turn.case is None or item is None or not _is_at(turn, "mistake", item.id):
        stale(turn)
        return
    turn.case.events.append(
        Lowered("mistake", turn.now, turn.chat_id, items=(item.id,), up_to=_last(turn))
    )
    if reading.would_be_calmer_without(turn, item):
        note_answer(turn, item, {EVERY_LINE: "no"} if item.one_of_these else None)
    proceed(turn, note=render(turn, "lowered", checked=False))


@press("seen")
def _on_seen(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reached(turn.case):
        stale(turn)
    else:
        go(turn, "seen", anew=True)


@screen("seen")
def _seen(turn: Turn, _about: str) -> View:
    rows = [
        [button(turn, "checked", "checked")],
        [button(turn, "go_on", "next")],
        [worse(turn)],
    ]
    return View(render(turn, "seen", emergency=emergency_numbers(turn)), rows)


WHO = ("own_doctor", "hospital", "emergency_doctor")


@press("checked")
def _on_checked(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reached(turn.case):
        stale(turn)
    else:
        go(turn, "checked_who", anew=True)


@screen("checked_who")
def _checked_who(turn: Turn, _about: str) -> View:
    rows = [[button(turn, who, f"by:{who}")] for who in WHO]
    return View(render(turn, "checked_who"), [*rows, [button(turn, "back", "card"), worse(turn)]])


@press("by")
def _on_by(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or arguments[0] not in WHO or not reached(turn.case):
        stale(turn)
    else:
        go(turn, "checked_when", arguments[0])


@screen("checked_when")
def _checked_when(turn: Turn, about: str) -> View:
    rows = [
        [button(turn, "after_card", f"seen_after:{about}")],
        [button(turn, "before_card", "nothing_new")],
    ]
    return View(
        render(turn, "checked_when"), [*rows, [button(turn, "back", "checked"), worse(turn)]]
    )


@press("seen_after")
def _on_seen_after(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not _is_at(turn, "checked_when", arguments[0]):
        stale(turn)
    else:
        go(turn, "checked_told", arguments[0])


@press("nothing_new")
def _on_nothing_new(turn: Turn, _arguments: list[str]) -> None:
    """A check from before, or one without a word on how soon, settles nothing."""
    _as_it_was(turn, "check_changes_nothing")


@screen("checked_told")
def _checked_told(turn: Turn, about: str) -> View:
    rows = [[button(turn, f"told_{time}", f"said:{about}:{time}")] for time in TOLD]
    return View(
        render(turn, "checked_told"), [*rows, [button(turn, "back", "checked"), worse(turn)]]
    )


TOLD: dict[str, Level | None] = {
    "emergency": Level.EMERGENCY,
    "today": Level.SAME_DAY,
    "two_days": Level.WITHIN_48_HOURS,
    "later": None,
    "no_time": None,
}


@press("said")
def _on_said(turn: Turn, arguments: list[str]) -> None:
    """A doctor has checked the child since: who, when and what they said are recorded."""
    who, time = (*arguments, "")[:2]
    if turn.case is None or time not in TOLD or not _is_at(turn, "checked_told", who):
        stale(turn)
    elif time == "no_time" or TOLD[time] is Level.EMERGENCY:
        _as_it_was(turn, "mistake_kept" if TOLD[time] else "check_changes_nothing")
    else:
        settled = reading.settled_by_a_check(turn)
        turn.case.events.append(
            Lowered("checked", turn.now, turn.chat_id, settled, _last(turn), who, TOLD[time])
        )
        proceed(turn, note=render(turn, "lowered", checked=True))


def _is_at(turn: Turn, name: str, about: str) -> bool:
    """Whether the button pressed is one of this very screen: only those may lower anything."""
    return is_at(turn, name, about) and not turn.pressed_is_old


def _last(turn: Turn) -> int:
    return max((answer.number for answer in reading.case(turn).answers), default=0)
