"""The papers to gather: the list for this child, and a page for each of them."""

from handlers import reading
from handlers.context import Turn
from handlers.lists import papers, words
from handlers.presses import press, stale
from handlers.records import REFERRAL
from handlers.screens import Rows, View, back_to_card, button, go, render, screen, view
from handlers.topic_parts import fills, offers
from handlers.topics import MOST_ON_A_PAGE, on_topic
from state.case import Place
from state.effects import Button


@fills("papers_list")
def _names(turn: Turn) -> dict[str, object]:
    return {"list": [words(turn).records[paper.id].name for paper in papers(turn)]}


@offers("papers_list")
def _buttons(turn: Turn) -> list[Button]:
    return [Button(words(turn).records[one.id].name, f"paper:{one.id}") for one in papers(turn)]


@screen("paper")
def _paper(turn: Turn, about: str) -> View:
    """One paper, the next one a tap away; the list, where this one does not fit any longer."""
    fitting = papers(turn)
    names = [paper.id for paper in fitting]
    if about not in names:
        return view(turn, Place("topic", "papers_list"))
    place = names.index(about)
    paper, said = fitting[place], words(turn).records[about]
    text = render(
        turn,
        "paper",
        **on_topic(turn),
        name=said.name,
        what=said.what,
        who=said.who,
        ask=said.ask,
        critical=paper.critical,
        own=paper.own,
        ready=paper.ready,
        chase=paper.chase,
    )
    rows: Rows = [[button(turn, "back", f"topic:papers_list:{place // MOST_ON_A_PAGE}")]]
    if place + 1 < len(names):
        rows[-1].append(button(turn, "next_paper", f"paper:{names[place + 1]}"))
    if about != REFERRAL:
        rows.append([button(turn, "paper_stands", f"record:{about}")])
    return View(text, [*rows, back_to_card(turn)])


@press("paper")
def _on_paper(turn: Turn, arguments: list[str]) -> None:
    due = turn.case is not None and reading.card_is_due(turn)
    if due and arguments[0] in {paper.id for paper in papers(turn)}:
        go(turn, "paper", arguments[0])
    else:
        stale(turn)
