"""A case at one moment, for the member who asks: how urgent, why, and whether a card is due."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property

from state import settled, urgency
from state.asked import Asked
from state.assessments import facts as case_facts
from state.assessments import judging, on_the_case, outcomes
from state.assessments.assessment import BEFORE_CARD, Item, Library, Phase
from state.assessments.facts import Facts
from state.assessments.outcomes import Outcome
from state.case import Answer, Case, Value
from state.levels import Level
from state.places.countries import country
from state.plan import cover, visits
from state.urgency import Standing, reached, standing

BEFORE_CARD_IN_DANGER: tuple[Phase, ...] = ("reason", "short")

FRESH = timedelta(hours=24)
"""For how long "none of these" holds while questions are asked: a child can change in a day."""

DAYS_AGO = {"today": 0, "yesterday": 1, "days": 6, "week": 14}
"""The earliest a parent can mean by these words: time that may have passed is counted."""

DIAGNOSIS = ("dx_kind", "team_state")
"""The questions about a diagnosis: of one that is told of later, its time counts from then."""


class Present:
    """What the rules make of a case at `now` (UTC). Made anew after each change of the case."""

    def __init__(self, library: Library, case: Case, by: int, now: datetime) -> None:
        self.library = library
        self.case = case
        self.by = by
        self.now = now
        self.asked = Asked(library.assessments[case.assessment], case, by)
        self._walked: dict[str, Asked] = {}

    @cached_property
    def known(self) -> frozenset[str]:
        """What the case knows beside its answers, as conditions ask for it."""
        member = next((one for one in self.case.members if one.chat_id == self.by), None)
        place = (member and member.country) or ""
        kind = cover.find(self.library.lists, self.case.insurance.plan)
        return on_the_case.of(place, country(place), kind, self._flags())

    def _flags(self) -> Iterator[str]:
        calls = self.case.insurance.standing()
        flags = {
            "denied": any(call.outcome == "denied" for call in calls),
            "visit": bool(visits.ahead(self.case.visits, self.now)),
            "referral": bool(self.case.referrals),
            "papers": any(name.startswith("record/") for name in self.case.marks),
            "team": self.asked.has_team(),
            "soon": bool(reached(self.case)) and self.now_is.level >= Level.WITHIN_48_HOURS,
        }
        yield from (name for name, holds in flags.items() if holds)

    def asked_in(self, name: str) -> Asked:
        """The questions of one assessment, for this member."""
        if name == self.asked.assessment.id:
            return self.asked
        if name not in self._walked:
            assessment = self.library.assessments[name]
            self._walked[name] = Asked(assessment, self.case, self.by, self.known)
        return self._walked[name]

    def next_in(self, name: str) -> Item | None:
        """The next question of an assessment beside the one that judges the level."""
        asked = self.asked_in(name)
        if self.in_danger:
            return asked.next_item(BEFORE_CARD_IN_DANGER)
        return self._danger_to_ask_again() or asked.next_item(BEFORE_CARD)

    def outcomes(self, name: str) -> tuple[Outcome, ...]:
        """What an assessment has come to: nothing while it was not gone through."""
        if not any(self._is_home(answer.item, name) for answer in self.case.answers):
            return ()  # most often: nothing has to be worked out
        asked = self.asked_in(name)
        if not asked.is_begun or asked.next_item(BEFORE_CARD_IN_DANGER) is not None:
            return ()
        return outcomes.reached(asked.assessment.outcomes, asked.truths)

    def cover_in(self, name: str) -> str:
        """The kind of plan that the answers to an assessment tell; empty if they don't."""
        found = ""
        for item, value in self.asked_in(name).answered:
            effect = item.options.get(value) if isinstance(value, str) else None
            found = (effect and effect.cover) or found
        return found

    def reached_at(self, name: str) -> datetime:
        """When the newest of an assessment's own questions was answered; now, if none was."""
        own = [a.at for a in self.asked.answers if self._is_home(a.item, name)]
        return max(own, default=self.now)

    def _is_home(self, item: str, name: str) -> bool:
        found = self.library.assessments[name].items.get(item)
        return found is not None and found.home == name

    @cached_property
    def facts(self) -> Facts:
        return case_facts.facts(self.library, self.asked.answers)

    @cached_property
    def judged(self) -> judging.Judgement:
        """What the answers alone say."""
        return self._judge(self.asked.answers)

    @cached_property
    def now_is(self) -> Standing:
        """How urgent the case is now, never calmer than what was shown or a check has told."""
        judged, told = self.judged, settled.told(self.case)
        if told is not None and told > judged.level:
            judged = judging.Judgement(told, judged.causes)
        return standing(self.case, judged, self.known_at, self.now)

    @property
    def in_danger(self) -> bool:
        """Whether the highest level is what counts now."""
        return self.now_is.level is Level.EMERGENCY

    @property
    def only_heard(self) -> bool:
        """Whether nothing but typed words is behind the level that counts now."""
        return urgency.only_heard(self.now_is)

    @property
    def danger_is_news(self) -> bool:
        """Whether the answers say EMERGENCY and that was not shown yet."""
        return self.in_danger and not self.now_is.shown

    @property
    def being_seen(self) -> bool:
        """Whether the child was said to be with those who help, and no danger sign since."""
        told = settled.being_seen(self.case, self.now)
        return told is not None and not any(
            answer.number > told.up_to and _may_be_a_sign(answer.value)
            for answer in self.case.answers
            if self.asked.is_danger(answer.item)
        )

    @property
    def known_at(self) -> datetime | None:
        """The earliest moment they can have been told of the reason; None where nobody said when.

        A worry of the parent's own was told by nobody: its time counts from the card.
        """
        since = self._diagnosed_since
        days = [
            answer.at - timedelta(days=DAYS_AGO[answer.value])
            for answer in self.asked.answers
            if answer.item == "told_when"
            and answer.value in DAYS_AGO
            and (since is None or answer.at >= since)
        ]
        found = self.asked.assessment.items.get("told_when")
        told = days if found and self.asked.applies(found) else []
        return min([*told, *([since] if since else [])], default=None)

    @property
    def _diagnosed_since(self) -> datetime | None:
        """When a diagnosis was told of later on, if the level rests on it alone; else None."""
        told = [one.at for one in self.case.child_states if one.what == "diagnosed"]
        causes = {name for cause in self.judged.causes for name in cause.findings}
        of_it = {
            name
            for item in DIAGNOSIS
            for effect in self.asked.assessment.items[item].effects
            for name in effect.findings
        }
        return told[-1] if told and causes and causes <= of_it else None

    def next_item(self) -> Item | None:
        """The next question before the card. Once danger is known its screens need no more."""
        if self.in_danger:
            return self.asked.next_item(BEFORE_CARD_IN_DANGER)
        return self._danger_to_ask_again() or self.asked.next_item(BEFORE_CARD)

    @property
    def dangers_are_old(self) -> bool:
        """Whether the emergency screens were answered too long ago to go on without them."""
        return not self.in_danger and self._danger_to_ask_again() is not None

    def _danger_to_ask_again(self) -> Item | None:
        """The first emergency screen whose answer is too old to ask anything else after it."""
        newest = {answer.item: answer.at for answer in self.asked.complete}
        for found in self.asked.assessment.items.values():
            if found.one_of_these and self.now - newest.get(found.id, self.now) > FRESH:
                return found
        return None

    def card_is_due(self) -> bool:
        """Whether there may be a card: all questions before it are answered, or one was shown.

        While a new round of the emergency screens is open there is none, unless it says "now".
        """
        shown = reached(self.case)
        if self.next_item() is None or any(one.level is Level.EMERGENCY for one in shown):
            return True
        return self.asked.emergencies_asked() and bool(shown)

    def clinician_is_later(self) -> bool:
        """Whether a clinician gave a time, and ours is sooner: both are shown, ours holds."""
        told = self.facts.clinician_time
        return told is not None and told < self.now_is.level

    def would_be_calmer(self) -> bool:
        """Whether the answers alone would say something calmer than what was shown and holds."""
        return self.judged.level < self.now_is.level

    def would_be_calmer_without(self, found: Item) -> bool:
        """Whether the level of the answers would be calmer without this question's answer."""
        return self._without(found) < self.judged.level

    def graver_answer(self, found: Item) -> Value | None:
        """The answer the level rests on: the one before, where a calmer one was given since."""
        mine = [a.value for a in self.asked.answers if a.item == found.id and a.by == self.by]
        given = [value for value in mine if value is not None]
        earlier = [value for value in given if value != given[-1]]
        return earlier[-1] if earlier and self.would_be_calmer() else self.asked.said(found)

    def behind(self) -> Item | None:
        """The question whose answer brought the level there is: without it it would be calmer.

        Where no single answer is behind it, the first that names one of its causes.
        """
        partly = None
        for found, _ in self.asked.answered:
            if self._without(found) < self.now_is.level:
                return found
            if partly is None and self._names_a_cause(found):
                partly = found
        return partly

    def settled_by_a_check(self) -> tuple[str, ...]:
        """The questions a doctor's check settles: dangers, what the level rests on, old times."""
        return tuple(
            found.id
            for found in self.asked.assessment.items.values()
            if found.one_of_these
            or self._names_a_cause(found)
            or any(effect.clinician_time for effect in found.effects)
        )

    @cached_property
    def _causes(self) -> set[str]:
        return {name for cause in self.now_is.causes for name in cause.findings}

    def _names_a_cause(self, found: Item) -> bool:
        return any(self._causes.intersection(effect.findings) for effect in found.effects)

    def _judge(self, answers: list[Answer]) -> judging.Judgement:
        return judging.judge_case(self.library, answers, checked=self._reason_is_checked)

    @cached_property
    def _reason_is_checked(self) -> bool:
        """Whether a doctor's check holds for why they came: nothing was said of that since."""
        up_to = settled.checked_up_to(self.case)
        said_since = (one.item for one in self.case.answers if one.number > up_to)
        return up_to > 0 and not any(self._is_why(item) for item in said_since)

    def _is_why(self, item: str) -> bool:
        """Whether this question is about the reason to come, or what is behind it."""
        found = self.asked.assessment.items.get(item)
        if found is None or found.now or found.phase not in BEFORE_CARD_IN_DANGER:
            return False
        return any(effect.trigger or effect.findings for effect in found.effects)

    def _without(self, found: Item) -> Level:
        return self._judge([one for one in self.asked.answers if one.item != found.id]).level


def _may_be_a_sign(value: Value | None) -> bool:
    """Whether a list was answered with a sign, or with one that nobody is sure of."""
    return isinstance(value, dict) and not {"yes", "unsure"}.isdisjoint(value.values())
