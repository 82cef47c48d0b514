"""Everything the document for clinicians shows, gathered from the data and the words."""

import asyncio
import datetime as dt
from typing import Any

import msgspec

from bot.review import entries, picture, played
from bot.review.markup import pieces
from bot.review.played import LANGUAGE
from bot.review.templates import other_languages, with_blanks
from handlers.content import Content
from state.assessments import walk
from state.assessments.assessment import Assessment, Item
from state.assessments.assessment_checks import entries as sourced
from state.assessments.assessment_checks import review_notes
from state.assessments.guidance import FirstAid, Watch
from state.assessments.outcomes import Outcome
from state.assessments.rules import Named
from state.assessments.wording import Wording
from state.glossary_files import entries as glossary_entries
from state.places.countries import Country, countries

DANGER = (
    *("emergency", "danger_maybe", "crisis", "crisis_maybe", "violence"),
    *("unwell_clear", "unsure_same_day", "not_with_child"),
)
"""Texts that are said before anything is known of a case."""
Played = list[tuple[played.Way, list[played.Page]]]
LINES = ("emergency", "nurse", "crisis", "violence", "poison")


def gathered(content: Content, today: dt.date, assessment: str) -> dict[str, Any]:
    """The document's data, plain enough for JSON. `today` is the day written on it."""
    library, words = content.library, content.wording[LANGUAGE]
    asked = library.assessments[assessment]
    texts = played.Noting()
    labels = texts.short(LANGUAGE)
    played_ways = asyncio.run(_played(content, texts, asked))
    pages = played.distinct(played_ways)
    shown = {page.text for variants in pages.values() for page in variants}
    blank = with_blanks(LANGUAGE)
    every = [entry for _, entry in (*sourced(library), *glossary_entries(content.glossary))]
    return {
        "today": today.isoformat(),
        "version": library.version,
        "counts": counts(content, asked),
        "pending": sum(entry.reviewed is None for entry in every),
        "entries": len(every),
        "signatures": [
            {"by": one.by, "role": one.role, "on": str(one.on), "rules": one.rules}
            for one in library.sign_off.signatures
        ],
        "notes": review_notes(library, today, glossary_entries(content.glossary)),
        "triggers": entries.triggers(library, words),
        "findings": entries.findings(library, words),
        "rules": entries.rules(library, words),
        "sections": [
            *_questions(content, asked, words),
            *(_own_questions(content, one, words) for one in library.catalogue if one.outcomes),
        ],
        "pictures": [one._asdict() for one in picture.by_panel(library, asked, words)],
        "danger": [{"name": name, "pieces": pieces(blank[name])} for name in DANGER],
        "pages": [_page(data, variants, played_ways) for data, variants in pages.items()],
        "guidance": _guidance(content, labels),
        "topics": _topics(content),
        "lists": [
            *_lists(content),
            *(_comes_to(content, one, words) for one in library.catalogue if one.outcomes),
        ],
        "glossary": _glossary(content),
        "phones": [_phones(name, country) for name, country in countries().items()],
        "labels": labels,
        "others": [
            {"name": name, "pieces": pieces(text)}
            for name, text in blank.items()
            if name not in DANGER
            and name.replace("topics/", "topic:") not in pages
            and not texts.stands_in(name, shown)
        ]
        + [
            {"name": f"{language}/{name}", "pieces": pieces(text)}
            for language in other_languages(LANGUAGE)
            for name, text in with_blanks(language).items()
        ],
        "sources": [
            {
                "id": name,
                "title": source.title,
                "addresses": list(source.addresses),
                "knowledge": source.knowledge,
                "note": source.note,
            }
            for name, source in library.sources.items()
        ],
    }


def counts(content: Content, asked: Assessment) -> dict[str, int]:
    """How much there is to read, and the size of what tests walk (`walk.Size`)."""
    return {
        **msgspec.structs.asdict(walk.size(asked)),
        "findings": len(content.library.findings),
        "sources": len(content.library.sources),
    }


def _questions(content: Content, asked: Assessment, words: Wording) -> list[dict[str, Any]]:
    """The questions by when they are asked, in their order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in asked.items.values():
        group = getattr(item, "part", None) or "other" if item.phase == "after" else item.phase
        found.setdefault(group, []).append(_question(content, item, words))
    return [{"name": name, "questions": questions} for name, questions in found.items()]


def _own_questions(content: Content, asked: Assessment, words: Wording) -> dict[str, Any]:
    """What an assessment beside the first asks; what it borrows stands with its own file."""
    own = [item for item in asked.items.values() if item.home == asked.id]
    return {
        "name": asked.id,
        "questions": [_question(content, item, words) for item in own],
    }


def _tests(row: Named) -> tuple[str, ...]:
    return row.when.tests if isinstance(row, Outcome) and row.when else ()


def _comes_to(content: Content, asked: Assessment, wording: Wording) -> dict[str, Any]:
    """The outcomes and errands of an assessment, with all their words."""
    said = wording.beside[asked.id]
    words = {**said.outcomes, **said.errands}
    return {
        "name": f"outcomes of {asked.id}",
        "rows": [
            {
                "id": row.id,
                "for": list(_tests(row)),
                "says": [one for one in msgspec.structs.astuple(words[row.id]) if one],
                **entries.row(content.library, row),
            }
            for row in (*asked.outcomes, *asked.errands)
        ],
    }


def _question(content: Content, item: Item, wording: Wording) -> dict[str, Any]:
    words = wording.items[item.id]
    options = [
        {
            "id": name,
            "line": words.options[name].line or words.options[name].short,
            "button": words.options[name].short,
            "establishes": entries.establishes(effect),
            "badge": picture.badge(content.library, item, effect),
        }
        for name, effect in item.options.items()
    ]
    if item.not_sure:
        badge = picture.badge(content.library, item, item.not_sure)
        established = entries.establishes(item.not_sure)
        unsure = {"id": "", "line": "", "button": "", "establishes": established, "badge": badge}
        options.append(unsure)
    return {
        "id": item.id,
        "kind": item.kind,
        "when": list(picture.when(item)),
        "ask": words.ask,
        "note": words.note,
        "options": options,
    }


async def _played(content: Content, texts: played.Noting, asked: Assessment) -> Played:
    ways = played.ways(content.library, asked)
    return [(way, await played.pages(content, texts, way)) for way in ways]


def _page(
    data: str, variants: dict[played.Page, list[played.Way]], every: Played
) -> dict[str, Any]:
    ways = [way for way, _ in every]
    return {
        "data": data,
        "label": next(iter(variants)).label,
        "variants": [
            {
                "for": _reached(some, ways),
                "pieces": pieces(page.text),
                "buttons": list(page.buttons),
            }
            for page, some in variants.items()
        ],
    }


def _reached(some: list[played.Way], ways: list[played.Way]) -> list[dict[str, Any]]:
    """The reasons a page is shown for; with its levels, where it is not shown at all of them."""
    levels = {trigger: [w.level for w in ways if w.trigger == trigger] for trigger, _, _ in some}
    here = {trigger: [w.level for w in some if w.trigger == trigger] for trigger in levels}
    return [
        {
            "reason": trigger,
            "levels": [level.value for level in here[trigger]]
            if len(here[trigger]) < len(levels[trigger])
            else [],
        }
        for trigger in here
    ]


def _guidance(content: Content, labels: dict[str, str]) -> list[dict[str, Any]]:
    guidance, row = content.library.guidance, entries.row
    aids = (("first_aid", aid, labels[f"aid_{aid.id}"]) for aid in guidance.first_aid)
    watches = (("watch", group, labels[f"watch_{group.id}"]) for group in guidance.watch)
    lines: list[tuple[str, FirstAid | Watch, str]] = [*aids, *watches]
    found: list[dict[str, Any]] = []
    for kind, entry, says in lines:
        about = {"kind": kind, "id": entry.id, "for": list(entry.findings), "says": says}
        found.append(about | row(content.library, entry))
    return found + [
        {
            "kind": "records",
            "id": trigger,
            "for": [trigger],
            "says": "; ".join(labels[f"paper_{paper}"] for paper in entry.papers),
            **row(content.library, entry),
        }
        for trigger, entry in guidance.records.items()
    ]


def _topics(content: Content) -> list[dict[str, Any]]:
    """Every topic with its limits. Its words are among the pages that were played."""
    return [
        {
            "id": topic.id,
            "group": group,
            "only": [
                *topic.triggers,
                *(level.value for level in topic.levels),
                *topic.ages,
                *topic.countries,
            ],
            **entries.row(content.library, topic),
        }
        for group, topic in content.library.topics
    ]


def _lists(content: Content) -> list[dict[str, Any]]:
    """The rows of each list a family is shown in parts, with all their words."""
    words = msgspec.to_builtins(content.lists[LANGUAGE])
    return [
        {
            "name": name,
            "rows": [
                {
                    "id": row.id,
                    "for": [*row.triggers, *row.findings, *row.countries, *row.care],
                    "says": _said(words[name][row.id]),
                    **entries.row(content.library, row),
                }
                for row in rows
            ],
        }
        for name, rows in content.library.lists.each()
    ]


def _said(words: str | dict[str, Any]) -> list[str]:
    """What is said of a row; not what may be typed for it, which is a list."""
    every = [words] if isinstance(words, str) else words.values()
    return [one for one in every if isinstance(one, str)]


def _glossary(content: Content) -> list[dict[str, Any]]:
    return [
        {"id": name, "term": term.term, "says": term.says, **entries.row(content.library, term)}
        for name, term in content.glossary[LANGUAGE].terms.items()
    ]


def _phones(name: str, country: Country) -> dict[str, Any]:
    lines = [
        {
            "kind": kind,
            "id": line.id,
            "number": " / ".join(filter(None, (line.call, line.text))),
            "source": line.source or "",
            "as_of": str(line.as_of or ""),
        }
        for kind in LINES
        for line in getattr(country, kind)
    ]
    return {"country": name, "lines": lines}
