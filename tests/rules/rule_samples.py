"""What the tests of the rules speak in: sets of findings, and answers of one or two adults."""

from datetime import UTC, datetime, timedelta

from stand_ins import loaded

from state.assessments.assessment import Assessment, Library
from state.assessments.facts import Facts
from state.assessments.judging import Judgement, judge
from state.case import Answer, Says, Value
from state.levels import Level

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NONE: Value = {"*": "no"}
SOME: Value = {"*": "yes"}
NOT_SURE: Value = {"*": "unsure"}

EMERGENCY = Level.EMERGENCY
SAME_DAY = Level.SAME_DAY
HOURS_48 = Level.WITHIN_48_HOURS
WEEKS_2 = Level.WITHIN_2_WEEKS
PLANNED = Level.PLANNED


def library() -> Library:
    return loaded.library()


def oncology() -> Assessment:
    return library().assessments["oncology_referral"]


def facts(
    trigger: str,
    *,
    yes: str = "",
    unsure: str = "",
    no: str = "",
    age: float | None = None,
    also: str = "",
    told: Level | None = None,
) -> Facts:
    """Facts in a line: ids are separated by spaces, `also` are circumstances."""
    return Facts(
        triggers=(trigger,),
        yes=frozenset(yes.split()),
        unsure=frozenset(unsure.split()),
        no=frozenset(no.split()),
        age_years=age,
        circumstances=frozenset(also.split()),
        clinician_time=told,
    )


def level(trigger: str, **known: object) -> Level:
    """The level of such facts."""
    return judged(trigger, **known).level


def judged(trigger: str, **known: object) -> Judgement:
    return judge(library(), facts(trigger, **known))  # type: ignore[arg-type]


def rules_of(trigger: str, **known: object) -> set[str]:
    """Which rules reached the level."""
    return {cause.rule for cause in judged(trigger, **known).causes}


Given = tuple[str, Value | None] | tuple[str, Value | None, int]
"""An item, its answer (None takes it back), and who gave it if not adult number 1."""


def signs(**said: Says) -> Value:
    """What was said of these lines, and a no to all others."""
    named: dict[str, Says] = {**said, "*": "no"}
    return named


def answers(*given: Given) -> list[Answer]:
    """Answers in the order they were given."""
    return [
        Answer(
            number=number,
            item=entry[0],
            value=entry[1],
            by=entry[2] if len(entry) == 3 else 1,
            at=NOON + timedelta(minutes=number),
        )
        for number, entry in enumerate(given)
    ]


NOTHING_URGENT = tuple(
    (item, NONE) for item in ("em_breathing", "em_head", "em_bleeding", "em_fever")
)
"""The answers "none of these" to every emergency screen."""
