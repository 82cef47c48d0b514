"""What differs by country, on one page: drawn from the data and from the words parents read."""

from datetime import date
from typing import Any

import markupsafe
from babel.dates import format_date

from bot.review.played import LANGUAGE
from bot.review.templates import rendered
from bot.texts import Texts
from handlers.content import Content
from state.assessments.lists import Family, Kind, fitting
from state.places.countries import Country, Line, countries
from state.places.country_names import CountryNames, country_names

PAGE = "countries.md"
KINDS: tuple[Kind, ...] = ("stay", "travel", "money", "company")
A_DAY = date(2026, 3, 5)
PATTERNS = {"month_first": "MMMM d", "day_first": "d MMMM"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SAMPLE = "tumor, center, leukemia, emergency department"
"""Words that show how a country writes."""


def page(content: Content, texts: Texts) -> str:
    """The page as Markdown. It holds no moment and no other data, so it is stale or it is not."""
    names = country_names(content.templates, LANGUAGE)
    every = [_of(content, texts, names, name, one) for name, one in countries().items()]
    return rendered(PAGE, countries=every)


def _of(
    content: Content, texts: Texts, names: CountryNames, name: str, country: Country
) -> dict[str, Any]:
    variant = texts.variant(LANGUAGE, name)
    lists, words = content.library.lists, content.lists[variant]
    family = Family(country=name, care=country.care)
    where = texts.render(variant, "topics/_where", country=name, care=country.care)
    return {
        "name": names.countries[name].name,
        "facts": country,
        "emergency": [_line(line, names) for line in country.emergency],
        "lines": {
            kind: [_line(line, names) for line in getattr(country, kind)]
            for kind in ("crisis", "nurse", "poison", "violence")
        },
        "closed": [DAYS[day - 1] for day in country.office.weekend],
        "date": format_date(A_DAY, PATTERNS[country.dates], locale=LANGUAGE),
        "written": content.regions.spelling(variant).text(SAMPLE),
        "where": " ".join(markupsafe.Markup(where).striptags().split()),  # noqa: S704 - our own
        "covers": [words.covers[row.id].name for row in fitting(lists.covers, family)],
        "help": [
            words.services[row.id] for kind in KINDS for row in lists.services_for(kind, family)
        ],
    }


def _line(line: Line, names: CountryNames) -> dict[str, Any]:
    """A number, who answers, and whether parents see it."""
    name, number = names.lines.get(line.id, ""), line.call or f"text {line.keyword} to {line.text}"
    return {
        "said": name if number in name else f"{name} {number}".strip(),
        "source": line.source,
        "as_of": line.as_of,
    }
