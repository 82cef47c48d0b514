"""Whether a document has the shape that Bot API 10.0 gives it.

The file beside this one names, for every method the sandbox answers, what it returns, and for every
type its fields; a question mark stands before fields that may be missing.
"""

import json
from pathlib import Path
from typing import Any

_SCHEMA = json.loads(Path(__file__).with_name("bot_api_10_schema.json").read_text())
_TYPES: dict[str, dict[str, Any]] = _SCHEMA["types"]
_RETURNS = {name.lower(): types for name, types in _SCHEMA["methods"].items()}
_PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "True": bool,
    "Float": (int, float),
}


def why_not(value: Any, types: str, at: str = "") -> str:
    """What is wrong with the value, or nothing if it is of one of the types."""
    reasons = [_why_not_one(value, type_, at) for type_ in types.split(" | ")]
    return "" if "" in reasons else "; ".join(reasons)


def _why_not_one(value: Any, type_: str, at: str) -> str:
    if type_.startswith("Array of "):
        if not isinstance(value, list):
            return f"{at} is no array"
        inner = type_.removeprefix("Array of ")
        return _first(why_not(item, inner, f"{at}[{n}]") for n, item in enumerate(value))
    if type_ in _PLAIN:
        wrong_bool = isinstance(value, bool) != (type_ in {"Boolean", "True"})
        return f"{at} is no {type_}" if wrong_bool or not isinstance(value, _PLAIN[type_]) else ""
    fields = _TYPES[type_]
    if "any of" in fields:
        return why_not(value, " | ".join(fields["any of"]), at)
    return _why_not_object(value, type_, fields, at)


def _why_not_object(value: Any, type_: str, fields: dict[str, str], at: str) -> str:
    if not isinstance(value, dict):
        return f"{at} is no {type_}"
    unknown = value.keys() - fields.keys()
    if unknown:
        return f"{at} has {unknown}, unknown in {type_}"
    return _first(_why_not_field(value, name, kind, at) for name, kind in fields.items())


def _why_not_field(value: dict[str, Any], name: str, types: str, at: str) -> str:
    if name in value:
        return why_not(value[name], types.removeprefix("?"), f"{at}.{name}")
    return "" if types.startswith("?") else f"{at}.{name} is missing"


def _first(reasons: Any) -> str:
    return next(filter(None, reasons), "")


def why_not_result(method: str, result: Any) -> str:
    """What is wrong with an answer, or nothing if the method may return it."""
    return why_not(result, _RETURNS[method.lower()], method)


def why_not_update(update: Any) -> str:
    """The same of an update that a bot is given."""
    return why_not(update, "Update", "update")
