"""Photos and files of papers: kept by where Telegram has them, and sent back on a tap."""

from collections import Counter

from telegram import Message

from handlers import reading
from handlers.context import Turn
from handlers.lists import words
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.records import gathered, paper, stage_of
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    headed,
    in_silence,
    render,
    screen,
    stay,
    view,
    where,
    worse_only,
)
from handlers.tasks import member
from state.case import Place
from state.effects import Button, Document, Held
from state.plan import child_states, files
from state.plan.files import Attached
from state.plan.papers import MISSING
from state.visible import visible

ON_A_PAGE = 4
MOST_AT_ONCE = 10
"""Files sent on one tap."""


def take(turn: Turn, message: Message, *, again: bool) -> bool:
    """Keeps a photo or file of a paper; whether it could be one. An album is answered once.

    On a paper's page it is of that paper; elsewhere it is asked. Never on a screen of danger, and
    nobody who has stopped is asked.
    """
    held, here = _held(message), where(turn)
    if held is None or message.forward_origin is not None or not _may(turn) or here.alone:
        return False
    about = here.about if here.screen in {"record", "files"} and paper(turn, here.about) else ""
    if in_silence(turn) or (_is_over(turn) and not about):
        return False
    name = visible((message.document.file_name or "") if message.document else "")
    case = reading.case(turn)
    files.attach(
        case.files,
        case.numbers,
        held,
        " ".join(name.split()),
        by=turn.chat_id,
        at=turn.now,
        paper=about,
    )
    if again and (about or here.screen == "file_whose"):
        return True
    kept = render(turn, "file_kept", paper=_name(turn, about), emergency=emergency_numbers(turn))
    if about:
        go(turn, "files", about, anew=True, note=kept)
    else:
        go(turn, "file_whose", anew=True, note=kept)
    return True


def _is_over(turn: Turn) -> bool:
    """Whether this member wants to hear no more, or there is no question any more."""
    stopped = where(turn).screen == "quiet" or member(turn).reminders.stopped
    return stopped or child_states.latest(reading.case(turn).child_states) in child_states.CLOSING


def _held(message: Message) -> Held | None:
    if message.photo:
        return Held(message.photo[-1].file_id, "photo")
    if message.document and not message.animation:
        return Held(message.document.file_id, "document")
    return None


def _files(turn: Turn) -> list[Attached]:
    return reading.case(turn).files


def _name(turn: Turn, about: str) -> str:
    return words(turn).records[about].name if about else ""


@screen("file_whose")
def _whose(turn: Turn, page: str) -> View:
    """Which paper is it? Four on a page; or none, and then it is not kept."""
    every = gathered(turn)
    first = int(page) * ON_A_PAGE if page.isdecimal() else 0
    shown = every[first : first + ON_A_PAGE] or every[:ON_A_PAGE]
    rows: Rows = [[Button(_name(turn, one.id), f"file_is:{one.id}")] for one in shown]
    if len(every) > ON_A_PAGE:
        further = first + ON_A_PAGE < len(every)
        rows.append(
            [button(turn, "more", f"file_whose:{first // ON_A_PAGE + 1 if further else 0}")]
        )
    rows[-1].append(button(turn, "no_paper", "file_is"))
    return View(render(turn, "file_whose"), [*rows, back_to_card(turn)])


@press("file_whose")
def _on_whose(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not files.unsorted(_files(turn), turn.chat_id):
        stale(turn)
    else:
        go(turn, "file_whose", arguments[0])


@press("file_is")
def _on_is(turn: Turn, arguments: list[str]) -> None:
    """All that was sent and not sorted yet is of this paper; or of none, and is let go."""
    waiting = files.unsorted(_files(turn), turn.chat_id) if turn.case else []
    if not waiting:
        stale(turn)
    elif paper(turn, arguments[0]):
        for one in waiting:
            one.paper = arguments[0]
        go(turn, "files", arguments[0])
    else:
        files.drop(_files(turn), waiting)
        go(turn, "papers", note=render(turn, "file_gone"))


@screen("files")
def _of_paper(turn: Turn, about: str) -> View:
    """The photos and files of a paper; how to add one, get them back, let the last one go."""
    if paper(turn, about) is None:
        return view(turn, Place("plan"))
    found = files.of(_files(turn), about)
    rows: Rows = []
    missing = bool(found) and stage_of(turn, about) in MISSING
    if found:
        has = [button(turn, "mark_in_hand", f"paper_is:in_hand:{about}")] if missing else []
        rows.append([button(turn, "files_get", f"files_get:{about}"), *has])
        rows.append([button(turn, "file_drop", f"file_drop:{found[-1].number}:{about}")])
    rows.append([button(turn, "back", f"record:{about}"), button(turn, "plan", "plan")])
    names = Counter(one.name for one in found)
    text = render(turn, "files", name=_name(turn, about), names=[*names.items()], missing=missing)
    return View(text, [*rows, back_to_card(turn)])


@press("files")
def _on_files(turn: Turn, arguments: list[str]) -> None:
    if paper(turn, arguments[0]):
        go(turn, "files", arguments[0])
    else:
        stale(turn)


@press("files_get")
def _on_get(turn: Turn, arguments: list[str]) -> None:
    """Sends back the files of a paper, or all of them; so many, then the others on another tap.

    They go on after the number of the last one sent: what comes or goes meanwhile shifts nothing.
    """
    about, after = arguments[0], arguments[-1] if len(arguments) > 1 else ""
    found = [one for one in _sendable(turn, about) if one.number > _number(after)]
    if not found:
        stale(turn)
        return
    for one in found[:MOST_AT_ONCE]:
        text = headed(turn, render(turn, "file", paper=_name(turn, one.paper), name=one.name))
        gone = headed(turn, render(turn, "file_lost", paper=_name(turn, one.paper)))
        turn.send(Document(one.name, one.held, text, gone, worse_only(turn)))
    if len(found) > MOST_AT_ONCE:
        go(turn, "files_more", f"{about}:{found[MOST_AT_ONCE - 1].number}", anew=True)
    elif where(turn).screen == "files_more":
        go(turn, *(("files", about) if about else ("papers", "")), anew=True)
    else:
        stay(turn)


def _sendable(turn: Turn, about: str) -> list[Attached]:
    """The files of this paper, or of all papers that this version knows, in the order they came."""
    known = {one.id for one in gathered(turn)} if _may(turn) else set()
    wanted = known if not about else known & {about}
    return [one for one in _files(turn) if one.paper in wanted] if wanted else []


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


@screen("files_more")
def _more(turn: Turn, about: str) -> View:
    """Some were sent, some are left: the rest is one tap away, and nothing waits behind them."""
    paper_id, _, after = about.partition(":")
    left = sum(one.number > _number(after) for one in _sendable(turn, paper_id))
    rows: Rows = [[button(turn, "files_next", f"files_get:{about}")]] if left else []
    rows.append([button(turn, "all_papers", "papers"), button(turn, "plan", "plan")])
    return View(render(turn, "files_more", left=left), [*rows, back_to_card(turn)])


def _may(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


@press("file_drop")
def _on_drop(turn: Turn, arguments: list[str]) -> None:
    about = arguments[-1]
    if paper(turn, about) is None:
        stale(turn)
        return
    found = files.of(_files(turn), about)
    files.drop(_files(turn), [one for one in found if str(one.number) == arguments[0]])
    go(turn, "files", about, note=render(turn, "file_gone"))
