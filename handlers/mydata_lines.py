"""Each thing that is kept, as a line a parent can read: when, by whom, what."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

import msgspec

from handlers import reading, wording
from handlers.adults import adult_name
from handlers.content import content
from handlers.context import Turn
from handlers.screens import label, tongue
from handlers.spoken import day, name_in, when
from handlers.wording import answer_words, heading
from state.case import EVERY_LINE, Answer, Case
from state.forgetting import WHO
from state.levels import Level
from state.mydata import GROUPS, Group, group_of
from state.places.country_names import country_names
from state.sharing import seen_by

OURS = frozenset(
    {
        *("type", "source", "rules_version", "rule", "causes", "place", "walk"),
        *("entry_id", "visit_id", "referral_id", "call_id", "invite_id"),
        *("message_id", "up_to", "last_album", "last_part"),
    }
)
"""Fields that only the program needs; the file of data has these too."""
LEFT_OUT = frozenset({"at", *OURS, *WHO})
"""Those, and what a line begins with."""
ID = re.compile(r"[A-Za-z]+(?:[_/][A-Za-z]+)+")
SPEAKS_FOR_ITSELF = frozenset({"kind", "text", "level"})
"""Fields whose value says what they are."""
LANGUAGES = frozenset({"language", "speaks"})
EVENTS = frozenset({"reached", "lowered", "being_seen", "chased", "spoke", "held"})
"""What happened, said in more words than as a value."""


def lines(turn: Turn, case: Case) -> dict[Group, list[str]]:
    """All that is kept of a case, as far as this member sees it, by its part."""
    seen = seen_by(case, case.member(turn.chat_id))
    seen.said = [one for one in seen.said if one.to == turn.chat_id]
    found: dict[Group, list[str]] = {group: [] for group in GROUPS}
    for field in msgspec.structs.fields(seen):
        found[group_of(field.name)] += _lines_of(turn, field.name, getattr(seen, field.name))
    return found


def _lines_of(turn: Turn, name: str, value: Any) -> Iterator[str]:
    match value:
        case list():
            for one in value:
                yield _line(turn, one)
        case Mapping():
            for key, one in value.items():
                said = key.replace(f"asked_{turn.chat_id}", "asked")
                of = ": ".join(_called(turn, part) for part in said.split("/"))
                for each in one if isinstance(one, list) else [one]:
                    words = _line(turn, each) if isinstance(each, msgspec.Struct) else str(each)
                    yield f"{of}: {words}"
        case msgspec.Struct():
            yield from _lines_of_struct(turn, value)
        case _ if value:
            yield f"{_named(turn, name)}: {_value(turn, value)}"


def _lines_of_struct(turn: Turn, value: msgspec.Struct) -> Iterator[str]:
    for field in msgspec.structs.fields(value):
        yield from _lines_of(turn, field.name, getattr(value, field.name))


def _line(turn: Turn, one: msgspec.Struct) -> str:
    """When, by whom, and everything in it that says anything."""
    if isinstance(one, Answer):
        return _begun(turn, one, _answer(turn, one))
    return _begun(turn, one, ". ".join(_parts(turn, one)))


def _begun(turn: Turn, one: msgspec.Struct, words: str) -> str:
    moment: datetime | None = getattr(one, "at", None)
    whose: int | None = getattr(one, "by", None) or getattr(one, "chat_id", None)
    first = [
        when(turn, moment) if moment else "",
        adult_name(turn, whose) if whose is not None else "",
        words,
    ]
    return " – ".join(part for part in first if part)


def _answer(turn: Turn, one: Answer) -> str:
    """A question in its own words, and the answer to it."""
    item = reading.find_item(turn, one.item)
    if item is None:
        return f"{_called(turn, one.item)}: {_value(turn, one.value)}"
    if one.value is None:
        return f"{heading(turn, item)} – {label(turn, 'field_taken_back')}"
    said = answer_words(turn, item, one.value)
    return f"{heading(turn, item)} – {said}"


def _parts(turn: Turn, one: msgspec.Struct) -> Iterator[str]:
    tag = one.__struct_config__.tag
    if isinstance(tag, str):
        yield _named(turn, tag) if tag in EVENTS else _called(turn, tag)
    for field in msgspec.structs.fields(one):
        value = getattr(one, field.name)
        if field.name in LEFT_OUT or _is_count(field.name, value) or _is_as_ever(field, value):
            continue
        if value is True:
            yield _named(turn, field.name)
        elif field.name in SPEAKS_FOR_ITSELF:
            yield _value(turn, value, ours=field.type is not str)
        else:
            yield f"{_named(turn, field.name)}: {_of_field(turn, field, value)}"


def _of_field(turn: Turn, field: msgspec.structs.FieldInfo, value: Any) -> str:
    names = country_names(content(turn).templates, tongue(turn))
    if field.name == "country":
        return names.countries[value].name if value in names.countries else str(value)
    if field.name == "zone":
        return names.places.get(str(value), str(value))
    if field.name in LANGUAGES:
        return name_in(tongue(turn), value)
    return _value(turn, value, ours=field.type is not str)


def _is_count(name: str, value: Any) -> bool:
    """Whether it is our number of a thing; that of a telephone is text."""
    return name == "number" and isinstance(value, int)


def _is_as_ever(field: msgspec.structs.FieldInfo, value: Any) -> bool:
    """Whether nobody has said anything here: it is empty, or as it begins."""
    made = field.default_factory
    begins = made() if made is not msgspec.NODEFAULT else field.default
    return value in (None, "", (), [], {}, False) or (value is not True and value == begins)


def _value(turn: Turn, value: Any, *, ours: bool = False) -> str:
    match value:
        case list() | tuple():
            return ", ".join(_value(turn, one, ours=ours) for one in value)
        case Mapping():
            named = ((_called(turn, key), one) for key, one in value.items())
            return ", ".join(f"{key}: {_value(turn, one, ours=True)}" for key, one in named)
        case msgspec.Struct():
            return f"({_begun(turn, value, '. '.join(_parts(turn, value)))})"
        case _:
            return _word(turn, value, ours=ours)


def _word(turn: Turn, value: Any, *, ours: bool) -> str:
    match value:
        case datetime():
            return when(turn, value)
        case date():
            return day(turn, value)
        case Level():
            return label(turn, f"kept_level_{value.name.lower()}")
        case None:
            return label(turn, "field_taken_back")
        case _:
            text = str(value.value if isinstance(value, Enum) else value)
            is_ours = ours or isinstance(value, Enum) or ID.fullmatch(text)
            return _called(turn, text) if is_ours else text


def _named(turn: Turn, name: str) -> str:
    """What a field is called."""
    try:
        return label(turn, f"field_{name}")
    except KeyError:
        return _plain(name)


def _called(turn: Turn, name: str) -> str:
    """What a value of ours is called; whatever is none stays as it is."""
    try:
        return label(turn, f"value_{'all' if name == EVERY_LINE else name}")
    except KeyError:
        finding = wording.words(turn).findings.get(name)
        return finding.short if finding else _plain(name)


def _plain(word: str) -> str:
    """An id as words; whatever cannot be one was typed, and stays as it is."""
    return word.replace("_", " ") if ID.fullmatch(word) else word
