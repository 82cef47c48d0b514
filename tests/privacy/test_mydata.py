"""/mydata holds everything: every field of the document, as the published schema says it."""

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from bot.delivery.reports import html
from bot.rehearsal.rehearsal import PARENT, Rehearsal
from handlers import mydata as handler
from handlers.context import Turn
from privacy.conftest import wired
from state import mydata
from state.case import Case
from state.effects import Document
from state.mydata import GROUPS, OF_CASE, Chat
from state.reports import Report, Section, Written
from state.store.documents import CASE
from state.store.sqlite import Sqlite

ROOT = Path(__file__).parent.parent.parent
FULL = ROOT / "tests" / "storage" / "documents" / "case-1.json"
SCHEMA = ROOT / "docs" / "mydata.schema.json"
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
ONE, OTHER = 5, 6
HOSTILE = '<script>alert(1)</script> & "quoted" *bold*'


def full() -> Case:
    return CASE.read(FULL.read_bytes())


def exported(case: Case, chat_id: int = ONE) -> Any:
    return json.loads(
        mydata.export(Chat(chat=chat_id), [case], NOW, lambda _case: NOW + timedelta(days=90))
    )


def test_every_field_of_the_document_is_in_the_file() -> None:
    """Found by walking the structs: a field that is added is in it, or this fails."""
    plan = exported(full())["plans"][0]["plan"]
    written = set(_paths(plan))
    missing = {path for path in _fields(Case) if path not in written}
    assert not missing


def _fields(kind: Any, path: str = "") -> Iterator[str]:
    """The path of every field of a struct, and of what is in it."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield f"{path}.{field.name}"
            yield from _fields(field.type, f"{path}.{field.name}")
    else:
        for one in get_args(kind):
            yield from _fields(one, path)


def _paths(value: Any, path: str = "") -> Iterator[str]:
    yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _paths(one, f"{path}.{key}")
            yield from _paths(one, path)  # the keys of a mapping are no fields
    elif isinstance(value, list):
        for one in value:
            yield from _paths(one, path)


def test_every_field_of_a_case_belongs_to_a_part_that_parents_are_told_of() -> None:
    assert {field.name for field in msgspec.structs.fields(Case)} == set(OF_CASE)
    assert set(OF_CASE.values()) == set(GROUPS)


def test_the_published_schema_is_the_present_one() -> None:
    """`make docs` writes it anew."""
    assert SCHEMA.read_bytes() == mydata.published_schema()


@pytest.mark.parametrize("chat_id", [ONE, OTHER])
def test_the_file_is_as_the_schema_says(chat_id: int) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert not list(wrong(exported(full(), chat_id), schema, schema["$defs"]))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("made_at"),
        lambda data: data["plans"][0]["plan"]["answers"][0].update(by=5),
        lambda data: data["plans"][0]["plan"]["entries"][0].update(kind="other"),
        lambda data: data["plans"][0]["plan"].update(secret="x"),
    ],
)
def test_the_schema_refuses_what_is_not_so(spoil: Any) -> None:
    schema, data = json.loads(SCHEMA.read_text(encoding="utf-8")), exported(full())
    spoil(data)
    assert list(wrong(data, schema, schema["$defs"]))


def wrong(value: Any, schema: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    """What a value lacks of a JSON Schema, for the words of it that ours uses; refuses others."""
    used = {"$ref", "type", "properties", "required", "items", "anyOf", "enum", "const", "pattern",
            "additionalProperties", "format", "title", "description", "default", "$schema",
            "$defs", "discriminator"}  # fmt: skip
    assert set(schema) <= used, set(schema) - used
    if "$ref" in schema:
        yield from wrong(value, known[schema["$ref"].rpartition("/")[2]], known)
    if "anyOf" in schema and all(list(wrong(value, one, known)) for one in schema["anyOf"]):
        yield f"{value!r:.60} is none of {len(schema['anyOf'])}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{value!r:.60} is not in {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{value!r:.60} is not {schema['const']}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{value!r:.60} is not of type {schema['type']}"
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{value!r:.60} is not like {schema['pattern']}"
    elif isinstance(value, dict):
        yield from _wrong_in(value, schema, known)
    elif isinstance(value, list):
        for one in value:
            yield from wrong(one, schema.get("items", {}), known)


def _wrong_in(
    value: dict[str, Any], schema: dict[str, Any], known: dict[str, Any]
) -> Iterator[str]:
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{name} is missing" for name in schema.get("required", []) if name not in value)
    for key, one in value.items():
        if key in properties:
            yield from wrong(one, properties[key], known)
        elif more is False:
            yield f"{key} is not known"
        elif isinstance(more, dict):
            yield from wrong(one, more, known)


def _is(value: Any, kind: str) -> bool:
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    if kind in {"integer", "number"}:
        return isinstance(value, int if kind == "integer" else int | float) and value is not True
    return isinstance(value, kinds[kind])


def test_nobody_elses_chat_is_in_it() -> None:
    """Other adults stand in it by a word, and what is theirs alone does not stand in it."""
    case = full()
    case.members[1].chat_id = 990_017
    text = json.dumps(exported(case))
    assert "990017" not in text
    assert exported(case)["plans"][0]["plan"]["answers"][0]["by"] == "you"


def test_what_a_member_does_not_see_is_not_in_their_file() -> None:
    """The other adult of the example sees neither visits, nor who did what."""
    plan = exported(full(), OTHER)["plans"][0]["plan"]
    assert full().members[1].leaves_out == ("visits", "who")
    assert plan["visits"] == []
    assert {one["by"] for one in plan["answers"]} == {"somebody_1"}
    assert plan["said"] == []


async def test_every_column_that_is_not_sealed_is_told_of(tmp_path: Path) -> None:
    database = await Sqlite.open(tmp_path / "file")
    await database.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "file")) as file:
        for table, columns in mydata.IN_CLEAR.items():
            found = {name for _, name, *_ in file.execute(f"PRAGMA table_info({table})")}
            assert found - set(columns) <= {"document", "wake_as", "effect", "payload"}, table


def turn_with(case: Case) -> Turn:
    """A turn of the first adult of a case, who presses a button."""
    words = wired(timedelta(days=90))
    one = Rehearsal(NOW, words.texts, dict(words.services))
    for member in case.members:
        member.place = None
    case.members[0].chat_id = PARENT
    one.case = CASE.read(CASE.write(case).replace(b'"by":5', f'"by":{PARENT}'.encode()))
    return one._turn()


def test_the_page_says_every_thing_and_nothing_can_become_a_tag() -> None:
    case = full()
    case.entries[0] = msgspec.structs.replace(case.entries[0], text=HOSTILE)
    turn = turn_with(case)
    report = handler._report(turn)
    page = html(report).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    for words in ("low platelets", "A-17", "555 0101", "letter.pdf", "children"):
        assert words.lower() in page.lower(), words


def test_each_file_has_a_neutral_name_and_is_made_in_the_turn() -> None:
    turn = turn_with(full())
    handler._on_page(turn, [""])
    handler._on_file(turn, [""])
    files = [one.effect for one in turn.outgoing if isinstance(one.effect, Document)]
    assert [one.file_name for one in files] == ["my-data.html", "my-data.json"]
    assert [type(one.content) for one in files] == [Report, Written]


def test_a_report_of_nothing_is_still_a_page() -> None:
    page = html(Report("en", "T", "I", (Section("H"),))).decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "<h2>H</h2>" in page
