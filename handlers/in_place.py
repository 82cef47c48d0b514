"""Hard words explained where they stand: folded away below the text, so that nobody reads more."""

from handlers.content import content
from handlers.context import Turn

MOST = 8
"""Terms explained on one screen; `/word` knows the rest."""
LEFT_AS_THEY_ARE = frozenset(
    {
        "first",
        "which",
        "seen",
        "mistake",
        "not_with_child",
        "about_me",
        "share",
        "safety_list",
        "notes_sheet",
        "summary_text",
        "died",
    }
) | {"why"}
"""What is read in danger or sent on, beside the screens that stand alone; pages by their id.

Of "why" most is the names of publications.
"""
FOLD, END = "<blockquote expandable>", "</blockquote>"


def with_words(turn: Turn, language: str, text: str, labels: list[str]) -> str:
    """The text of a screen, and folded in it what the hard words of it and its buttons mean."""
    glossary = content(turn).glossary[language]
    hard = glossary.hard(" \n".join([text, *labels]))[:MOST]
    if not hard:
        return text
    words = turn.texts.render(language, "words_here", terms=hard)
    before, _, after = text.rpartition(END)
    if before.rpartition("<blockquote")[2].startswith(" expandable"):
        return f"{before.rstrip()}\n\n{words}{END}{after}"
    return f"{text}\n\n{FOLD}{words}{END}"
