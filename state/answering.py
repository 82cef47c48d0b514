"""Keeping answers: always added, never overwritten; taking one back is an answer too."""

from datetime import datetime

from state.case import Answer, Case, Value

MOST = 40
"""Answers kept for each question and member; what is older is let go, the newest never."""


def keep(
    case: Case,
    item: str,
    value: Value | None,
    *,
    by: int,
    at: datetime,
    message_id: int | None = None,
) -> Answer:
    """Adds an answer of one member, at `at` (UTC). The other adults' answers are never touched."""
    number = newest(case) + 1
    answer = Answer(number, item, value, by, at, message_id)
    case.answers.append(answer)
    own = [one for one in case.answers if one.item == item and one.by == by]
    for too_old in own[:-MOST]:
        case.answers.remove(too_old)
    return answer


def newest(case: Case) -> int:
    """The number of the newest answer; 0 if there is none."""
    return max((answer.number for answer in case.answers), default=0)
