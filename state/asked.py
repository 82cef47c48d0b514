"""What was asked and answered so far, as one member sees it, and what is asked next."""

from collections.abc import Iterable
from functools import cached_property

from state import settled
from state.assessments import parts as deeper
from state.assessments import progress
from state.assessments.assessment import BEFORE_CARD, Assessment, Item, Phase
from state.assessments.remaining import remaining
from state.case import EVERY_LINE, UNSURE, Answer, Case, Value

HAS_TEAM = ("dx_kind is team", "team_now is yes", "opinion_kind is soon", "opinion_kind is relapse")
"""Any of these answers means that a cancer team treats the child."""


class Asked:
    """The questions of a case, seen by one member. Made anew after each change of the case.

    `known` is what the case knows beside its answers, for conditions that ask for it.
    """

    def __init__(
        self, assessment: Assessment, case: Case, by: int, known: frozenset[str] = frozenset()
    ) -> None:
        self.assessment = assessment
        self.case = case
        self.by = by
        self.known = known

    @cached_property
    def answers(self) -> list[Answer]:
        """The answers that still count: without those a doctor has settled since."""
        return settled.standing_answers(self.case)

    @cached_property
    def complete(self) -> list[Answer]:
        """The answers that finish their question; a list half gone through does not.

        What a check has settled need not be asked again, but for the emergency screens: those are.
        Nor does another adult's answer finish what this member has begun anew since: who says that
        the child is worse goes through the emergency screens, whoever did so before.
        """
        counting = {answer.number for answer in self.answers}
        anew = {one.item: one.number for one in self.case.answers if self._takes_back(one)}
        return [
            answer
            for answer in self.case.answers
            if self._finishes(answer)
            and answer.number >= anew.get(answer.item, 0)
            and (answer.number in counting or not self.is_danger(answer.item))
        ]

    def _takes_back(self, answer: Answer) -> bool:
        return answer.by == self.by and answer.value is None

    def is_danger(self, item_id: str) -> bool:
        """Whether this is one of the emergency screens."""
        found = self.assessment.items.get(item_id)
        return found is not None and found.one_of_these

    def _finishes(self, answer: Answer) -> bool:
        found = self.assessment.items.get(answer.item)
        if found is None or not isinstance(answer.value, dict):
            return True
        return EVERY_LINE in answer.value or set(answer.value) >= set(found.options)

    @cached_property
    def given(self) -> dict[str, Value]:
        """By finished question, the newest answer of all."""
        return progress.values(self.complete)

    @cached_property
    def _route(self) -> progress.Route:
        return progress.route(self.assessment, self.given, self.known)

    def next_item(self, phases: Iterable[Phase]) -> Item | None:
        """The first question of these phases that applies and is not answered."""
        found = progress.open_items(self.assessment, self.given, phases, self.known)
        return next(iter(found), None)

    @cached_property
    def parts(self) -> list[deeper.Part]:
        """What there is to go deeper into from the card."""
        return deeper.parts(self.assessment, self._route, self.given)

    def part(self, name: str) -> deeper.Part | None:
        """The part of this name, if any of its questions applies now."""
        return next((one for one in self.parts if one.id == name), None)

    def next_in_part(self, found: Item) -> Item | None:
        """The first open question of the same part from this one on; None at the part's end."""
        part = self.part(found.part or "")
        order = list(self.assessment.items)
        at = order.index(found.id)
        rest = [one for one in part.open if order.index(one.id) >= at] if part else []
        return rest[0] if rest else None

    def before_in_part(self, found: Item) -> Item | None:
        """The last answered question of the same part before this one."""
        part = self.part(found.part or "")
        order = list(self.assessment.items)
        done = [one for one in part.items if one not in part.open] if part else []
        earlier = [one for one in done if order.index(one.id) < order.index(found.id)]
        return earlier[-1] if earlier else None

    def left(self) -> int:
        """How many questions remain before the card, as things stand."""
        return remaining(self.assessment, self.complete, self.known)

    def applies(self, found: Item) -> bool:
        """Whether this question is one for this case, so that an answer to it counts."""
        return found.id in self._route.phases

    def before_card(self, found: Item) -> bool:
        """Whether this question stands before the card for this case."""
        return self._route.phases.get(found.id) in BEFORE_CARD

    @cached_property
    def answered(self) -> list[tuple[Item, Value]]:
        """The questions that apply and are answered, in their order, with this member's answers."""
        given = progress.values(self.complete, self.by)
        applies = progress.route(self.assessment, given, self.known).phases
        return [(self.assessment.items[name], given[name]) for name in applies if name in given]

    def count_unused(self) -> int:
        """How many questions were answered that no longer apply: kept, but not counted."""
        given = progress.values(self.complete, self.by)
        return len(
            set(given)
            & set(self.assessment.items)
            - set(progress.route(self.assessment, given, self.known).phases)
        )

    def answered_before(self, found: Item, since: int = 0) -> Item | None:
        """The last question before this one that was answered after the answer numbered `since`."""
        order = list(self.assessment.items)
        at = order.index(found.id)
        lately = {one.item for one in self.answers if one.number > since and one.by == self.by}
        earlier = [
            one
            for one, _ in self.answered
            if order.index(one.id) < at and (not since or one.id in lately)
        ]
        return earlier[-1] if earlier else None

    @property
    def is_begun(self) -> bool:
        """Whether a question of its own was answered; borrowed ones belong to their home too."""
        return any(self.assessment.items[one].home == self.assessment.id for one in self._counted)

    @property
    def _counted(self) -> list[str]:
        return [one for one in self.given if one in self._route.phases]

    @property
    def truths(self) -> frozenset[str]:
        """Every test that the answers, and what is known beside them, meet."""
        return self._route.truths

    def said(self, found: Item) -> Value | None:
        """What this member last said to a question."""
        return progress.values(self.answers, self.by).get(found.id)

    def unnamed_screen(self) -> Item | None:
        """The emergency screen answered "yes, one of these", if none was named yet."""
        for found in self.assessment.items.values():
            value = self.said(found) if found.one_of_these else None
            if isinstance(value, dict) and value.get(EVERY_LINE) == "yes" and len(value) == 1:
                return found
        return None

    def is_true(self, test: str) -> bool:
        """Whether the answers meet a test of the conditions, such as "far is yes"."""
        return test in self._route.truths

    def age(self) -> str:
        """The child's band of age, as the question's option; nothing while it is not known."""
        value = self.given.get("age")
        return value if isinstance(value, str) and value != UNSURE else ""

    def comes_first(self) -> Item | None:
        """A question of a part that an answer has made pressing: it does not wait for its turn."""
        following = self.next_item(BEFORE_CARD)
        return following if following is not None and following.part is not None else None

    def has_team(self) -> bool:
        """Whether a cancer team knows the child: then it is called first."""
        return "team" in self.case.notes or any(self.is_true(test) for test in HAS_TEAM)

    def told_by(self) -> str:
        """Who told the parent why they come: the option chosen; nothing while it is not known."""
        value = self.given.get("who_told")
        return value if isinstance(value, str) and value != UNSURE else ""

    def sender(self) -> str:
        """Who sends the referral: "own_doctor", "hospital", or nothing while nobody does."""
        value = self.given.get("who_sends")
        return value if value in {"own_doctor", "hospital"} else ""

    def body_lists_done(self) -> bool:
        """Whether every list of signs was gone through; until then the card says "so far"."""
        return progress.body_lists_done(self.assessment, self.complete)

    def emergencies_asked(self) -> bool:
        return progress.emergencies_asked(self.assessment, self.complete)
