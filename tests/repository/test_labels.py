"""Every label the program asks for is there, and none is there that nobody asks for."""

import ast
import re
from collections.abc import Iterator
from typing import Any, get_args

from repository_files import ending, name_of, tree_of

from bot.texts import FOLDER, read_labels
from handlers.mydata_lines import EVENTS, LEFT_OUT
from state import mydata
from state.assessments.sign_off import Doubt
from state.calling import Desk, Whom
from state.levels import Level
from state.places.clocktime import Word
from state.settled import Told

LABELS = read_labels(FOLDER / "en")
ASKS = {"label", "button", "typed_for"}
PREFIX = {"typed_for": "typed_"}
PYTHON = [*ending(".py", under="handlers"), *ending(".py", under="bot")]


SPOKEN = {f"{how}_{word}" for how in ("at", "when") for word in get_args(Word)}
"""How a time is said: `handlers/spoken.py` puts these together."""
ONE_EACH = {
    "level_": {level.value.lower() for level in Level},
    "clinician_": {level.value.lower() for level in Level if level is not Level.PLANNED},
    "doubt_": {doubt.value for doubt in Doubt},
    "told_": {told.value for told in Told} | {"when"},
    "do_call_": {one for one in get_args(Whom) if not one.startswith(("office", "emergency_d"))}
    | {f"{desk}{later}" for desk in get_args(Desk) for later in ("", "_later")},
}
"""Labels that stand for one of a fixed set, by how they begin."""


def test_every_key_is_a_word() -> None:
    """YAML takes some words, such as yes and no, for something else unless they are quoted."""
    assert [key for key in LABELS if not isinstance(key, str)] == []


def test_every_label_that_is_asked_for_is_there() -> None:
    missing = [
        f"{place}: {key}"
        for place, key in _asked()
        if not any(re.fullmatch(key, label) for label in LABELS)
    ]
    assert missing == []


def test_no_label_is_there_that_nobody_asks_for() -> None:
    """A key is asked for in a call, by its name in a table, or as a part of one."""
    patterns = [key for _, key in _asked()]
    named = {
        node.value
        for path in [*PYTHON, *ending(".py", under="state")]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = [
        label
        for label in LABELS
        if label not in named | SPOKEN and not any(re.fullmatch(key, label) for key in patterns)
    ]
    assert unused == []


def test_what_stands_for_one_of_a_set_has_a_label_for_each_and_no_other() -> None:
    for start, names in ONE_EACH.items():
        found = {label.removeprefix(start) for label in LABELS if label.startswith(start)}
        assert found == names, start
    assert set(LABELS) >= SPOKEN


def test_everything_that_is_kept_has_a_name_for_whoever_asks_what_is() -> None:
    """`templates/en/kept.yaml`: each field of what /mydata shows, and each value of ours."""
    fields, values = _kept(mydata.schema())
    ours = (
        values - {level.name for level in Level} - {"", "1", mydata.MyData.__struct_defaults__[0]}
    )
    missing = [f"field_{name}" for name in fields - LEFT_OUT if f"field_{name}" not in LABELS]
    missing += [f"value_{name}" for name in ours - EVENTS if f"value_{name}" not in LABELS]
    assert sorted(missing) == []


def _kept(schema: Any) -> tuple[set[str], set[str]]:
    """The names of all fields in a JSON Schema, and all fixed values."""
    inner = schema.values() if isinstance(schema, dict) else schema
    found = [_kept(one) for one in inner if isinstance(one, dict | list)]
    fields = set().union(*(names for names, _ in found))
    values = set().union(*(fixed for _, fixed in found))
    if isinstance(schema, dict):
        fields |= set(schema.get("properties", ()))
        values |= {str(one) for one in (*schema.get("enum", ()), schema.get("const", ""))}
    return fields, values


def _asked() -> Iterator[tuple[str, str]]:
    """What is asked for, as a pattern: a part that is filled in stands for anything."""
    for path in PYTHON:
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call) or _name(node.func) not in ASKS:
                continue
            for argument in node.args[1:2]:
                for key in _patterns(argument):
                    yield name_of(path), PREFIX.get(_name(node.func), "") + key


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _patterns(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield re.escape(argument.value)
    elif isinstance(argument, ast.IfExp):
        yield from _patterns(argument.body)
        yield from _patterns(argument.orelse)
    elif isinstance(argument, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in argument.values
        ]
        if parts[0] != ".+":
            yield "".join(parts)
