"""Countries, their lines and their places in words; and the country a parent typed."""

import functools
import unicodedata
from pathlib import Path

import msgspec
import msgspec.yaml
from rapidfuzz.distance import OSA

_SHORTEST_WITH_TYPO = 5


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country's name, and what else people type for it."""

    name: str
    typed: tuple[str, ...]


class CountryNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language: countries by id, lines by id, places by zone."""

    countries: dict[str, Name]
    lines: dict[str, str]
    places: dict[str, str]

    def find(self, typed: str) -> str | None:
        """The id of the country somebody typed, allowing one slip in longer names; else None."""
        wanted = _plain(typed)
        known = {
            _plain(word): country_id
            for country_id, name in self.countries.items()
            for word in (name.name, *name.typed)
        }
        if wanted in known or len(wanted) < _SHORTEST_WITH_TYPO:
            return known.get(wanted)
        near = {known[word] for word in known if OSA.distance(wanted, word, score_cutoff=1) <= 1}
        return near.pop() if len(near) == 1 else None


@functools.cache
def country_names(templates: Path, language: str) -> CountryNames:
    """The words of templates/<language>/countries.yaml."""
    text = (templates / language / "countries.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=CountryNames)


def _plain(text: str) -> str:
    """Lower case letters and digits without accents, single spaces between words."""
    letters = unicodedata.normalize("NFKD", text.replace(".", "")).casefold()
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())
