"""What docs/safety shows of the data, generated so that it can never say something else."""

from bot.review import entries, picture
from bot.review.document import counts
from bot.review.played import LANGUAGE
from bot.review.templates import rendered
from handlers.content import Content

TABLE, PICTURE = "rules-table.md", "questions.svg"


def generated(content: Content, assessment: str) -> dict[str, str]:
    """The text of each generated file by its name."""
    library, words = content.library, content.wording[LANGUAGE]
    asked = library.assessments[assessment]
    table = rendered(
        TABLE,
        counts=counts(content, asked),
        triggers=entries.triggers(library, words),
        findings=entries.findings(library, words),
        rules=entries.rules(library, words),
        sources=library.sources,
    )
    return {TABLE: table, PICTURE: picture.whole(library, asked, words)}
