"""Notes never come before danger: a fever leads to the card, dangerous words are not kept."""

from everything_read import CARDS, Reader, to_the_card
from rehearsing import A_TUESDAY, plain, texts

from bot.rehearsal.rehearsal import Rehearsal

IN_TREATMENT = CARDS["a diagnosis, New Zealand, 12 to 18"]
BABY = CARDS["cancer was mentioned, US, under 3 months"]
ELSE = CARDS["a lump, Canada, 4 to 6"]


async def typed(one: Reader, given: dict[str, str], text: str) -> str:
    """What is said to this text, typed at the notes of such a case."""
    await to_the_card(one, given)
    await one.write("/notes")
    return plain((await one.write(text))[-1].text)


def values(one: Rehearsal) -> list[float | None]:
    assert one.case is not None
    return [entry.value for entry in one.case.entries]


async def test_a_fever_in_treatment_leads_to_the_card_and_is_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, IN_TREATMENT, "temp 38.0")).startswith("Call 111")
        assert values(one) == [38.0]


async def test_a_fever_under_3_months_leads_to_the_card() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, BABY, "temp 100.4 F")).startswith("Call 911")


async def test_a_fever_whose_unit_cannot_be_right_counts_as_one() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, BABY, "temp 38 F")).startswith("Call 911")
        assert values(one) == [None]


async def test_where_treatment_is_not_known_it_is_asked_and_not_sure_is_yes() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, ELSE, "temp 38.6")).startswith("Fever. Is one of these true?")
        shown = await one.tap(one.screen_id or 0, "measure_is:1:unsure")
        assert plain(shown[-1].text).startswith("Call 911")


async def test_less_than_a_fever_is_only_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, IN_TREATMENT, "temp 37.9")).startswith("Kept:")


async def test_words_of_danger_are_answered_and_not_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, ELSE, "note: she cannot breathe")).startswith("Call 911")
        assert values(one) == []


async def test_the_page_for_the_visit_stays_one_message() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "question: first?")
        for _ in range(12):
            await one.write("allergy: " + "peanuts " * 30)
        shown = (await one.tap(one.screen_id or 0, "notes_sheet"))[-1]
        assert "1. first?" in plain(shown.text)
        assert "Not on this page: " in plain(shown.text)
        assert len(plain(shown.text)) < 4096
