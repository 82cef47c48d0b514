"""A paper of the plan: where it stands, what was said of it, when it was promised."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import days, marks, reading
from handlers.claims import called, who_has, who_row
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.lists import papers, words
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    label,
    render,
    screen,
    view,
)
from handlers.spoken import day
from handlers.task import DAYS, opens
from handlers.tasks import find
from handlers.topics import with_help_first
from state.assessments.lists import Paper
from state.case import Place
from state.effects import Button
from state.plan import files
from state.plan.marks import LONGEST_NOTE, Mark, MarkWord, standing
from state.plan.papers import HAD_AS, MISSING, NEXT, STAGES, Stage, had_as, promised, stage, task_id
from state.plan.tasks import Task

REFERRAL = "referral"
"""The letter stands with the referral, which is chased in its own way."""
MOST_DAYS = 4


def gathered(turn: Turn) -> list[Paper]:
    """The papers of this family that are kept track of here."""
    return [paper for paper in papers(turn) if paper.id != REFERRAL]


def marked(turn: Turn, paper_id: str) -> Sequence[Mark]:
    """All that was marked of a paper, also what was taken back."""
    return marks.of(turn, task_id(paper_id))


def stage_of(turn: Turn, paper_id: str) -> Stage:
    return stage(marked(turn, paper_id))


def paper(turn: Turn, paper_id: str) -> Paper | None:
    """This paper, if there is a card and it is one of this family's."""
    if turn.case is None or not reading.card_is_due(turn):
        return None
    return next((one for one in gathered(turn) if one.id == paper_id), None)


def promised_by(turn: Turn, paper_id: str) -> date | None:
    """The day a paper was promised by, while it is waited for."""
    return promised(marked(turn, paper_id))


def stands(turn: Turn, one: Paper) -> str:
    """Where a paper stands, in a few words; and that files of it are here while it is missing."""
    now = stage_of(turn, one.id)
    here = len(files.of(reading.case(turn).files, one.id)) if now in MISSING else 0
    said = _stands(turn, one, now)
    return label(turn, "paper_files", stands=said, number=here) if here else said


def _stands(turn: Turn, one: Paper, now: Stage) -> str:
    due = promised_by(turn, one.id)
    if due:
        return label(turn, "paper_promised", day=day(turn, due))
    return label(turn, "paper_own" if one.own and now == "open" else f"paper_is_{now}")


@opens("record")
def _on_task(turn: Turn, task: Task) -> None:
    go(turn, "record", task.id.split("/")[1])


@press("record")
def _on_record(turn: Turn, arguments: list[str]) -> None:
    if paper(turn, arguments[0]):
        go(turn, "record", arguments[0])
    else:
        stale(turn)


@screen("record")
def _record(turn: Turn, about: str) -> View:
    one = paper(turn, about)
    if one is None:
        return view(turn, Place("plan"))
    said, given = words(turn).records[about], marked(turn, about)
    text = with_help_first(
        turn,
        "record",
        name=said.name,
        stands=stands(turn, one),
        what=said.what,
        who=said.who,
        ask=said.ask,
        own=one.own,
        stage=stage(given),
        form=one.form,
        had_as=had_as(given),
        marks=marks.history(turn, task_id(about)),
        with_whom=who_has(turn, find(turn, task_id(about))),
        called=called(turn, task_id(about)),
    )
    return View(text, _rows(turn, one), expecting=f"paper_note:{about}")


def _rows(turn: Turn, one: Paper) -> Rows:
    given = marked(turn, one.id)
    now = stage(given)
    rows: Rows = [[_mark(turn, one.id, what) for what in _next(one, now)]]
    task = find(turn, task_id(one.id))
    later = [button(turn, "put_off", f"put_off:{task.id}")] if task else []
    if now in MISSING:
        rows.append([*later, _mark(turn, one.id, "not_needed")])
    elif one.form == "pictures" and had_as(given) is None:
        rows.append([_mark(turn, one.id, what) for what in HAD_AS])
    attached = button(turn, "files", f"files:{one.id}")
    undo = [_mark(turn, one.id, "undone")] if standing(given) else []
    rows.append([*(later if now == "sent" else []), attached, *undo])
    rows += who_row(turn, task_id(one.id))
    rows.append([button(turn, "missing", "missing"), button(turn, "plan", "plan")])
    return [*[row for row in rows if row], back_to_card(turn)]


def _next(one: Paper, now: Stage) -> tuple[MarkWord, ...]:
    """What may be said next; nobody is asked for what the family has itself."""
    return tuple(what for what in NEXT[now] if not (one.own and what == "asked"))


def _mark(turn: Turn, paper_id: str, what: MarkWord) -> Button:
    return button(turn, f"mark_{what}", f"paper_is:{what}:{paper_id}")


@press("paper_is")
def _on_mark(turn: Turn, arguments: list[str]) -> None:
    """Marks a paper, as its page offers it; what was asked for asks back by when."""
    one = paper(turn, arguments[-1])
    what = next((word for word in _OFFERED if word == arguments[0]), None)
    if one is None or what is None:
        stale(turn)
        return
    if what == "undone" or stage_of(turn, one.id) != STAGES.get(what):
        marks.keep(turn, task_id(one.id), what)
    if what == "asked":
        go(turn, "paper_by", one.id)
    else:
        go(turn, "record", one.id, note=render(turn, "undone") if what == "undone" else "")


_OFFERED: tuple[MarkWord, ...] = (
    *("asked", "in_hand", "sent", "arrived", "not_needed", "undone"),
    *HAD_AS,
)


@screen("paper_by")
def _by(turn: Turn, about: str) -> View:
    """By when did they say? By button or typed; days that were typed in two ways are asked back."""
    paper_id, *typed = about.split(":")
    if paper(turn, paper_id) is None:
        return view(turn, Place("plan"))
    choices = [
        Button(day(turn, found), f"paper_day:{text}:{paper_id}")
        for text in typed[:MOST_DAYS]
        if (found := days.of_button(text))
    ] or [button(turn, f"day_{word}", f"paper_day:{word}:{paper_id}") for word in DAYS]
    rows: Rows = [[one] for one in choices] if typed else [choices]
    rows.append([button(turn, "no_day", f"record:{paper_id}"), button(turn, "plan", "plan")])
    text = render(
        turn,
        "paper_by",
        name=words(turn).records[paper_id].name,
        asks_back=bool(find(turn, task_id(paper_id))),
    )
    expecting = None if typed else f"paper_by:{paper_id}"
    return View(text, [*rows, back_to_card(turn)], expecting=expecting)


@press("paper_day")
def _on_day(turn: Turn, arguments: list[str]) -> None:
    one, text = paper(turn, arguments[-1]), arguments[0]
    if one is None:
        stale(turn)
        return
    today = days.this_day(turn)
    due = today + timedelta(days=DAYS[text]) if text in DAYS else days.of_button(text)
    if due is None or due < today:
        stale(turn)
    else:
        _promise(turn, one.id, due)


def _promise(turn: Turn, paper_id: str, due: date, *, anew: bool = False) -> None:
    marks.keep(turn, task_id(paper_id), "promised", due=due)
    go(turn, "record", paper_id, anew=anew)


@takes("paper_by")
def _on_day_typed(turn: Turn, about: str, text: str) -> None:
    """A typed day; one that can be two is asked back, one that cannot be read is said."""
    if paper(turn, about) is None:
        stale(turn)
        return
    found, trouble = days.typed(turn, text)
    if len(found) == 1:
        _promise(turn, about, found[0], anew=True)
    elif found:
        go(turn, "paper_by", ":".join([about, *map(days.written, found)]), anew=True)
    else:
        note = render(turn, "visit_trouble", trouble=trouble)
        go(turn, "paper_by", about, anew=True, note=note)


@takes("paper_note", questions=True)
def _on_note(turn: Turn, about: str, text: str) -> None:
    """A note typed on a paper: who promised it, a tracking number."""
    if paper(turn, about) is None:
        stale(turn)
    elif line := one_line(turn, text, LONGEST_NOTE):
        marks.keep(turn, task_id(about), "noted", note=line)
        go(turn, "record", about, anew=True, note=render(turn, "note_kept"))
