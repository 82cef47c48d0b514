"""YAML as people expect it: "yes" and "no" are words, and a key stands only once."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader
else:  # The C loader is ten times faster; wheels have it, some source builds do not.
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """A file that cannot be read; the text is one sentence naming file and line."""


class _Loader(SafeLoader):
    """Only true, false, null and plain numbers are special; `yes`, `1_3` and dates are words."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML reads it from the class

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"'{key.value}' is written twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", list("tf")),
    ("null", r"^(?:null|)$", ["n", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("float", r"^-?[0-9]+\.[0-9]+$", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def read(path: Path, name: str) -> Any:
    """The content of a YAML file, called `name` in sentences. Raises YamlError."""
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise YamlError(f"{name}{line}: {error.problem or error.context}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise YamlError(f"{name} cannot be read as text: {error}.") from error
    except OSError as error:
        raise YamlError(f"{name} cannot be opened: {error.strerror}.") from error
