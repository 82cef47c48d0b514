"""What answers mean and who is asked what, as the two tables beside the questions say it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from state.assessments import progress, yaml_files
from state.assessments.assessment import BEFORE_CARD, Assessment, Effect, Item
from state.case import EVERY_LINE, UNSURE, Value

HERE = Path(__file__).parent
Asked = Literal["asks", "later", "spares"]
Meanings = dict[str, dict[str, frozenset[str]]]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After these answers the last of them brings or takes away these questions."""

    after: str
    asks: str = ""
    later: str = ""
    spares: str = ""

    @property
    def expected(self) -> dict[str, str]:
        words: dict[str, str] = {"asks": self.asks, "later": self.later, "spares": self.spares}
        return {item: how for how, items in words.items() for item in items.split()}


@cache
def who_is_asked() -> tuple[Row, ...]:
    path = HERE / "who_is_asked.yaml"
    return msgspec.convert(yaml_files.read(path, path.name), tuple[Row, ...])


@cache
def what_answers_mean() -> Meanings:
    path = HERE / "what_answers_mean.yaml"
    written = msgspec.convert(yaml_files.read(path, path.name), dict[str, dict[str, str]])
    return {
        item: {answer: frozenset(words.split()) for answer, words in answers.items()}
        for item, answers in written.items()
    }


def meanings(assessment: Assessment) -> Meanings:
    """What the answers of an assessment establish, in the words of the table."""
    found = {item.id: _of_item(item) for item in assessment.items.values()}
    return {item: answers for item, answers in found.items() if answers}


def _of_item(item: Item) -> dict[str, frozenset[str]]:
    effects = {**item.options, **({UNSURE: item.not_sure} if item.not_sure else {})}
    said = {answer: frozenset(_words(effect)) for answer, effect in effects.items()}
    return {answer: words for answer, words in said.items() if words}


def _words(effect: Effect) -> list[str]:
    words = [*effect.yes, *(f"{one}?" for one in effect.unsure), *(f"{one}-" for one in effect.no)]
    words += [f"trigger:{effect.trigger}"] if effect.trigger else []
    words += [f"age:{effect.age_years}"] if effect.age_years is not None else []
    words += [f"time:{effect.clinician_time.value}"] if effect.clinician_time else []
    return words + [f"also:{one}" for one in effect.circumstances]


def brought(assessment: Assessment, after: str) -> dict[str, str]:
    """The questions that the last of these answers brings or takes away."""
    steps = [step.split() for step in after.split(", ") if step]
    answers = {item: _value(assessment.items[item], said) for item, said in steps}
    before = dict(list(answers.items())[:-1])
    then = _when_asked(assessment, before) if steps else {}
    now = _when_asked(assessment, answers)
    return {
        item: now.get(item, "spares") for item in {*then, *now} if then.get(item) != now.get(item)
    }


def _when_asked(assessment: Assessment, answers: Mapping[str, Value]) -> dict[str, str]:
    phases = progress.route(assessment, answers).phases
    return {item: "asks" if phase in BEFORE_CARD else "later" for item, phase in phases.items()}


def _value(item: Item, said: str) -> Value:
    if not item.by_line:
        return said
    if said in {"none", UNSURE}:
        return {EVERY_LINE: "no" if said == "none" else "unsure"}
    return {**dict.fromkeys(said.split("+"), "yes"), EVERY_LINE: "no"}
