"""The page for the clinic holds what the family typed, word for word, and nothing they left out.

With COMPANION_SCREENSHOTS set to a folder, a picture of it is kept there.
"""

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from everything_read import CARDS, to_the_card
from rehearsing import rehearsal, services, texts, turn_of
from stand_ins import filled_cases
from stand_ins.filled_cases import HOSTILE, TYPICAL

from bot.delivery import drawing
from handlers import sheet
from handlers.sheet import PARTS
from state.case import Case
from state.effects import Effect
from state.plan import entries
from state.plan.child_states import ChildState
from state.plan.sheet import Sheet

HERE = CARDS["cancer was mentioned, US, under 3 months"]
LANGUAGES = texts().script_languages
ALSO_TYPED = (
    "platelets 41, white cells 2.9, on a test for bruises",
    "I want someone with more training to look at these cells",
    "Monday March 2",
    "March 2, by fax",
    "R-2210",
    "Number A-17. Spoke with Lee.",
    "Ann, 555 0101",
    "fax page says OK",
    "blood again on Friday",
    "Dr. A, by phone",
)
SIZES: dict[str, Callable[[Case], Case]] = {
    "empty": lambda case: case,
    "typical": filled_cases.typical,
    "over-full": filled_cases.over_full,
}


async def page(
    fill: Callable[[Case], Case],
    *,
    clinic: str = "en",
    own: str = "en",
    without: tuple[str, ...] = (),
) -> Sheet:
    """The page of a case that was filled, in these languages."""
    async with rehearsal() as one:
        await to_the_card(one, HERE)
        assert one.case is not None
        fill(one.case)
        one.case.notes["clinic_speaks"] = clinic
        one.case.members[0].speaks = own
        return sheet.page(turn_of(one), "pdf", without)


def words(made: Sheet) -> str:
    """All words of the data, in a row."""
    return msgspec.json.encode(made).decode()


def read(made: Sheet) -> list[str]:
    """What a reader finds on each page of the PDF."""
    if (tool := shutil.which("pdftotext")) is None:
        pytest.skip("pdftotext is not installed")
    (pdf,) = drawing.pages(made)
    found = subprocess.run([tool, "-", "-"], input=pdf, capture_output=True, check=True)
    return found.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    """Without what setting it in lines changes."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_it_is_drawn_whatever_is_in_it(size: str, language: str) -> None:
    made = await page(SIZES[size], clinic=language, own=language)
    (pdf,) = drawing.pages(made)
    assert pdf.startswith(b"%PDF")
    assert made.copies[0].language == language
    count = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert count == 1 if size != "over-full" else count > 1, f"{count} pages"


async def test_a_picture_of_it_has_one_page_each(monkeypatch: pytest.MonkeyPatch) -> None:
    if folder := os.environ.get("COMPANION_SCREENSHOTS"):
        monkeypatch.setattr(drawing, "DOTS_AN_INCH", 100)  # for a README, not for a printer
    made = msgspec.structs.replace(await page(filled_cases.typical), form="png")
    (picture,) = drawing.pages(made)
    assert picture.startswith(b"\x89PNG")
    if folder:
        Path(folder, "page.png").write_bytes(picture)


async def test_it_comes_for_the_clinic_first_and_asks_for_an_interpreter() -> None:
    made = await page(filled_cases.typical, clinic="en", own="es")
    assert [copy.language for copy in made.copies] == ["en", "es"]
    assert made.copies[0].interpreter == "We need an interpreter: Spanish."
    assert made.copies[1].interpreter == ""
    assert made.copies[0].blanks[0].also == "Nombre completo"


async def test_every_typed_text_is_on_it_word_for_word() -> None:
    found = squeezed("".join(read(await page(filled_cases.typical))))
    for _, text, value in TYPICAL:
        if value is None or not text.replace(".", "").isdecimal():
            assert squeezed(text) in found
    for text in ALSO_TYPED:
        assert squeezed(text) in found


async def test_over_full_keeps_the_top_of_everything_on_the_first_page() -> None:
    pages = read(await page(filled_cases.over_full))
    first = pages[0]
    for heading in (
        "Why we come",
        "Allergies",
        "Medicines",
        "Papers",
        "What happened",
        "Our first questions",
    ):
        assert heading in first
    assert "Penicillin: hives when she was two" in first
    assert "more on the next page" in first
    assert "medicine 39: " in "".join(pages[1:]), "medicines are never left out"
    assert "Which test settles it" in first
    assert "question 0: " in "".join(pages[1:]), "the first three are on the first"


@pytest.mark.parametrize("part", PARTS)
async def test_a_part_that_is_left_out_is_nowhere_in_what_is_stored_and_drawn(part: str) -> None:
    said = {
        "told": "I want someone with more training",
        "history": "blood again on Friday",
        "notes": "new bruises on both shins",
        "insurance": "A-17",
    }
    whole, without = (
        await page(filled_cases.typical),
        await page(filled_cases.typical, without=(part,)),
    )
    assert said[part] in words(whole)
    assert said[part] not in words(without)
    assert all(text in words(without) for name, text in said.items() if name != part)


async def test_what_a_member_does_not_see_is_on_no_page_of_theirs() -> None:
    def seen_less(case: Case) -> Case:
        filled_cases.typical(case)
        case.members[0].leaves_out = ("visits", "insurance")
        return case

    made = words(await page(seen_less))
    assert "blood again on Friday" not in made
    assert "A-17" not in made
    assert "None booked" not in made, "it is not said to be none either"


async def test_typed_commands_are_words() -> None:
    found = squeezed("".join(read(await page(filled_cases.hostile))))
    for text in HOSTILE:
        assert squeezed(text) in found


async def test_a_language_read_from_the_right_is_set_from_the_right() -> None:
    """Its words come with it one day; here are some of them."""
    made = await page(filled_cases.typical)
    words_of = {
        "Child's full name": "الاسم الكامل للطفل",
        "Allergies": "الحساسية",
        "Medicines": "תרופות",
    }
    data = (
        words(made)
        .replace('"rtl":false', '"rtl":true')
        .replace('"language":"en"', '"language":"ar"')
    )
    for english, other in words_of.items():
        data = data.replace(f'"{english}"', f'"{other}"')
    turned = msgspec.json.decode(data, type=Effect | Sheet)
    assert isinstance(turned, Sheet)
    (pdf,) = drawing.pages(turned)
    assert b"NotoSansArabic" in pdf
    assert b"NotoSansHebrew" in pdf


@functools.cache
def sheet_words() -> dict[str, object]:
    return dict(services()["content"].sheet)


def test_there_are_words_for_it_in_each_language_that_has_scripts() -> None:
    assert sorted(sheet_words()) == sorted(LANGUAGES)


async def test_its_file_and_its_title_say_nothing() -> None:
    made = await page(filled_cases.typical)
    assert made.name == "Page"
    (pdf,) = drawing.pages(made)
    assert b"/CreationDate" not in pdf or b"2000" in pdf


async def test_after_a_death_no_old_button_sends_it() -> None:
    async with rehearsal() as one:
        await to_the_card(one, HERE)
        assert one.case is not None
        one.case.child_states.append(ChildState("died", 1, one.now))
        shown = await one.tap(one.screen_id or 0, "sheet:pdf:")
        assert [said.file for said in shown] == [None]
        assert not any("clinic" in said.text for said in await one.write("/summary"))


async def test_letters_that_cannot_be_drawn_are_said() -> None:
    async with rehearsal() as one:
        await to_the_card(one, HERE)
        assert one.case is not None
        shown = await one.tap(one.screen_id or 0, "sheet:pdf:")
        assert "empty boxes" not in shown[-1].text
        entries.add(one.case.entries, one.case.numbers, "medicine", "布洛芬", by=1, at=one.now)
        shown = await one.tap(one.screen_id or 0, "sheet:pdf:")
        assert "empty boxes" in shown[-1].text
