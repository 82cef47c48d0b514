"""What a doctor's check, once recorded, settles: earlier answers stop counting, its time counts."""

from state.case import Answer, Case, Lowered
from state.levels import Level


def standing_answers(case: Case) -> list[Answer]:
    """The answers that still count; those a check has settled are kept in the case all the same."""
    checks = _checks(case)
    return [
        answer
        for answer in case.answers
        if not any(answer.item in check.items and answer.number <= check.up_to for check in checks)
    ]


def told(case: Case) -> Level | None:
    """The time the last check gave, as a level; None if there was none."""
    checks = _checks(case)
    return checks[-1].told if checks else None


def _checks(case: Case) -> list[Lowered]:
    return [e for e in case.events if isinstance(e, Lowered) and e.why == "checked"]
