"""What a translation must keep of a piece: its blanks, its conditions and its marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import jinja2
from jinja2 import nodes

_BLANK = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"</?[a-z]+[^<>]*>")
_PARTS = re.compile(r"<[^<>]*>|\n")
_LETTERS = re.compile(r"[^\W\d_]")
_PARSER = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


class Skeleton(NamedTuple):
    """A piece without its words, and the words."""

    blanks: frozenset[str]
    names: frozenset[str]
    tags: frozenset[str]
    words: tuple[str, ...]


def skeleton(piece: str, text: str) -> Skeleton:
    """Raises jinja2.TemplateSyntaxError."""
    tags = frozenset(_TAG.findall(text))
    if not piece.endswith(".j2"):
        return Skeleton(frozenset(_BLANK.findall(text)), frozenset(), tags, (text.strip(),))
    tree = _PARSER.parse(text)
    names = [constant for constant in _names(tree) if isinstance(constant.value, str)]
    ours = {id(constant) for constant in names}
    return Skeleton(
        frozenset(_blanks(tree)),
        frozenset(constant.value for constant in names),
        tags,
        tuple(_words(tree, ours)),
    )


def differences(piece: str, first: Skeleton, other: Skeleton) -> Iterator[str]:
    """What differs, each as the end of a sentence."""
    blank = "{{ %s }}" if piece.endswith(".j2") else "{%s}"
    for kind, mine, theirs in (
        (blank, first.blanks, other.blanks),
        ("the name '%s'", first.names, other.names),
        ("%s", first.tags, other.tags),
    ):
        for lost in sorted(mine - theirs):
            yield f"has lost {kind % lost} of the English"
        for new in sorted(theirs - mine):
            yield f"has {kind % new}, which the English has not"


def alike(first: Skeleton, other: Skeleton, *, least: int) -> Iterator[str]:
    """Texts of at least so many words that stand in both."""
    theirs = set(first.words)
    for text in dict.fromkeys(other.words):
        if text in theirs and len(text.split()) >= least and _LETTERS.search(_BLANK.sub("", text)):
            yield text


def has_words(piece: str, text: str) -> bool:
    """Whether there is anything to translate: some templates only take in another one."""
    found = skeleton(piece, text)
    return any(_LETTERS.search(_BLANK.sub("", words)) for words in found.words)


def _blanks(tree: nodes.Template) -> Iterator[str]:
    """What is filled in or asked about: names that are given, and what is taken of them."""
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx in {"store", "param"}}
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in own:
            yield node.name
    for taken in tree.find_all(nodes.Getattr):
        yield f".{taken.attr}"


def _names(tree: nodes.Node) -> Iterator[nodes.Const]:
    """Names of ours in quotes: what conditions ask for, keys, templates that are taken in."""
    for node in tree.find_all(
        (nodes.Compare, nodes.Getitem, nodes.Pair, nodes.Call, nodes.Include)
    ):
        asked: list[nodes.Node]
        match node:
            case nodes.Compare():
                asked = [node.expr, *(operand.expr for operand in node.ops)]
            case nodes.Getitem():
                asked = [node.arg]
            case nodes.Pair():
                asked = [node.key]
            case nodes.Call():
                asked = list(node.args[:1])
            case _:
                asked = list(node.iter_child_nodes())
        for part in asked:
            if isinstance(part, nodes.Const):
                yield part
            elif isinstance(part, nodes.Tuple | nodes.List):
                yield from (item for item in part.items if isinstance(item, nodes.Const))


def _words(node: nodes.Node, ours: set[int]) -> Iterator[str]:
    """What a parent reads of a template: its text, and texts within expressions."""
    if isinstance(node, nodes.TemplateData):
        yield from (part.strip() for part in _PARTS.split(node.data))
    elif isinstance(node, nodes.Const) and isinstance(node.value, str) and id(node) not in ours:
        yield node.value.strip()
    for child in node.iter_child_nodes():
        yield from _words(child, ours)
