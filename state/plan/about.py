"""What the assessment says of a case, as far as the plan needs it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from state.assessments.lists import Family, fitting
from state.case import Case, Member, Spoke
from state.places.countries import country
from state.plan import cover
from state.plan.tasks import NOTHING, About, Due
from state.present import Present
from state.urgency import reached

NETWORK = "network"
REFERRAL = "referral"
"""The letter is no task of its own: the referral is."""


def about(present: Present, member: Member) -> About:
    """How soon, since when, and which papers and chores are for this family, at that time.

    `present` is the case as this member sees it. Of the papers only the critical ones are tasks:
    a list of thirty would hide them.
    """
    library, case = present.library, present.case
    shown = reached(case)
    if not shown:
        return NOTHING
    now_is, facts = present.now_is, present.facts
    family = Family(
        trigger=facts.trigger or library.unknown_trigger,
        findings=facts.yes | facts.unsure,
        country=member.country or "",
        care=country(member.country).care,
    )
    chores = fitting(library.lists.chores, family)
    plan = cover.find(library.lists, case.insurance.plan)
    if plan is not None and plan.network == "none":  # nobody to ask what is covered
        chores = tuple(chore for chore in chores if chore.id != NETWORK)
    papers = fitting(library.lists.records, family)
    card_at = next((event.at for event in shown if event.level is now_is.level), shown[-1].at)
    return About(
        level=now_is.level,
        deadline=now_is.deadline,
        card_at=card_at,
        closes=country(member.country).office.closes,
        doctor_spoke=_doctor_spoke(case, card_at),
        papers=tuple(one for one in papers if one.critical and one.id != REFERRAL),
        chores=tuple(chore for chore in chores if chore.kind == "prepare"),
        insurance=tuple(chore for chore in chores if chore.kind == "insurance"),
        new_place=frozenset(chore.id for chore in chores if chore.new_place),
        has_team=present.asked.has_team(),
        weekend=country(member.country).office.weekend,
        leaves_out=frozenset(member.leaves_out),
        errands=tuple(errands(present, member)),
    )


def errands(present: Present, member: Member) -> Iterator[Due]:
    """What the assessments that were gone through put on the plan, each thing once."""
    seen: set[str] = set()
    for assessment in present.library.catalogue:
        part = assessment.offered.part if assessment.offered else ""
        if part and part in member.leaves_out:
            continue
        days = {one.id: one.within_days for one in assessment.errands}
        held = present.outcomes(assessment.id)
        since = present.reached_at(assessment.id)
        day = since.astimezone(ZoneInfo(member.zone or "UTC")).date()
        for outcome in held:
            for name in outcome.errands:
                within = days[name]
                last = day + timedelta(days=within) if within is not None else None
                if name not in seen:
                    yield Due("/".join(filter(None, ["do", part, name])), since, last)
                seen.add(name)


def _doctor_spoke(case: Case, since: datetime) -> bool:
    """Whether a doctor has spoken to the family, or seen the child, since then (UTC)."""
    told = (isinstance(one, Spoke) and one.at >= since for one in case.events)
    seen = (visit.happened and visit.moment >= since for visit in case.visits)
    return any(told) or any(seen)
