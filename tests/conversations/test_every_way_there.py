"""Every screen of the weeks before the visit is reached by buttons alone, and by their words typed.

From the card, and from cases in which something was typed or has happened before, every kind of
button on every screen is pressed once; then its words are typed instead, which must lead to the
same place. Ways back lose nothing of what was kept, and lead to where one came from.
"""

import asyncio
import copy
import re
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import cache
from typing import NamedTuple

import msgspec
from everything_read import CARDS, to_the_card
from rehearsing import buttons, rehearsal, turn_of

from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import KINDS
from handlers import screens
from handlers.conversation import COMMANDS
from handlers.screens import where
from state.case import Case, Place
from state.effects import Button
from state.store.documents import CASE

NUMBER = re.compile(r"\d+")
WEEKS = {
    "visit": "a date and what belongs to it",
    "referral": "one center and its next call",
    "paper": "a paper and its files",
    "record": "a paper and its files",
    "file": "a paper and its files",
    "insurance": "the cover",
    "note": "what was noted",
}
"""Beginnings of the names of the screens that are looked at; and those below."""
MORE = {
    "plan", "plan_part", "task", "promised", "put_off", "missing", "papers", "reminders",
    "message_hour", "quiet_hours", "stopping", "pause", "quiet", "died", "child_now", "child_is",
    "entry", "entry_drop", "over_time", "measure_asks", "covers", "call_step",
    "off_doctor", "off_clinic", "off_us", "why_off", "who_told", "results_back",
}  # fmt: skip
ELSEWHERE = {"paper"}
"""A page of guidance, in test_more_help.py."""
UP = {("files", "record")}
"""A step up: from the files of a paper to its page, whichever way one came."""
ONLY_TYPED = {"visit_which", "pause_which", "measure_which", "measure_asks"}
"""What asks back what was typed: nothing but typing brings it up."""
REMINDER = "reminder"
"""No screen of its own, but what is typed below it is about what it says."""
WAYS_BACK = {"Back", "Back to the card", "My plan"}
DANGER = {"w", "u", "term", "terms", "erase", "keep", "speak"}
"""Buttons that lead away, to the emergency screens and to words; they have tests of their own."""
MOST = 1500


class Found(NamedTuple):
    """A state of the conversation, and the screens that led to it."""

    document: bytes
    screen_id: int
    rows: tuple[tuple[Button, ...], ...]
    path: tuple[str, ...]


Kind = tuple[str, str, str]
"""A screen, what a button on it does, and its words without their numbers."""


class Explorer:
    """Presses each kind of button of each screen once. What does not fit is written down."""

    def __init__(self, one: Rehearsal, known: set[Kind], typed: set[Kind]) -> None:
        self.one = one
        self.known = known
        self._typed = typed
        self.reached: set[str] = set()
        self.typed_elsewhere: list[str] = []
        self.lost: list[str] = []
        self.astray: list[str] = []
        self._waiting: deque[tuple[Found, Button]] = deque()

    async def explore(self) -> None:
        """From where the parent is, and from every command."""
        here = self._note(())
        for name in COMMANDS:
            self._go_to(here)
            await self.one.write(f"/{name}")
            if self.one.case is not None:
                self._note(())
        for _ in range(MOST):
            if not self._waiting:
                return
            await self._try(*self._waiting.popleft())

    def _note(self, path: tuple[str, ...]) -> Found:
        """Keeps a state, and the buttons on it whose kind was not pressed on this screen yet."""
        one = self.one
        assert one.case is not None
        screen = REMINDER if one.case.members[0].reminded else where(turn_of(one)).screen
        shown = one.messages[one.screen_id or 0]
        found = Found(CASE.write(one.case), one.screen_id or 0, shown.keyboard, (*path, screen))
        self.reached.add(screen)
        for button in buttons(shown):
            kind = _kind(screen, button)
            if _is_back_from_guidance(found.path, button):
                kind = ("topic", found.path[-2], button.label)
            elif not of_weeks(screen) and screen != "card":
                continue
            if kind not in self.known and _verb(button) not in DANGER:
                self.known.add(kind)
                self._waiting.append((found, button))
        return found

    def _go_to(self, found: Found) -> None:
        self.one.case = CASE.read(found.document)
        self.one.screen_id = found.screen_id
        said = self.one.messages[found.screen_id]
        said.keyboard = found.rows

    async def _try(self, found: Found, button: Button) -> None:
        self._go_to(found)
        await self.one.tap(found.screen_id, button.data)
        if self.one.case is None:
            return
        pressed, case = _place(self.one), copy.deepcopy(self.one.case)
        self._look_back(found, button, case)
        self._note(found.path)
        self._go_to(found)
        kind = _kind(found.path[-1], button)
        if not of_weeks(found.path[-1]) or kind in self._typed or button not in _here(self.one):
            return  # the last: a press has changed the screen it was on
        self._typed.add(kind)
        await self.one.write(button.label)
        if _place(self.one) != pressed:
            way = f"{found.path[-1]}: “{button.label}” leads to {pressed}, typed {_place(self.one)}"
            self.typed_elsewhere.append(way)

    def _look_back(self, found: Found, button: Button, after: Case) -> None:
        from_guidance = _is_back_from_guidance(found.path, button)
        if button.label not in WAYS_BACK or not (of_weeks(found.path[-1]) or from_guidance):
            return
        if _kept(after) != _kept(CASE.read(found.document)):
            self.lost.append(f"{found.path[-1]}: {button.data}")
        screen = after.members[0].place
        is_up = screen is not None and (found.path[-1], screen.screen) in UP
        if button.label == "Back" and screen and screen.screen not in found.path[:-1] and not is_up:
            self.astray.append(f"{' > '.join(found.path)}: {button.data} leads to {screen.screen}")


def of_weeks(screen: str) -> bool:
    return screen in {*MORE, REMINDER} or screen.startswith(tuple(WEEKS))


def _is_back_from_guidance(path: tuple[str, ...], button: Button) -> bool:
    """Whether it leads back from a page of guidance that was opened from one of these screens."""
    return button.label == "Back" and path[-1] == "topic" and any(map(of_weeks, path[-2:-1]))


def _here(one: Rehearsal) -> list[Button]:
    """The buttons of the present screen, as it stands now, and of the last reminder."""
    turn = turn_of(one)
    reminded = turn.member.reminded if turn.member else ()
    return [*reminded] + [
        button for row in screens.view(turn, screens.present(turn)).rows for button in row
    ]


def _kind(screen: str, button: Button) -> Kind:
    return screen, _verb(button), NUMBER.sub("#", button.label)


def _verb(button: Button) -> str:
    return re.split("[:@]", button.data)[0]


def _place(one: Rehearsal) -> tuple[str, str]:
    place = where(turn_of(one)) if one.case is not None else Place("none")
    return place.screen, place.about


def _kept(case: Case) -> Case:
    """All of it but for where the parent stands, and what was only shown."""
    shown = {"place": None, "expecting": None, "reminded": ()}
    members = [msgspec.structs.replace(one, **shown) for one in case.members]
    return msgspec.structs.replace(case, members=members, events=[])


Before = Callable[[Rehearsal], Awaitable[None]]


async def nothing(_one: Rehearsal) -> None: ...


async def typed_things(one: Rehearsal) -> None:
    """Notes, a temperature, a photo of a paper, two visits, two centers, a call noted."""
    for data, text in (
        ("notes:question", "Is a biopsy needed?"),
        ("notes:question", "May he go to school?"),
        ("notes:note", "slept badly"),
        ("notes:temperature", "37.2"),
        ("notes:pain", "4"),
        ("ref_new", "St. Mary's"),
        ("ref_new", "The Hill clinic"),
        ("visit_when:new", "12 March 2026 at 2:30 pm"),
        ("visit_when:new", "23 March 2026 at 2:30 pm"),
    ):
        await one.tap(one.screen_id or 0, data)
        await one.write(text)
    await one.tap(one.screen_id or 0, "record:bloods")
    await one.tap(one.screen_id or 0, "files:bloods")
    for number in range(11):
        file = {"file_id": f"p{number}", "file_unique_id": f"p{number}", "width": 1, "height": 1}
        await one.send({"photo": [file]})
    await one.write("/plan")


async def a_picture_came(one: Rehearsal) -> None:
    await one.write("/plan")
    await one.send(KINDS["a picture"])


async def a_visit_has_passed(one: Rehearsal) -> None:
    await one.tap(one.screen_id or 0, "visit_when:new")
    await one.write("5 March 2026 at 2:30 pm")
    await one.pass_time(timedelta(days=3))


async def days_have_passed(one: Rehearsal) -> None:
    """The bot has asked for a date, and named what is open."""
    await one.write("/plan")
    await one.pass_time(timedelta(days=2))


BEGINNINGS: dict[str, tuple[str, Before]] = {
    "the card": ("not sure why, elsewhere", nothing),
    "much was typed": ("cancer was mentioned, US, under 3 months", typed_things),
    "a picture came": ("a second opinion, India", a_picture_came),
    "a visit has passed": ("a suspicious scan, Ireland, 1 to 3", a_visit_has_passed),
    REMINDER: ("cancer was mentioned, US, under 3 months", days_have_passed),
}


@cache
def explored() -> tuple[Explorer, ...]:
    return asyncio.run(_explored())


async def _explored() -> tuple[Explorer, ...]:
    found: list[Explorer] = []
    typed: set[Kind] = set()
    known: set[Kind] = set()
    for name, (card, before) in BEGINNINGS.items():
        async with rehearsal() as one:
            await to_the_card(one, CARDS[card])
            await before(one)
            explorer = Explorer(one, known if name == REMINDER else set(), typed)
            await explorer.explore()
            known |= explorer.known
            found.append(explorer)
    return tuple(found)


def test_every_screen_is_reached_by_buttons() -> None:
    reached = set().union(*(one.reached for one in explored()))
    every = {name for name in screens._builders if of_weeks(name)} - ONLY_TYPED - ELSEWHERE
    assert every - reached == set()


def test_the_words_of_a_button_do_what_the_button_does() -> None:
    assert [way for one in explored() for way in one.typed_elsewhere] == []


def test_no_way_back_loses_anything() -> None:
    assert [way for one in explored() for way in one.lost] == []


def test_back_leads_to_where_one_came_from() -> None:
    assert [way for one in explored() for way in one.astray] == []
