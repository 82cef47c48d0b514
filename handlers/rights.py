"""What a member may do, in one table, `rights.yaml`: pressed, typed or opened.

A part that is left out for a member is closed to them, whatever their role. Danger is everybody's:
*Worse*, its screens and what is typed of it count from anyone.
"""

import functools
from pathlib import Path
from typing import Literal

import msgspec
import msgspec.yaml

from handlers import reading
from handlers.context import Turn
from state.case import Member, Part, Role
from state.effects import Button

FILE = Path(__file__).with_name("rights.yaml")


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of buttons (or all their data), names of screens, and what is typed, as expected."""

    press: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    type: frozenset[str] = frozenset()


class Rights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table, as the file has it."""

    of_danger: frozenset[str]
    anybody: Names
    tasks: Names
    visits: Names
    who: Names
    notes: Names
    insurance: Names

    def of(self, part: Part) -> Names:
        """What belongs to a part."""
        found: Names = getattr(self, part)
        return found


@functools.cache
def rights() -> Rights:
    return msgspec.yaml.decode(FILE.read_bytes(), type=Rights)


def may_press(turn: Turn, data: str) -> bool:
    """Whether this member may press a button with this data, wherever it comes from."""
    member = turn.member
    if member is None or (member.role is Role.FULL and not member.leaves_out):
        return True
    verb, *arguments = data.split(":")
    if verb in rights().of_danger:
        return member.role is Role.FULL or _is_of_danger(turn, arguments)
    may = _may(member.role, "press", verb) or _may(member.role, "press", data)
    return not _left_out(member, "press", verb) and may


def may_type(turn: Turn, expected: str) -> bool:
    """Whether this member's text may be taken as what is `expected` of them."""
    member, name = turn.member, expected.partition(":")[0]
    if member is None:
        return True
    return not _left_out(member, "type", name) and _may(member.role, "type", name)


def may_answer(turn: Turn) -> bool:
    """Whether the questions of the assessment are this member's to answer."""
    return turn.member is None or turn.member.role is Role.FULL


def is_closed(turn: Turn, screen: str) -> bool:
    """Whether a screen is of a part that is left out for this member."""
    return turn.member is not None and _left_out(turn.member, "open", screen)


def allowed(turn: Turn, rows: list[list[Button]]) -> list[list[Button]]:
    """The rows with the buttons that this member may press."""
    kept = [[one for one in row if may_press(turn, one.data)] for row in rows]
    return [row for row in kept if row]


How = Literal["press", "open", "type"]


def _may(role: Role, how: How, name: str) -> bool:
    table = rights()
    of_role = [table.anybody, *([table.tasks] if role is Role.TASKS else [])]
    return role is Role.FULL or any(name in getattr(names, how) for names in of_role)


def _left_out(member: Member, how: How, name: str) -> bool:
    return any(name in getattr(rights().of(part), how) for part in member.leaves_out)


def _is_of_danger(turn: Turn, arguments: list[str]) -> bool:
    item = reading.find_item(turn, arguments[0]) if arguments else None
    return item is not None and item.one_of_these
