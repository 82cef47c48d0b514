"""What docs shows of the data is what the data say."""

import pytest
from repository_files import text_of
from stand_ins import loaded

from bot.review import countries, tables


@pytest.mark.parametrize("name", [tables.TABLE, tables.PICTURE])
def test_a_generated_page_is_not_older_than_the_data(name: str) -> None:
    made = tables.generated(loaded.content(), "oncology_referral")[name]
    stale = f"docs/safety/{name} is older than the data it shows: run make docs, and commit it."
    assert text_of(f"docs/safety/{name}") == made, stale


def test_what_differs_by_country_is_what_the_data_say() -> None:
    made = countries.page(loaded.content(), loaded.texts())
    stale = "docs/countries.md is older than the data it shows: run make docs, and commit it."
    assert text_of("docs/countries.md") == made, stale


def test_the_table_names_every_rule_and_the_size_of_what_is_walked() -> None:
    content = loaded.content()
    table = text_of(f"docs/safety/{tables.TABLE}")
    library = content.library
    for name in (*library.findings, *library.triggers, *(entry.id for entry in library.named)):
        assert f"| `{name}`" in table
    assert f"{len(library.findings)} findings" in table
