"""Reading a case: what its answers mean under the rules, for the member who asks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.content import content
from handlers.context import Turn
from state import facts as case_facts
from state import judging, progress, settled
from state.assessment import BEFORE_CARD, Assessment, Item, Library, Phase
from state.case import EVERY_LINE, Answer, Case, Value
from state.facts import Facts
from state.levels import Level
from state.remaining import remaining
from state.urgency import Standing, reached, standing

BEFORE_CARD_IN_DANGER: tuple[Phase, ...] = ("reason", "short")


def case(turn: Turn) -> Case:
    """The case of this turn; only called where consent was given."""
    assert turn.case is not None  # noqa: S101 - a screen of a case is never shown without one
    return turn.case


def assessment(turn: Turn) -> Assessment:
    name = turn.case.assessment if turn.case else "oncology_referral"
    return content(turn).library.assessments[name]


def library(turn: Turn) -> Library:
    return content(turn).library


def find_item(turn: Turn, item_id: str) -> Item | None:
    """The question of this id, or None if there is none (an old button of a former version)."""
    return assessment(turn).items.get(item_id)


def item(turn: Turn, item_id: str) -> Item:
    return assessment(turn).items[item_id]


def answers(turn: Turn) -> list[Answer]:
    """The answers that still count: without those a doctor has settled since."""
    return settled.standing_answers(case(turn)) if turn.case else []


def complete(turn: Turn) -> list[Answer]:
    """The answers that finish their question; a list half gone through does not.

    What a check has settled need not be asked again, but for the emergency screens: those are.
    """
    counting = answers(turn)
    return [
        answer
        for answer in case(turn).answers
        if _finishes(turn, answer) and (answer in counting or not _is_danger(turn, answer.item))
    ]


def _is_danger(turn: Turn, item_id: str) -> bool:
    found = find_item(turn, item_id)
    return found is not None and found.one_of_these


def _finishes(turn: Turn, answer: Answer) -> bool:
    found = find_item(turn, answer.item)
    if found is None or not isinstance(answer.value, dict):
        return True
    return EVERY_LINE in answer.value or set(answer.value) >= set(found.options)


def next_item(turn: Turn) -> Item | None:
    """The next question before the card. Once danger is known its screens need no more answers."""
    in_danger = now_is(turn).level is Level.EMERGENCY
    phases: Iterable[Phase] = BEFORE_CARD_IN_DANGER if in_danger else BEFORE_CARD
    following = progress.next_item(assessment(turn), complete(turn), phases)
    in_round = turn.member is not None and turn.member.returning == "round"
    if following is None and not in_danger and (in_round or not reached(case(turn))):
        return _danger_to_ask_again(turn)
    return following


FRESH = timedelta(hours=24)
"""For how long "none of these" holds while no card was shown yet: a child can change in a day."""


def _danger_to_ask_again(turn: Turn) -> Item | None:
    """The first emergency screen whose answer is too old to show a first card on."""
    newest = {answer.item: answer.at for answer in complete(turn)}
    for found in assessment(turn).items.values():
        if found.one_of_these and turn.now - newest.get(found.id, turn.now) > FRESH:
            return found
    return None


def next_after(turn: Turn) -> Item | None:
    """The next of the questions offered from the card."""
    return progress.next_item(assessment(turn), complete(turn), ["after"])


def left(turn: Turn) -> int:
    """How many questions remain before the card, as things stand."""
    return remaining(assessment(turn), complete(turn))


def asked_before_card(turn: Turn, found: Item) -> bool:
    """Whether this question stands before the card for this case."""
    phases = progress.route(assessment(turn), progress.values(complete(turn))).phases
    return phases.get(found.id) in BEFORE_CARD


def answered(turn: Turn) -> list[tuple[Item, Value]]:
    """The questions that apply and are answered, in the order they are asked, with the answers."""
    given = progress.values(complete(turn), turn.chat_id)
    applies = progress.route(assessment(turn), given).phases
    return [(item(turn, name), given[name]) for name in applies if name in given]


def count_unused(turn: Turn) -> int:
    """How many questions were answered that no longer apply: kept, but not counted."""
    given = progress.values(complete(turn), turn.chat_id)
    return len(set(given) - set(progress.route(assessment(turn), given).phases))


def answered_before(turn: Turn, found: Item) -> Item | None:
    """The last question answered before this one."""
    order = list(assessment(turn).items)
    earlier = [one for one, _ in answered(turn) if order.index(one.id) < order.index(found.id)]
    return earlier[-1] if earlier else None


def said(turn: Turn, found: Item) -> Value | None:
    """What this member last said to a question."""
    return progress.values(answers(turn), turn.chat_id).get(found.id)


def graver_answer(turn: Turn, found: Item) -> Value | None:
    """The answer the level rests on: the one before, where a calmer one was given since."""
    mine = [a.value for a in answers(turn) if a.item == found.id and a.by == turn.chat_id]
    given = [value for value in mine if value is not None]
    earlier = [value for value in given if value != given[-1]]
    return earlier[-1] if earlier and would_be_calmer(turn) else said(turn, found)


def facts(turn: Turn) -> Facts:
    return case_facts.facts(content(turn).library, answers(turn))


def now_is(turn: Turn) -> Standing:
    """How urgent the case is now, never calmer than what was shown."""
    judged = judging.judge_case(content(turn).library, answers(turn))
    told = settled.told(case(turn))
    if told is not None and told > judged.level:
        judged = judging.Judgement(told, judged.causes)
    return standing(case(turn), judged, known_at(turn), turn.now)


def in_danger(turn: Turn) -> bool:
    """Whether the highest level is what counts now."""
    return now_is(turn).level is Level.EMERGENCY


def is_news(turn: Turn) -> bool:
    """Whether the answers say a level that was not shown yet, and so is not kept either."""
    return not now_is(turn).shown


def danger_is_news(turn: Turn) -> bool:
    """Whether the answers say EMERGENCY and that was not shown yet."""
    found = now_is(turn)
    return found.level is Level.EMERGENCY and not found.shown


_DAYS_AGO = {"today": 0, "yesterday": 1, "days": 6, "week": 14}
"""The earliest a parent can mean by these words: time that may have passed is counted."""


def known_at(turn: Turn) -> datetime:
    """The earliest moment the reason was known: when told, else the first answer of the case."""
    first = min((answer.at for answer in case(turn).answers), default=turn.now)
    days = [
        answer.at - timedelta(days=_DAYS_AGO[answer.value])
        for answer in answers(turn)
        if answer.item == "told_when" and answer.value in _DAYS_AGO
    ]
    return min([first, *days])


def was_shown(turn: Turn, level: Level) -> bool:
    return any(event.level is level for event in reached(case(turn)))


def body_lists_done(turn: Turn) -> bool:
    """Whether every list of signs was gone through; until then the card says "so far"."""
    return progress.body_lists_done(assessment(turn), complete(turn))


def clinician_is_later(turn: Turn, now_is: Standing) -> bool:
    """Whether a clinician gave a time, and ours is sooner: both are shown, ours holds."""
    told = facts(turn).clinician_time
    return told is not None and told < now_is.level


def unnamed_screen(turn: Turn) -> Item | None:
    """The emergency screen that was answered with "yes, one of these", if none was named yet."""
    for found in assessment(turn).items.values():
        value = said(turn, found) if found.one_of_these else None
        if isinstance(value, dict) and value.get(EVERY_LINE) == "yes" and len(value) == 1:
            return found
    return None


def is_true(turn: Turn, test: str) -> bool:
    """Whether the answers meet a test of the conditions, such as "far is yes"."""
    given = progress.values(complete(turn))
    return test in progress.route(assessment(turn), given).truths


def has_team(turn: Turn) -> bool:
    """Whether a cancer team knows the child: then it is called first."""
    return is_true(turn, "dx_kind is team")


def sender(turn: Turn) -> str:
    """Who sends the referral: "own_doctor", "hospital", or nothing while nobody does."""
    value = progress.values(complete(turn)).get("who_sends")
    return value if value in {"own_doctor", "hospital"} else ""


def card_is_due(turn: Turn) -> bool:
    """Whether there may be a card: all questions before it are answered, or one was shown.

    While a new round of the emergency screens is open there is none, unless it says "now".
    """
    member = turn.member
    if member is None or member.zone is None:
        return False
    if next_item(turn) is None or was_shown(turn, Level.EMERGENCY):
        return True
    asked = progress.emergencies_asked(assessment(turn), complete(turn))
    return asked and bool(reached(case(turn)))


def behind(turn: Turn) -> Item | None:
    """The question whose answer brought the level there is: without it the level would be calmer.

    Where no single answer is behind it, the first that names one of its causes.
    """
    rules, level = content(turn).library, now_is(turn).level
    causes = {name for cause in now_is(turn).causes for name in cause.findings}
    partly = None
    for found, _ in answered(turn):
        others = [answer for answer in answers(turn) if answer.item != found.id]
        if judging.judge_case(rules, others).level < level:
            return found
        if partly is None and any(causes.intersection(effect.findings) for effect in found.effects):
            partly = found
    return partly


def settled_by_a_check(turn: Turn) -> tuple[str, ...]:
    """The questions that a doctor's check settles: dangers, what the level rests on, old times."""
    causes = {name for cause in now_is(turn).causes for name in cause.findings}
    return tuple(
        found.id
        for found in assessment(turn).items.values()
        if found.one_of_these
        or any(
            effect.clinician_time or causes.intersection(effect.findings)
            for effect in found.effects
        )
    )


def would_be_calmer(turn: Turn) -> bool:
    """Whether the answers alone would say something calmer than what was shown and holds."""
    judged = judging.judge_case(content(turn).library, answers(turn))
    return judged.level < now_is(turn).level


def would_be_calmer_without(turn: Turn, found: Item) -> bool:
    """Whether the level of the answers would be calmer without this question's answer."""
    rules = content(turn).library
    others = [answer for answer in answers(turn) if answer.item != found.id]
    return judging.judge_case(rules, others).level < judging.judge_case(rules, answers(turn)).level
