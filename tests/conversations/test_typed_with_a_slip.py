"""What stands on a button can be typed instead, also with a slip of the finger, in each language.

Measured on every screen that is read: the right button, or none (then it is asked again), and
never another one. The figures are printed.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from everything_read import everything

from bot.texts import Texts
from state.typed import Choices, plain

LANGUAGES = Texts().languages
LONG_ENOUGH = 4
"""Letters of a word in which a slip is forgiven."""
OFTEN = 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_typed_words_of_a_button_are_understood(language: str) -> None:
    exact, slipped = Counter[str](), Counter[str]()
    wrong = []
    for labels in screens(language):
        choices = Choices([(label, label) for label in labels], {}, labels)
        for label in labels:
            exact[outcome(choices, label, label)] += 1
            for typed in slips(label):
                end = outcome(choices, typed, label)
                slipped[end] += 1
                wrong += [f"{typed} for {label}, of {labels}"] * (end == "another")
    share = {end: many / slipped.total() for end, many in slipped.items()}
    print(
        f"\n{language}: of {exact.total()} buttons typed as they stand {exact['right']} are "
        f"understood; of {slipped.total()} with a slip {share['right']:.1%}, "
        f"{share.get('none', 0):.1%} are asked again, {share.get('another', 0):.1%} mistaken"
    )
    assert exact["right"] == exact.total()
    assert wrong == []
    assert share["right"] >= OFTEN


def screens(language: str) -> list[tuple[str, ...]]:
    """The buttons of every screen, each set once."""
    spoken = (text for text in everything().screens if text.language == language)
    return sorted({text.labels for text in spoken if len(set(text.labels)) == len(text.labels)})


def slips(label: str) -> Iterator[str]:
    """A letter left out, one twice, two changed about: in the middle of the longest word."""
    word = max(label.split(), key=len)
    at = len(word) // 2
    if len(word) < LONG_ENOUGH or not word.isalpha():
        return
    for slip in (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    ):
        if plain(slip) != plain(word):
            yield label.replace(word, slip, 1)


def outcome(choices: Choices, typed: str, meant: str) -> str:
    found = choices.find(typed)
    if found is None:
        return "none"
    return "right" if plain(found) == plain(meant) else "another"
