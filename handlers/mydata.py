"""/mydata: everything that is kept, by its parts; as a page to read, and as a file to take."""

from datetime import datetime, timedelta

from telegram import Update

from handlers.content import running
from handlers.context import Turn, TurnContext
from handlers.mydata_lines import lines
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    label,
    render,
    say,
    screen,
    tongue,
    worse,
)
from handlers.spoken import in_full
from state import mydata
from state.case import Case
from state.effects import Document
from state.mydata import GROUPS, Group
from state.reports import Report, Section, Written
from state.retention import kept_until

LONGEST = 3000
"""Characters of one part in the chat, of the 4096 a message may have; the page has all."""


async def on_mydata(_update: Update, context: TurnContext) -> None:
    show(context.turn)


@press("mydata")
def _on_mydata(turn: Turn, _arguments: list[str]) -> None:
    show(turn)


def show(turn: Turn) -> None:
    """What is kept; before consent that is next to nothing, and that is said."""
    if turn.case is None:
        say(turn, "mydata_none", [[button(turn, "start", "start"), worse(turn)]])
    else:
        go(turn, "mydata", anew=turn.pressed is None)


def _erased(turn: Turn, case: Case) -> datetime:
    """As told to who sees this much of it: of a visit they do not see its end tells nothing."""
    return kept_until(case, turn.now, timedelta(days=running(turn).retention_days))


def _case(turn: Turn) -> Case:
    if turn.case is None:
        raise LookupError
    return turn.case


@screen("mydata")
def _mydata(turn: Turn, _about: str) -> View:
    case = _case(turn)
    found = lines(turn, case)
    counted = [(label(turn, f"kept_{group}"), len(found[group])) for group in GROUPS]
    text = render(
        turn,
        "mydata",
        counted=[one for one in counted if one[1]],
        others=len(case.members) > 1,
        erased=in_full(turn, _erased(turn, case)) if _has_clock(turn) else "",
        others_too=bool(turn.others),
    )
    rows: Rows = [
        [button(turn, "read_here", "mydata_of:answers")],
        [button(turn, "as_page", "mydata_page"), button(turn, "as_file", "mydata_file")],
        [button(turn, "erase_it", "ask_delete")],
        [button(turn, "go_on", "next"), worse(turn)],
    ]
    return View(text, rows, in_grief=True)


def _has_clock(turn: Turn) -> bool:
    return turn.member is not None and turn.member.zone is not None


@press("mydata_of")
def _on_part(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or arguments[0] not in GROUPS:
        stale(turn)
    else:
        go(turn, "mydata_of", arguments[0])


@screen("mydata_of")
def _part(turn: Turn, about: str) -> View:
    """One part, and the way to the next that has anything in it."""
    found = lines(turn, _case(turn))
    group = next(one for one in GROUPS if one == about)
    text = render(
        turn,
        "mydata_of",
        part=label(turn, f"kept_{group}"),
        lines=_fitting(found[group]),
        all=len(found[group]),
    )
    rows: Rows = [[button(turn, "back", "mydata"), worse(turn)]]
    if after := _after(found, group):
        rows.insert(0, [button(turn, "more_kept", f"mydata_of:{after}")])
    return View(text, rows, in_grief=True)


def _after(found: dict[Group, list[str]], group: Group) -> Group | None:
    rest = GROUPS[GROUPS.index(group) + 1 :]
    return next((one for one in rest if found[one]), None)


def _fitting(every: list[str]) -> list[str]:
    """The newest of them, as many as a message holds."""
    left, kept = LONGEST, list[str]()
    for line in reversed(every):
        left -= len(line) + 1
        if left < 0:
            break
        kept.insert(0, line)
    return kept


@press("mydata_page")
def _on_page(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None:
        stale(turn)
        return
    turn.send(Document(label(turn, "mydata_page_file"), _report(turn)))
    go(turn, "mydata", anew=True)


@press("mydata_file")
def _on_file(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None:
        stale(turn)
        return
    chat = mydata.Chat(chat=turn.chat_id, last_screen=turn.screen_id)
    text = mydata.export(chat, turn.cases, turn.now, lambda case: _erased(turn, case))
    turn.send(Document(label(turn, "mydata_file"), Written(text)))
    go(turn, "mydata", anew=True)


def _report(turn: Turn) -> Report:
    """Of the child in hand."""
    found = lines(turn, _case(turn))
    return Report(
        tongue(turn),
        label(turn, "mydata_title"),
        label(turn, "mydata_intro", at=in_full(turn, turn.now)),
        tuple(
            Section(label(turn, f"kept_{group}"), tuple(found[group]))
            for group in GROUPS
            if found[group]
        ),
    )
