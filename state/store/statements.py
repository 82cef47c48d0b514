"""How the store speaks to a database: transactions as generators of named statements.

A transaction yields statements and is handed their results. It does no input or output itself, so
the same one runs in SQLite's thread in a single hop, or over a connection that must be awaited.
The loader of queries.sql is ours because the statements name their query and are run by either
kind of driver; a library that makes a method of each query would hide that one seam.
"""

import re
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Statement(NamedTuple):
    """A query of queries.sql, by name, with its parameters."""

    query: str
    parameters: Mapping[str, Any]


class Result(NamedTuple):
    """The rows a statement returned; how many it changed (inserted, updated, deleted)."""

    rows: list[tuple[Any, ...]]
    changed: int


Steps = Generator[Statement, Result, T]
"""A transaction that ends with a T."""


def ask(query: str, **parameters: Any) -> Steps[Result]:
    """One statement; to be used with `yield from`."""
    return (yield Statement(query, parameters))


def named_queries(file: Path) -> dict[str, str]:
    """The queries of a file in which `-- name: <name>` stands above each."""
    script = file.read_text(encoding="utf-8")
    _, *parts = re.split(r"^-- name: (\w+)\n", script, flags=re.MULTILINE)
    names, queries = parts[::2], parts[1::2]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{file.name} has more than one query named {', '.join(sorted(twice))}.")
    return {
        name: query.strip().removesuffix(";") for name, query in zip(names, queries, strict=True)
    }
