"""The words that stand in the files parents read, each with its file and line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jinja2
import yaml

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TAG = re.compile(r"<[^>]*>|&\w+;")
ADDRESS = re.compile(r"\w+(?:\.\w+)+")
"""Of a website."""
NAME_OF_A_FIELD = re.compile(r"\{\w+\}")
AN_ID = re.compile(r"[a-z0-9]+(?:[_/.]+[a-z0-9]+)*")
NOT_READ = {"safety.yaml", "countries.yaml", "dates.yaml", "regions.yaml", "translated.yaml"}
"""What the safety net listens for; names of countries; how people write dates, and words here."""
KEYS_NOT_READ = re.compile(
    r"words|also|asked|asks|little|alike|sources|group|reviewed|typed_\w+|command_\w+"
)
"""What may be typed, and what is for the program."""


class Written(NamedTuple):
    """A text of a file, and where it begins."""

    file: str
    line: int
    text: str

    @property
    def bare(self) -> str:
        """The text without what is no word: tags, fields to fill in, addresses."""
        return ADDRESS.sub(" ", NAME_OF_A_FIELD.sub(" ", TAG.sub(" ", self.text)))

    @property
    def words(self) -> list[str]:
        return [word.replace("’", "'") for word in WORD.findall(self.bare)]


def written(folder: Path) -> Iterator[Written]:
    """Every text in the templates and YAML files of one language."""
    for path in sorted(folder.rglob("*.*")):
        name = f"templates/{path.relative_to(folder.parent)}"
        if path.suffix == ".j2":
            yield from _of_template(name, path.read_text("utf-8"))
        elif path.suffix == ".yaml" and path.name not in NOT_READ:
            root = yaml.compose(path.read_text("utf-8"))
            yield from _of_node(name, root) if root else ()


def _of_template(name: str, source: str) -> Iterator[Written]:
    for line, kind, value in jinja2.Environment(autoescape=True).lex(source):
        if kind == "data":
            for further, text in enumerate(value.split("\n")):
                yield Written(name, line + further, text)
        elif kind == "string" and not AN_ID.fullmatch(value[1:-1]):
            yield Written(name, line, value[1:-1])


def _of_node(name: str, node: yaml.Node) -> Iterator[Written]:
    if isinstance(node, yaml.ScalarNode):
        yield Written(name, node.start_mark.line + 1, node.value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _of_node(name, one)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not KEYS_NOT_READ.fullmatch(key.value):
                yield from _of_node(name, value)
