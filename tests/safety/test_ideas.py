"""Ideas: words that are a danger only together, so that nobody has to foresee whole sentences."""

from pathlib import Path

import pytest
import yaml

from state.safety.net import load as read
from state.safety.phrases import Grammar, PhraseError
from state.safety.scanning import Category, load, scan

TEMPLATES = Path(__file__).parents[2] / "templates"
NETS = load(TEMPLATES)


def signs(text: str) -> set[str]:
    caught = scan(text, NETS)
    return {danger.sign for danger in caught.dangers} if caught else set()


@pytest.mark.parametrize(
    "text",
    [
        "his leg drags",
        "dragging one leg since monday",
        "both arms, he says, feel numb",
        "numb, tingly toes",
    ],
)
def test_ideas_are_heard_in_any_order(text: str) -> None:
    """A limb and failing, whichever comes first and whatever stands between."""
    assert signs(text) == {"weak"}


@pytest.mark.parametrize(
    "text",
    [
        "his leg is not weak",
        "are numb legs common",
        "his leg was numb years ago",
        "my aunt has numb legs",
        "his numb leg is better now",
        "the leg of the table, then the form, the letter and the fax, and I feel weak",
    ],
)
def test_ideas_denied_past_over_asked_or_far_apart_are_none(text: str) -> None:
    assert signs(text) == set()


def test_despair_is_heard_by_its_ideas_as_a_crisis() -> None:
    caught = scan("I keep wishing I could just be gone", NETS)
    assert caught
    assert caught.category is Category.CRISIS
    assert not caught.sure


def test_a_word_counts_with_the_endings_of_its_language() -> None:
    phrase = Grammar({}, endings=["s", "ing"]).phrase("cough* blood")
    assert phrase.end("coughing blood ", 0)
    assert phrase.end("cough blood ", 0)
    assert not phrase.end("coughed blood ", 0)


@pytest.mark.parametrize(
    ("parts", "together", "says"),
    [
        (["leg"], ["leg", "numb"], "There are no parts ['numb'] to stand together."),
        (["leg", "idle"], ["leg"], "The parts ['idle'] stand together with nothing."),
    ],
)
def test_an_idea_without_its_partner_is_said_when_the_bot_starts(
    tmp_path: Path, parts: list[str], together: list[str], says: str
) -> None:
    written = yaml.safe_load((TEMPLATES / "en/safety.yaml").read_text(encoding="utf-8"))
    written["parts"] = {part: [part] for part in parts}
    written["together"] = [{"sign": "weak", "of": together}]
    (tmp_path / "en").mkdir()
    (tmp_path / "en/safety.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    with pytest.raises(PhraseError, match=r"templates/en/safety.yaml") as error:
        read(tmp_path)
    assert str(error.value).endswith(says)
