"""A language is only files: two that nobody speaks go through whole conversations like English.

Each transcript is played in English and in the other language at once. Both must say the same
things, with the same buttons, and the other one no word of English. `make soak` plays all of them.
"""

import html
import re
import shlex
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lockstep import TAG, Lockstep, Watched, amiss, steps_of, texts_of, untranslated
from rehearsing import A_TUESDAY, services
from stand_ins import made_up_languages
from stand_ins.made_up_languages import LONG, RIGHT_TO_LEFT

from bot import wiring
from bot.commands import check, translated
from bot.rehearsal import transcript
from bot.right_to_left import END, ISOLATE, marked
from bot.texts import FOLDER, Texts
from bot.translations import checking
from state.plan.fonts import can_draw

HERE = Path(__file__).parent / "transcripts"
GUIDE = FOLDER.parent / "docs" / "translating.md"
OTHERWISE = {"hard_words", "not_words", "page_for_the_clinic", "what_we_were_told"}
OTHERWISE |= {"next_call_in_two_languages", "scripts_in_two_languages"}
OTHERWISE |= {"what_is_kept"}
"""Where a language makes a difference: lists in the order of its letters, the others it has, and
pages that begin where the one before is full."""
SOME = {
    LONG: ["emergency", "insurance", "mistap_undone", "notes", "plan_and_tasks", "referral_chase"],
    RIGHT_TO_LEFT: ["abnormal_labs_at_night", "notes_over_time", "the_first_visit"],
}
SOME[LONG] += ["the_first_visit", "two_children", "typed_answers", "when_i_write"]
ALL = sorted(
    path.stem
    for path in HERE.glob("*.md")
    if path.stem not in OTHERWISE and not path.stem.startswith("es_")
)
NUMBER = re.compile(r"\d+(?:[ -]\d+)+")


MadeUp = tuple[Texts, dict[str, Any]]


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    folder = made_up_languages.make(tmp_path_factory.mktemp("templates"))
    more = {**services(), "content": wiring.read_content(folder)}
    return wiring.read_texts(folder), more


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language, names in SOME.items() for name in names]
)
async def test_it_says_the_same_and_nothing_in_english(
    made_up: MadeUp, language: str, name: str
) -> None:
    await _played(made_up, language, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", SOME)
async def test_so_it_does_in_every_conversation(made_up: MadeUp, language: str, name: str) -> None:
    await _played(made_up, language, name)


async def _played(made_up: MadeUp, language: str, name: str) -> None:
    begins, steps = steps_of(HERE / f"{name}.md")
    both = Lockstep(begins, *made_up, ("en", language))
    wrong: dict[str, tuple[str, str]] = {}
    async with both.first, both.other:
        for step in steps:
            for said in await both.step(*step):
                for kind, text in texts_of(said):
                    here = [*amiss(kind, text, both.typed)]
                    if language == RIGHT_TO_LEFT and kind != "file":
                        here += out_of_order(text)
                    wrong |= dict.fromkeys(here, step)
    assert wrong == {}


def test_a_language_is_added_by_following_the_guide(
    made_up: MadeUp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of docs/translating.md, in order; what is written between them is copied."""
    ready = made_up[1]["content"].templates / LONG
    (tmp_path / "en").symlink_to(FOLDER / "en")
    commands = re.findall(r"^ *\$ (.+)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert [command.split()[0] for command in commands[:2]] == ["mkdir", "companion"]
    for number, command in enumerate(commands):
        if number == 2:  # everything has been written
            shutil.copytree(ready, tmp_path / LONG, dirs_exist_ok=True)
            (tmp_path / LONG / "labels.yaml").rename(tmp_path / LONG / "labels.draft.yaml")
            translated.main([LONG], tmp_path)
            typed = ("labels.yaml:typed_*", "labels.yaml:in_so_long")  # they type English
            translated.main([LONG, *typed, "--same"], tmp_path)
        _run(command, tmp_path)
        told = capsys.readouterr().out
        if number == 1:
            assert "note: templates/el/labels.draft.yaml is missing" in told
    assert told == "Nothing is missing or stale.\n"
    assert checking.is_spoken(tmp_path, LONG)


def _run(command: str, templates: Path) -> None:
    """One command of the guide, in this language and this folder."""
    program, *rest = shlex.split(command.replace("templates/fr", str(templates / LONG)))
    rest = [LONG if word == "fr" else word for word in rest]
    match program, rest:
        case "mkdir", ["-p", folder]:
            Path(folder).mkdir()
        case "mv", [old, new]:
            Path(old).rename(new)
        case "companion", ["check", *more]:
            assert check.main(more, templates) == 0
        case "companion", ["translated", *more]:
            assert translated.main(more, templates) == 0
        case _:
            raise AssertionError(command)


async def test_another_language_is_taken_at_any_moment_and_keeps_the_place(made_up: MadeUp) -> None:
    """Before anything is kept the buttons carry it; after that it is the member's own."""
    texts, _ = made_up
    async with Watched(A_TUESDAY, *made_up) as one:
        await one.write("/start")
        await one.write("/language")
        await one.tap(one.screen_id or 0, f"speak:{LONG}")
        for key in ("start", "agree"):
            button = transcript.find_button(one, texts.label(LONG, key))
            assert button is not None, key
            (said,) = await one.tap(*button)
        assert not untranslated(said.text, [])
        before = [button.data for row in said.keyboard for button in row]
        await one.write("/language")
        (said,) = await one.tap(one.screen_id or 0, "speak:en")
        assert [button.data for row in said.keyboard for button in row] == before
        assert "Which country are you in?" in said.text


def out_of_order(text: str) -> Iterator[str]:
    """Lines a telephone would set from left to right, and numbers it would set in reverse."""
    for line in html.unescape(TAG.sub("", text)).split("\n"):
        strong = [kind for c in line if (kind := unicodedata.bidirectional(c)) in {"L", "R", "AL"}]
        if strong[:1] == ["L"] and {"R", "AL"}.intersection(strong):
            yield f"it begins from the left: {line}"
        for number in NUMBER.finditer(line):
            before = line[: number.start()]
            if before.count(ISOLATE) == before.count(END):
                yield f"{number[0]} falls apart in: {line}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("שלום 112", "שלום 112"),
        ("שלום 0800 111 222.", "שלום \u20660800 111 222\u2069."),
        ("<b>1-800-318-2596 שלום</b>", "<b>\u20661-800-318-2596\u2069 שלום</b>"),
        ("Ann: שלום", "\u200fAnn: שלום"),
        ("שלום\n/delete", "שלום\n\u200f\u2066/delete\u2069"),
        ("", ""),
    ],
)
def test_numbers_and_foreign_words_stay_in_order(text: str, said: str) -> None:
    assert marked(text) == said
    assert marked(said) == said


def test_the_page_for_the_clinic_is_drawn_from_right_to_left(made_up: MadeUp) -> None:
    words = made_up[1]["content"].sheet[RIGHT_TO_LEFT]
    assert words.rtl == "yes"
    assert can_draw("".join(words.texts.values()))
