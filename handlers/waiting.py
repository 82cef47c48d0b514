"""What the pages on waiting, the child and the family fill in: cautions, signs, lines, services."""

from handlers import reading
from handlers.context import Turn
from handlers.lists import family, lists, said, words
from handlers.places import crisis_line
from handlers.screens import label
from handlers.spoken import in_full
from handlers.tasks import about_case
from handlers.topic_parts import fills
from state.assessments.lists import Kind, fitting
from state.plan import visits

SERVICES: dict[str, Kind] = {
    "travel_help": "travel",
    "stay_near": "stay",
    "money_help": "money",
    "company": "company",
}
"""The topics that name who helps, and with what."""


@fills("not_to_do")
def _cautions(turn: Turn) -> dict[str, object]:
    rows = fitting(lists(turn).cautions, family(turn))
    return {"cautions": said(rows, words(turn).cautions)}


@fills("safety_list")
def _safety_list(turn: Turn) -> dict[str, object]:
    """All signs to watch for in this child, and a time that is still right when read later."""
    facts = reading.facts(turn)
    groups = reading.library(turn).guidance.watch_for(facts.yes | facts.unsure)
    case, since = reading.case(turn.real), about_case(turn).card_at
    settled = since is not None and visits.called_off(case.visits, since)
    moment = None if settled else reading.now_is(turn).deadline
    return {
        "watch": [label(turn, f"watch_{group}") for group in groups],
        "by": in_full(turn, moment) if moment else "",
    }


@fills("child_asks", "child_teen", "about_you")
def _crisis_line(turn: Turn) -> dict[str, object]:
    return {"crisis_line": crisis_line(turn)}


def _services(topic: str, kind: Kind) -> None:
    @fills(topic)
    def fill(turn: Turn) -> dict[str, object]:
        rows = lists(turn).services_for(kind, family(turn))
        return {"services": said(rows, words(turn).services)}


for _topic, _kind in SERVICES.items():
    _services(_topic, _kind)
