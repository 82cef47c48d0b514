"""More than one child: each has a case of its own, and a short name that only the parent knows.

The names are asked when there are two, first for the child there is, then for the new one, whose
case begins with that. An emergency never waits for a name.
"""

from telegram import Update

from handlers.context import Turn, TurnContext
from handlers.expected import takes
from handlers.next_step import proceed
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    eldest_first,
    go,
    label,
    name_of,
    nickname,
    render,
    screen,
    stay,
    where,
    worse,
)
from state import case_marks, nicknames
from state.case import Case, Member, Place
from state.effects import Button

READY = ("older", "younger", "middle", "baby")
OFFERED = 2
NAMING = ("name_first", "name_other")


async def on_child(_update: Update, context: TurnContext) -> None:
    """/child: which child this chat shows; a second one, if there is one only."""
    turn = context.turn
    if turn.case is None:
        stay(turn)
    else:
        go(turn, "children" if turn.others else _to_name(turn), anew=True)


@press("another")
def on_another(turn: Turn, _arguments: list[str]) -> None:
    """Another child: one of those there are, or a new one."""
    if turn.case is None:
        stale(turn)
    else:
        go(turn, "children" if turn.others else _to_name(turn))


@press("one_more")
def _on_one_more(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or len(turn.cases) >= nicknames.MOST:
        stale(turn)
    else:
        go(turn, _to_name(turn))


def _to_name(turn: Turn) -> str:
    """Whose name is asked first: this child's, unless it has one."""
    return "name_other" if nickname(turn) else "name_first"


@screen("children")
def _children(turn: Turn, _about: str) -> View:
    rows: Rows = [
        [_named(name_of(turn, case), f"child:{case_marks.mark(case.case_id)}")]
        for case in eldest_first(turn)
    ]
    more = [button(turn, "rename", "rename")]
    if len(turn.cases) < nicknames.MOST:
        more.append(button(turn, "one_more", "one_more"))
    text = render(turn, "children", shown=_shown(turn))
    rows += [more, [button(turn, "back", "next"), worse(turn)]]
    return View(text, rows, says_child=True)


def _named(name: str, data: str) -> Button:
    """A button with a child's name; ours begin small, so that they fit into a sentence."""
    return Button(name[:1].upper() + name[1:], data)


def _shown(turn: Turn) -> str:
    return name_of(turn, turn.case) if turn.case else ""


@press("child")
def _on_child(turn: Turn, arguments: list[str]) -> None:
    """Over to one of this chat's children, to the first thing that is open there, or the card."""
    case = case_marks.find(arguments[0], turn.cases)
    if case is None:
        stale(turn)
        return
    if turn.member is not None:
        turn.member.place = Place("menu")  # where the list is gone once it has been used
    turn.enter(case)
    proceed(turn)


# Names


@screen("name_first")
def _name_first(turn: Turn, _about: str) -> View:
    return _asks_name(turn, "name_first")


@screen("name_other")
def _name_other(turn: Turn, first: str) -> View:
    return _asks_name(turn, "name_other", first or nickname(turn))


@screen("name_this")
def _name_this(turn: Turn, _about: str) -> View:
    return _asks_name(turn, "name_this", nickname(turn))


def _asks_name(turn: Turn, template: str, first: str = "") -> View:
    taken = {nicknames.same_as(name) for name in (*_others(turn), nickname(turn), first)}
    names = {key: label(turn, f"child_{key}") for key in READY}
    ready = [key for key, name in names.items() if nicknames.same_as(name) not in taken]
    rows: Rows = [
        [_named(names[key], f"child_name:{key}") for key in ready[:OFFERED]],
        [button(turn, "back", "next"), worse(turn)],
    ]
    text = render(turn, template, first=first, longest=nicknames.LONGEST)
    return View(text, [row for row in rows if row], expecting="child_name", says_child=True)


@press("rename")
def _on_rename(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None:
        stale(turn)
    else:
        go(turn, "name_this")


@press("child_name")
def _on_called(turn: Turn, arguments: list[str]) -> None:
    if arguments[0] not in READY or turn.pressed_is_old:
        stale(turn)
    else:
        _call(turn, label(turn, f"child_{arguments[0]}"))


@takes("child_name")
def _on_typed(turn: Turn, _about: str, text: str) -> None:
    """A name that was typed; the safety net has read it before."""
    _call(turn, nicknames.tidy(text))


def _call(turn: Turn, name: str) -> None:
    place = where(turn)
    taken = [
        *_others(turn),
        *([nickname(turn), place.about] if place.screen == "name_other" else []),
    ]
    trouble = nicknames.trouble(name, taken)
    if trouble:
        stay(turn, render(turn, "name_trouble", trouble=trouble, longest=nicknames.LONGEST))
    elif place.screen == "name_first":
        go(turn, "name_other", name)
    elif place.screen == "name_other":
        begin(turn, place.about, name)
        proceed(turn)
    elif place.screen == "name_this" and turn.member is not None:
        turn.member.nickname = name
        proceed(turn)
    else:
        stale(turn)


def _others(turn: Turn) -> list[str]:
    return [case.member(turn.chat_id).nickname for case in turn.others]


# A new case


def begin(turn: Turn, first: str, name: str) -> None:
    """A case for another child, in hand from here on; the one there was gets its name.

    The adult is the same: what they agreed to and set for themselves goes along.
    """
    one = turn.member
    if one is None:
        return
    one.nickname = one.nickname or first
    one.place, one.expecting = Place("menu"), None
    new = Member(turn.chat_id, one.language, one.consented_at, nickname=name)
    turn.enter(Case(turn.new_id(), created_at=turn.now, members=[new]))


def begin_in_danger(turn: Turn) -> None:
    """Worse was said while a new child's name was asked: that child's case begins without one."""
    place = where(turn)
    if place.screen not in NAMING or turn.pressed_is_old or len(turn.cases) >= nicknames.MOST:
        return
    first = place.about or label(turn, "child_first")
    begin(turn, first, label(turn, "child_number", number=len(turn.cases) + 1))
