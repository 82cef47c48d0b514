"""The words of questions, answers and reasons, in the member's language."""

from collections.abc import Iterable

import msgspec

from handlers import reading
from handlers.content import content
from handlers.context import Turn
from handlers.screens import label, language
from handlers.sign_off import checked_by
from state.assessments.assessment import Item
from state.assessments.wording import ItemWords, Wording
from state.case import EVERY_LINE, UNSURE, Cause, Value
from state.safety.scanning import unknown_language
from state.urgency import Standing


def words(turn: Turn) -> Wording:
    return content(turn).wording[language(turn)]


def of(turn: Turn, item: Item) -> ItemWords:
    return words(turn).items[item.id]


def heading(turn: Turn, item: Item) -> str:
    """The question in a few words: a list of signs is named by what it is about."""
    if item.kind != "signs":
        return of(turn, item).ask
    return label(turn, f"about_{item.id}")


def short(turn: Turn, item: Item, option: str) -> str:
    return of(turn, item).options[option].short


def line(turn: Turn, item: Item, option: str) -> str:
    return of(turn, item).options[option].line


def lines(turn: Turn, item: Item) -> list[str]:
    return [line(turn, item, option) for option in item.options]


def home_check(turn: Turn, item: Item, option: str) -> str:
    """What can be looked at or tried at home, or nothing where there is no safe way."""
    return "\n".join(words(turn).home_checks(item, option))


def because(turn: Turn, cause: Cause) -> str:
    """The neutral reason for a level; for a sign one is not sure about, that of the sign."""
    return words(turn).because(_of_the_sign(turn, cause))


def _of_the_sign(turn: Turn, cause: Cause) -> Cause:
    """For a sign one is not sure about: that sign's own rule, sourced by both rules."""
    library = content(turn).library
    if not cause.findings or cause.rule not in {rule.id for rule in library.unsure}:
        return cause
    sign = cause.findings[0]
    source = f"{library.cite(library.findings[sign])}; {cause.source}"
    return msgspec.structs.replace(cause, rule=sign, source=source)


def reasons(turn: Turn, causes: Iterable[Cause]) -> list[tuple[str, str, str]]:
    """The reasons for a level, those that rest on a sign first, each once.

    With each its source, and who has checked it.
    """
    ranked = sorted(causes, key=lambda cause: not cause.findings)
    said: dict[str, Cause] = {}
    for cause in ranked:
        said.setdefault(because(turn, cause), cause)
    shown = {why: _of_the_sign(turn, cause) for why, cause in said.items()}
    return [
        (why, _in_words(turn, cause.source), checked_by(turn, cause))
        for why, cause in shown.items()
    ]


OWN_SOURCES = ("own_clinician", "own_rule", "emergency_texts", "lab_practice")
"""Sources that are no publication: what they are is said in the language of the member."""


def _in_words(turn: Turn, source: str) -> str:
    """Sources as they are read; the title of a publication stays as it is."""
    known = content(turn).library.sources
    for key in OWN_SOURCES:
        source = source.replace(str(known[key]), label(turn, f"source_{key}"))
    return source.replace("[not read]", label(turn, "source_not_read"))


def answer_words(turn: Turn, item: Item, value: Value) -> str:
    """An answer as it is read back."""
    if isinstance(value, str):
        return label(turn, "answer_unsure") if value == UNSURE else _option(turn, item, value)
    yes = [short(turn, item, name) for name, says in value.items() if _named(item, name, says)]
    if yes:
        return ", ".join(yes)
    rest = value.get(EVERY_LINE)
    unsure = "unsure" in value.values()
    key = "some" if rest == "yes" else "unsure" if unsure else "no"
    return label(turn, f"answer_{key}")


def _option(turn: Turn, item: Item, value: str) -> str:
    return short(turn, item, value) if value in item.options else value


def _named(item: Item, name: str, says: str) -> bool:
    return says == "yes" and name in item.options


def line_words(turn: Turn, now_is: Standing) -> list[str]:
    """The signs the parent said yes to and the level rests on."""
    yes = reading.facts(turn).yes
    found = {name: 0 for cause in now_is.causes for name in cause.findings if name in yes}
    return [words(turn).findings[name].line for name in found][:4]


def named_lines(turn: Turn, item: Item) -> list[str]:
    """The signs of an emergency screen that were named one by one, as they stand there."""
    value = reading.said(turn, item)
    if not item.one_of_these or not isinstance(value, dict):
        return []
    return [line(turn, item, name) for name in item.options if value.get(name) == "yes"]


def what_was_said(turn: Turn, item: Item) -> list[str]:
    """The lines, or the answer, that "I pressed that by mistake" asks about once more."""
    if item.kind == "signs":
        return lines(turn, item)
    value = reading.present(turn).graver_answer(item)
    return [f"{of(turn, item).ask} {answer_words(turn, item, value)}"] if value else []


def knows_language(turn: Turn, text: str) -> bool:
    """Whether the safety net knows the language this seems to be written in."""
    return not unknown_language(text, content(turn).nets)
