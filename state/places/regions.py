"""How a language is written in a region: the words of its files, respelled for some countries.

`templates/<language>/regions.yaml` says which countries write which words in another way. What is
respelled are our own words, as they are loaded: never a text that a parent has typed. A language
as a region writes it is a variant, known by a key such as "en-british".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from state.assessments import yaml_files
from state.assessments.sentences import explain
from state.assessments.yaml_files import YamlError
from state.places.countries import countries

FILE = "regions.yaml"
NO_WORDS = frozenset({"id", "group", "sources", "guideline", "reviewed", "language"})
"""Fields that hold ids, never words."""

T = TypeVar("T")


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a language is written so, and what is written in place of which words.

    `like` is a region whose words count here too. Keys are in lower case; each form of a word has
    a key of its own. A key of several words is tried first, so that one that stands for itself
    keeps a name as it is.
    """

    countries: tuple[str, ...]
    words: dict[str, str]
    like: str = ""


def tongue(variant: str) -> str:
    """The language of a variant: "en" of "en-british", and of "en"."""
    return variant.partition("-")[0]


class Regions:
    """The variants of all languages in a folder. Raises YamlError with a sentence."""

    def __init__(self, folder: Path) -> None:
        self._spellings: dict[str, Spelling] = {}
        self._variants: dict[tuple[str, str], str] = {}
        for file in sorted(folder.glob(f"*/{FILE}")):
            self._read(file)

    def variant(self, language: str, country: str | None) -> str:
        """The key of a language as this country writes it; of most, the language itself."""
        return self._variants.get((tongue(language), country or ""), tongue(language))

    def spelling(self, variant: str) -> "Spelling":
        """How a variant is spelled; a language itself changes nothing."""
        return self._spellings.get(variant, AS_IT_IS)

    @property
    def variants(self) -> list[str]:
        """Every variant beside the languages themselves."""
        return sorted(self._spellings)

    def _read(self, file: Path) -> None:
        language, name = file.parent.name, "/".join(file.parts[-3:])
        try:
            regions = msgspec.convert(yaml_files.read(file, name), dict[str, Region])
        except msgspec.ValidationError as error:
            raise YamlError(f"{name}: {explain(error)}") from None
        for region_id, region in regions.items():
            if region.like and region.like not in regions:
                raise YamlError(f"{name}: '{region_id}' is like nothing that is here.")
            like = regions[region.like].words if region.like else {}
            variant = f"{language}-{region_id}"
            self._spellings[variant] = Spelling(like | region.words)
            for country in region.countries:
                if country not in countries():
                    raise YamlError(f"{name}: there is no country '{country}'.")
                if self._variants.setdefault((language, country), variant) != variant:
                    raise YamlError(f"{name}: '{country}' is in two regions.")


_KEPT = r"<[^<>]*>|\{[^{}]*\}|https?://\S+|[\w-]+(?:\.\w+)+(?:/\S*)?"
"""Tags, blanks, addresses."""
_LETTERS = r"[^\W\d_]+"
_CODE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"')


class Spelling:
    """Writes the words of a region in place of others; the first capital stays one."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        several = sorted((key for key in words if not key.isalpha()), key=len, reverse=True)
        forms = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in several)
        phrase = rf"(?P<phrase>(?<!\w)(?:{forms})(?!\w))|" if several else "(?P<phrase>(?!))|"
        self._any = re.compile(
            f"{phrase}(?P<kept>{_KEPT})|(?P<word>{_LETTERS})", re.IGNORECASE | re.DOTALL
        )

    def text(self, text: str, written: Callable[[str], str] = str) -> str:
        """A text of ours, respelled; `written` turns the words of the region into its own form."""
        if not self._words:
            return text
        return self._any.sub(lambda match: self._instead(match, written), text)

    def template(self, source: str) -> str:
        """The source of a template: what it says, not the names it uses.

        In an expression a quoted text of several words is what it says; one word is a name.
        """
        parts = _CODE.split(source)
        for place, part in enumerate(parts):
            if place % 2:
                parts[place] = _QUOTED.sub(self._quoted, part)
            else:
                parts[place] = self.text(part, _as_html)
        return "".join(parts)

    def respelled(self, value: T) -> T:
        """Any value with its words respelled. In a list, of what may be typed, both are kept."""
        return self._of(value) if self._words else value

    def _of(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self._of(one) for key, one in value.items()}
        if isinstance(value, (tuple, list)):
            if not all(isinstance(one, str) for one in value):
                return type(value)(self._of(one) for one in value)
            return type(value)(dict.fromkeys([*map(self.text, value), *value]))
        if isinstance(value, msgspec.Struct):
            words = set(value.__struct_fields__) - NO_WORDS
            return msgspec.structs.replace(
                value, **{name: self._of(getattr(value, name)) for name in words}
            )
        return value

    def _quoted(self, match: re.Match[str]) -> str:
        return self.text(match.group()) if " " in match.group() else match.group()

    def _instead(self, match: re.Match[str], written: Callable[[str], str]) -> str:
        found = match.group()
        if match.lastgroup == "kept":
            return found
        new = self._words.get(" ".join(found.lower().split()))
        return found if new is None else written(_capitals(found, new))


AS_IT_IS = Spelling({})


def _as_html(text: str) -> str:
    return text.replace("&", "&amp;")


def _capitals(found: str, new: str) -> str:
    if found.isupper() and len(found) > 1:
        return new.upper()
    return new[0].upper() + new[1:] if found[0].isupper() else new


class ByLanguage(Mapping[str, T]):
    """Something there is for each language, and for the variants of each when it is asked for."""

    def __init__(
        self,
        found: Mapping[str, T],
        regions: Regions,
        respell: Callable[[Spelling, T], T] = lambda spelling, value: spelling.respelled(value),
    ) -> None:
        self._found, self._regions, self._respell = found, regions, respell
        self._variants: dict[str, T] = {}

    def __getitem__(self, variant: str) -> T:
        if variant in self._found:
            return self._found[variant]
        if variant not in self._variants:
            spelling = self._regions.spelling(variant)
            self._variants[variant] = self._respell(spelling, self._found[tongue(variant)])
        return self._variants[variant]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
