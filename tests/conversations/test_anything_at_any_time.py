"""A parent may press anything, type anything and wait any time: the promises hold at every step.

Buttons of all messages ever shown are pressed, old ones and made-up ones too; answers are typed
right and wrong, edited, sent as pictures; the clock goes on. After each step everything below that
begins with "check" must be true.
"""

import asyncio
import contextlib
import copy
from collections.abc import Coroutine, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from rehearsing import A_TUESDAY, buttons, rehearsal, turn_of

from bot.rehearsal.rehearsal import Said
from bot.rehearsal.transcript import KINDS
from bot.sandbox.formatting.reading import message_text
from handlers import presses, reading
from handlers.children import NAMING
from handlers.conversation import COMMANDS as COMMAND_NAMES
from handlers.screens import View, view, where
from state import case_marks
from state.assessments import judging, progress
from state.case import EVERY_LINE, Case, Lowered, Reached
from state.levels import Level
from state.store.documents import CASE

T = TypeVar("T")

RUBBISH = [
    "",
    " ",
    "👶" * 40,
    "<b>not closed & <script>",
    "</blockquote>&lt;i&gt;",
    "a" * 4096,
    "\u202eיש לו כתמים\u202c",
    "\u200b\u200d\ufeff",
    "0",
    "-1",
    "99999999999999999999",
    "n\u0303o\u0301",
    "none",
    "yes",
    "not sure",
    "back",
    "done",
    "my cat is called Luna",
    "el niño está raro",
    "%s {0} {{ x }} {% y %}",
    "\x00\x07",
]
COMMANDS = [
    *(f"/{name}" for name in COMMAND_NAMES),
    "/nonsense",
    "/start abc",
    "/why@companion_bot",
]
VERBS = [*sorted(presses._actions), "nothing"]
ARGUMENTS = ["em_head", "em_fever", "reason", "body_blood", "age", "told_when", "fit", "us", "US"]
ARGUMENTS += ["none", "yes", "no", "unsure", "done", "later", "2", "999", "-1", "*", "é", ""]
ARGUMENTS += ["a" * 40, "referral", "calls", "why_referral"]
PAGES = {"card", "emergency", "words", "message", "refused", "ask_referral", "closed", "records"}
PAGES |= {"insurance", "today", "why", "share", "topics", "topics_of", "topic"}
"""The screens that say how soon, or what to say about it."""
MARK = case_marks.SIGN + "0" * case_marks.LENGTH
NEW_ROUND = {"w", "u", "same"}
MAY_LOWER = {*NEW_ROUND, "undo", "false"}
"""Buttons that may make what the answers say calmer, also when they are old."""
EMERGENCY_DATA = ("a:em_", "q:em_", "h:em_", "l:em_", "u:")


class AnyParent(RuleBasedStateMachine):
    """One parent, from the first message on."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.one = rehearsal()
        self.do(self.one.__aenter__())
        self.shown: list[tuple[int, str]] = []
        self.alone: dict[int, str] = {}
        self.fresh: list[Said] = []
        self.level: Level | None = None
        self.deadlines: dict[Level, datetime] = {}
        self.events = 0
        self.round_begins = 0
        self.case_id: str | None = None

    def do(self, step: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(step)

    def teardown(self) -> None:
        self.do(self.one.__aexit__())
        self.loop.close()

    # What a parent does

    @initialize(
        country=st.sampled_from(["us", "gb", "ie", "es", "other"]),
        choices=st.lists(st.integers(0, 8), max_size=12),
        hours=st.integers(0, 200),
    )
    def begins(self, country: str, choices: list[int], hours: int) -> None:
        """Some begin with the first message, others further on."""
        self.one.now = A_TUESDAY + timedelta(hours=hours)
        self.take(self.one.write("/start"))
        if not choices:
            return
        self.press(self.one.screen_id or 0, "start")
        self.press(self.one.screen_id or 0, "agree")
        self.press(self.one.screen_id or 0, f"country:{country}")
        for choice in choices:
            data = self.last_buttons()
            none = [one for one in data if one.startswith("a:em_") and one.endswith(":none")]
            self.press(self.one.screen_id or 0, none[0] if none else data[choice % len(data)])

    @rule(which=st.integers(0, 30))
    def presses_the_last_screen(self, which: int) -> None:
        data = self.last_buttons()
        self.press(self.one.screen_id or 0, data[which % len(data)])

    @rule(which=st.integers(0, 30))
    def answers_none_or_goes_on(self, which: int) -> None:
        """The way most parents go."""
        data = self.last_buttons()
        calm = [one for one in data if one.endswith(":none")] or data
        self.press(self.one.screen_id or 0, calm[which % len(calm)])

    @rule(which=st.integers(0, 500))
    def presses_any_message(self, which: int) -> None:
        message_id, data = self.shown[which % len(self.shown)]
        before = self.judged()
        may_lower = message_id == self.one.screen_id or data.partition(":")[0] in MAY_LOWER
        self.press(message_id, data)
        after = self.judged()
        if before and after and not may_lower:
            assert after >= before, f"an old button, {data}, made the answers calmer"

    @rule(verb=st.sampled_from(VERBS), arguments=st.lists(st.sampled_from(ARGUMENTS), max_size=4))
    def presses_what_a_former_version_had(self, verb: str, arguments: list[str]) -> None:
        data = ":".join([verb, *arguments]).encode()[:64].decode(errors="ignore")
        on_last = self.one.screen_id not in self.alone  # no version had other buttons on these
        self.press(self.one.screen_id or 0 if on_last else 1, data)

    @rule(which=st.integers(0, 500), last=st.booleans())
    def presses_twice(self, which: int, *, last: bool) -> None:
        """A second press of the same button shows something again, and changes nothing more."""
        on_last = [(self.one.screen_id or 0, one) for one in self.last_buttons()]
        known = on_last if last else self.shown
        message_id, data = known[which % len(known)]
        self.press(message_id, data)
        before = self.meaning()
        self.press(message_id, data)
        more = [one for one in self.meaning() if one not in before]
        assert not more, f"pressing {data} twice is not pressing it once: {more}; before: {before}"

    @rule(which=st.integers(0, 30))
    def types_a_label(self, which: int) -> None:
        labels = [button.label for button in buttons(self.one.messages[self.one.screen_id or 0])]
        self.take(self.one.write(labels[which % len(labels)]))

    @rule(number=st.integers(-1, 12))
    def types_a_number(self, number: int) -> None:
        self.take(self.one.write(str(number)))

    @rule(text=st.sampled_from(RUBBISH) | st.text(max_size=60))
    def types_rubbish(self, text: str) -> None:
        self.take(self.one.write(text or "."))

    @rule(text=st.sampled_from(["he is not breathing", "i want to die", "my husband hits me"]))
    def types_danger(self, text: str) -> None:
        self.take(self.one.write(text))

    @rule(text=st.sampled_from([*RUBBISH, "1", "2", "3", "Not sure"]))
    def edits(self, text: str) -> None:
        self.take(self.one.edit(text or "."))

    @rule(kind=st.sampled_from(sorted(KINDS)), album=st.booleans(), said=st.sampled_from(RUBBISH))
    def sends_something_else(self, kind: str, *, album: bool, said: str) -> None:
        more = {"media_group_id": "7"} if album else {}
        self.take(self.one.send({**KINDS[kind], **more, "caption": said}))

    @rule()
    def passes_a_message_on(self) -> None:
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
        self.take(self.one.send({"text": "1", "forward_origin": origin}))

    @rule(command=st.sampled_from(COMMANDS))
    def gives_a_command(self, command: str) -> None:
        self.take(self.one.write(command))

    @rule(hours=st.sampled_from([0.1, 1, 2.5, 12, 49, 24 * 15, 24 * 60]))
    def lets_time_pass(self, hours: float) -> None:
        self.take(self.one.pass_time(timedelta(hours=hours)))

    def last_buttons(self) -> list[str]:
        return [button.data for button in buttons(self.one.messages[self.one.screen_id or 0])]

    def press(self, message_id: int, data: str) -> None:
        verb = data.partition(":")[0]
        if verb in NEW_ROUND and self.is_calm() and (verb != "same" or self.level):
            self.new_round()
        self.take(self.one.tap(message_id, data))

    def take(self, step: Coroutine[Any, Any, list[Said]]) -> None:
        self.fresh = self.do(step)
        if self.one.case is not None and where(turn_of(self.one)).screen in NAMING:
            self.fresh += self.do(self.one.tap(self.one.screen_id or 0, "next"))
        for said in self.fresh:
            self.shown += [(said.message_id, button.data) for button in buttons(said)]
        self.look_at_events()

    # What it means

    def judged(self) -> Level | None:
        """What the answers alone say."""
        if self.one.case is None:
            return None
        turn = turn_of(self.one)
        given = reading.answers(turn)
        return judging.judge_case(reading.library(turn), given).level

    def meaning(self) -> list[str]:
        """All that counts of a case: not how often the same was said or shown."""
        case = self.one.case
        if case is None:
            return []
        places = [
            member.place and (member.place.screen, member.place.about) for member in case.members
        ]
        members = [
            msgspec.structs.replace(member, place=None, returning="") for member in case.members
        ]
        said = progress.values(case.answers)
        lasting = [event for event in case.events if not isinstance(event, Reached)]
        level = reading.now_is(turn_of(self.one)).level
        return [repr(one) for one in [*places, *members, said, case.notes, *lasting, level]]

    def is_calm(self) -> bool:
        return self.one.case is not None and not reading.present(turn_of(self.one)).in_danger

    def new_round(self) -> None:
        self.round_begins = max((a.number for a in self.case.answers), default=0)

    @property
    def case(self) -> Case:
        assert self.one.case is not None
        return self.one.case

    def look_at_events(self) -> None:
        """The events since the last look: only the two that are named make anything calmer."""
        if self.one.case is None or self.one.case.case_id != self.case_id:
            self.level, self.events, self.round_begins = None, 0, 0
            self.deadlines.clear()
            self.case_id = self.one.case.case_id if self.one.case else None
        for event in self.one.case.events[self.events :] if self.one.case else []:
            if isinstance(event, Reached):
                self.reached(event)
            elif isinstance(event, Lowered):
                self.lowered(event)
            self.events += 1

    def reached(self, event: Reached) -> None:
        assert self.level is None or event.level >= self.level, "a calmer level was shown"
        self.level = event.level
        if event.level is not Level.EMERGENCY:
            assert self.emergencies_asked(), "a level was shown before the emergency screens"
        if event.deadline is not None:
            earlier = self.deadlines.get(event.level, event.deadline)
            assert event.deadline <= earlier, "a deadline moved later"
            self.deadlines[event.level] = event.deadline

    def lowered(self, event: Lowered) -> None:
        self.level = None
        if event.why == "checked":
            self.deadlines.clear()
            self.new_round()

    def emergencies_asked(self) -> bool:
        """Whether all four screens have a full answer of this round."""
        newest = {a.item: a for a in self.case.answers if a.item.startswith("em_")}
        return len(newest) == 4 and all(
            isinstance(a.value, dict)
            and (EVERY_LINE in a.value or len(a.value) == 6)
            and a.number > self.round_begins
            for a in newest.values()
        )

    # What must be true after every step

    @invariant()
    def check_messages(self) -> None:
        """Telegram takes every message and every button."""
        for said in self.fresh:
            formatted = message_text(said.text, "HTML", None)
            assert 0 < len(formatted.text.encode("utf-16-le")) // 2 <= 4096
            for button in buttons(said):
                assert len(button.data.encode()) + len(MARK) <= 64
                assert 0 < len(button.label) <= 80, button

    @invariant()
    def check_the_way_on(self) -> None:
        """The last screen has a way on, and Worse: but for the emergency screens, which are it."""
        if self.one.screen_id is None:
            return
        data = self.last_buttons()
        assert [one for one in data if one != "w"], "there is no way on"
        assert "w" in data or any(one.startswith(EMERGENCY_DATA) for one in data), "no Worse"

    @invariant()
    def check_emergency_screens_stay(self) -> None:
        for message_id, text in self.alone.items():
            assert self.one.messages[message_id].text == text, "an emergency screen was edited"
        for said in self.fresh:
            if self.is_alone(said):
                self.alone[said.message_id] = said.text

    def is_alone(self, said: Said) -> bool:
        """Whether this message is an emergency screen or card."""
        if any(button.data.startswith(EMERGENCY_DATA) for button in buttons(said)):
            return True
        place = where(turn_of(self.one))
        if self.one.case is None or not place.alone or said.message_id != self.one.screen_id:
            return False
        return said.text.endswith(self.shows(copy.deepcopy(self.case)).text)

    @invariant()
    @precondition(lambda self: self.one.case is not None)
    def check_it_can_be_kept_and_shown_again(self) -> None:
        """After a restart the same place is shown, with the same words."""
        kept = CASE.read(CASE.write(self.case))
        assert kept == self.case
        assert self.shows(kept) == self.shows(copy.deepcopy(self.case))

    def shows(self, case: Case) -> View:
        with self.another_case(case):
            turn = turn_of(self.one)
            return view(turn, where(turn))

    @contextlib.contextmanager
    def another_case(self, case: Case) -> Iterator[None]:
        real, self.one.case = self.one.case, case
        try:
            yield
        finally:
            self.one.case = real

    @invariant()
    @precondition(lambda self: self.one.case is not None)
    def check_the_level(self) -> None:
        """What a page says is what was reached; nothing is calmer than that."""
        turn = turn_of(self.one)
        now_is, place = reading.now_is(turn), where(turn)
        assert self.level is None or now_is.level >= self.level
        if place.screen in PAGES:
            kept = [(e.level, e.deadline) for e in self.case.events if isinstance(e, Reached)]
            assert (now_is.level, now_is.deadline) in kept, f"{place.screen} shows what is not kept"
            if now_is.level is not Level.EMERGENCY:
                assert self.emergencies_asked(), f"{place.screen} before the emergency screens"


ALWAYS = settings(deadline=None, suppress_health_check=list(HealthCheck))
SHORT = settings(
    ALWAYS,
    max_examples=40,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
LONG = settings(ALWAYS, max_examples=3000, stateful_step_count=60)


def test_anything_at_any_time() -> None:
    """A few parents in every run, always the same ones."""
    run_state_machine_as_test(AnyParent, settings=SHORT)


@pytest.mark.soak
def test_anything_for_a_long_time() -> None:
    """Many more, others each time: `pytest -m soak tests/conversations`."""
    run_state_machine_as_test(AnyParent, settings=LONG)
