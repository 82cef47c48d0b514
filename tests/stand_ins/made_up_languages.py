"""Languages that nobody speaks, made of the English: what is not translated stands out at once.

`el` has letters with marks on all of them, words 40 % longer, and brackets round each text: what is
cut, glued or left in English is seen. `ar` is written in Arabic letters, from right to left. Both
are called as languages that Babel knows, so that days and months have another alphabet too.
"""

import functools
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
import yaml

from bot.texts import FOLDER
from bot.translations import kept
from bot.translations.pieces import NO_TEXT
from state.assessments import yaml_files

LONG, RIGHT_TO_LEFT = "el", "ar"
ROOM = (20, 24)
"""Characters that a name of a child, and a button, may have: what fits stays within them."""
KEPT = re.compile(
    r"</?[a-z][^<>]*>|&[a-z#0-9]+;|\{\w*\}|(?<!\w)/[a-z]+|%[sd]"
    r"|\b[\w.-]+\.(?:org|com|gov|net|int|info|ie|uk|au|nz|ca|mx|es|in)\b(?:/\w+)*|[?]\w+="
)
"""What no translator touches: marks, blanks, commands and addresses."""
DEAF = """\
{endings: [""], spellings: {}, groups: {}, emergency: {}, crisis: {}, violence: {}, parts: {},
together: [], harmless: [], past: [], over: [], asking: [], supposing: [], others: [],
negation: {"not": [], between: [], listing: [], after: []}, present: [], breaks: [], common: ""}
"""
"""A safety net that hears nothing: what is typed in these conversations is English."""
TYPED = ("typed_", "in_so_long")
"""How the labels begin that hold what people type."""
NAMED = {"words": ("short",), "typed": ("name",), "also": ("term", "ask", "name")}
"""Lists of what is typed for a thing, and the fields that name it."""
_WORD = re.compile(r"[A-Za-z]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARKED = dict(zip(_LETTERS, "áƀçđéƒğĥíĵķļṁñóṕqřšţúṽŵẋýž", strict=True)) | {"q": "ʠ"}
_ARABIC = dict(zip(_LETTERS, "ابثدعفغحيجكلمنوپقرستءڤوخىز", strict=True))
_VOWELS = "aeiouáéíóú"
_OPEN, _CLOSE = "⟦", "⟧"


def make(folder: Path) -> Path:
    """A folder of templates with English, the drafts there are, and the made-up languages."""
    for part in sorted(FOLDER.iterdir()):
        (folder / part.name).symlink_to(part)
    for language, changed in ((LONG, lengthened), (RIGHT_TO_LEFT, mirrored)):
        _translate(FOLDER / "en", folder / language, changed, rtl=language == RIGHT_TO_LEFT)
    return folder


def lengthened(text: str) -> str:
    """The text with a mark on each letter and 40 % more of them, in brackets where they fit."""
    most = next((room for room in ROOM if len(text) <= room), None)
    if not _WORD.search(KEPT.sub("", text)):
        return text
    for longer in (0.4, 0.2, 0.0):
        grown = _bracketed(_outside_kept(text, functools.partial(_marked, longer=longer)))
        if most is None or len(grown) <= most:
            return grown
    return _outside_kept(text, functools.partial(_marked, longer=0))


def mirrored(text: str) -> str:
    """The text in Arabic letters."""
    letters = _ARABIC | {big.upper(): small for big, small in _ARABIC.items()}
    return _outside_kept(text, lambda part: "".join(letters.get(c, c) for c in part))


def _outside_kept(text: str, changed: Callable[[str], str]) -> str:
    parts, at = [], 0
    for found in KEPT.finditer(text):
        parts += [changed(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, changed(text[at:])])


def _marked(text: str, longer: float) -> str:
    return _WORD.sub(lambda word: _mark_word(word[0], longer), text)


def _mark_word(word: str, longer: float) -> str:
    more = round(len(word) * longer)
    out = []
    for letter in word:
        marked = _MARKED[letter.lower()]
        out.append(marked.upper() if letter.isupper() else marked)
        while more and letter.lower() in _VOWELS:
            out.append(marked)
            more -= 1
    return "".join(out)


def _bracketed(text: str) -> str:
    """Brackets before the last stop, so that a sentence still ends in one."""
    body = text.rstrip()
    end = len(body) - (body[-1:] in ".:?…")
    return f"{_OPEN}{body[:end]}{_CLOSE}{text[end:]}"


def _translate(first: Path, other: Path, changed: Callable[[str], str], *, rtl: bool) -> None:
    for path in sorted(first.rglob("*")):
        name = path.relative_to(first)
        target = other / name
        if path.is_dir() or name.name == "regions.yaml":
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.name == "safety.yaml":
            target.write_text(DEAF, "utf-8")
        elif path.suffix == ".j2":
            target.write_text(_template(path.read_text("utf-8"), changed), "utf-8")
        elif path.suffix == ".yaml" and path.name != "dates.yaml":
            content = _yaml(yaml_files.read(path, str(name)), changed)
            if "rtl" in content:
                content["rtl"] = "yes" if rtl else "no"
            dumped = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            target.write_text(dumped, "utf-8")
        else:
            shutil.copy(path, target)


def _yaml(content: Any, changed: Callable[[str], str]) -> Any:
    if isinstance(content, Mapping):
        new = {
            key: value if key in NO_TEXT or key.startswith(TYPED) else _yaml(value, changed)
            for key, value in content.items()
        }
        return new | _typed(content)
    return changed(content) if isinstance(content, str) else content


def _typed(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is typed for a thing: the English, and its English names with it."""
    return {
        typed: [*(content[name] for name in names if name in content), *content.get(typed, ())]
        for typed, names in NAMED.items()
        if isinstance(content.get(typed, []), list) and {typed, "term"}.intersection(content)
        if typed in content or typed == "also"
    }


def _template(source: str, changed: Callable[[str], str]) -> str:
    """The template with its text changed, and the texts within its expressions."""
    lexed = [token[1:] for token in jinja2.Environment(autoescape=True).lex(source)]
    numbered = [
        (kind, f'"<{number}>"' if kind == "string" else value)
        for number, (kind, value) in enumerate(lexed)
    ]
    ours = kept.skeleton("x.j2", "".join(value for _, value in numbered)).names
    return "".join(
        value if f"<{number}>" in ours else _token(kind, value, changed)
        for number, (kind, value) in enumerate(lexed)
    )


def _token(kind: str, value: str, changed: Callable[[str], str]) -> str:
    if kind == "data":
        return "".join(_line(line, changed) for line in re.split(r"(\n)", value))
    inner = value[1:-1]
    if kind == "string" and _WORD.search(inner.replace("\\n", "")) and "<" not in inner:
        return f"{value[0]}{_line(inner, changed)}{value[-1]}"
    return value


def _line(line: str, changed: Callable[[str], str]) -> str:
    """Each run of text between marks by itself; blanks at its ends stay where they are."""
    runs = re.split(r"(</?[a-z][^<>]*>)", line)
    return "".join(run if run.startswith("<") else _run(run, changed) for run in runs)


def _run(run: str, changed: Callable[[str], str]) -> str:
    core = run.strip()
    return run.replace(core, changed(core), 1) if core else run
