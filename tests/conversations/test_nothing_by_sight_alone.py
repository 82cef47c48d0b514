"""Nothing is told by a passing notice alone, nor by anything that has no words."""

from typing import get_args

from everything_read import everything
from rehearsing import texts

from state.effects import Document, Effect, Show

AFTER_WORSE = {texts().label("en", "has_died")}
"""What nobody should tap by habit stands even after Worse."""
FEW = 5
"""On a screen of so few buttons Back may come first."""
ASKED_BY_THE_JOURNEY = {"double_tap"}
"""Labels of notices that change nothing: the screen they speak of stays as it is, to be tapped."""


def test_no_notice_at_a_button_says_what_no_message_says() -> None:
    """Such a notice is gone after a moment, and some phones never show it."""
    allowed = {texts().label("en", key) for key in ASKED_BY_THE_JOURNEY}
    only_there = [
        f"The notice “{notice}” is in no message: {said}"
        for notice, said in everything().notices
        if notice not in allowed
    ]
    assert not only_there, "\n".join(only_there)


def test_words_come_before_signs() -> None:
    """What is read aloud begins with what it says, not with "check mark" or "face"."""
    signs_first = {
        (screen.place, said)
        for screen in everything().screens
        for said in (screen.words.strip(), *screen.labels)
        if said and not (said[0].isalnum() or said[0] in "“¿")
    }
    assert not signs_first


def test_the_way_out_is_always_in_the_same_place() -> None:
    """Whoever cannot see the buttons counts them: Worse comes last, answers before ways back."""
    worse, back = (texts().label("en", key) for key in ("worse", "back"))
    astray = {
        (screen.place, screen.labels)
        for screen in everything().screens
        if (worse in screen.labels and screen.labels[-1] not in {worse, *AFTER_WORSE})
        or (len(screen.labels) > FEW and screen.labels[0] == back)
    }
    assert not astray


def test_what_is_shown_is_text() -> None:
    """A file has a caption, or a name that says what it is, and a screen follows it."""
    showing = [kind for kind in get_args(Effect) if "text" in kind.__struct_fields__]
    others = [kind.__name__ for kind in get_args(Effect) if kind not in showing]
    assert showing == [Show, Document]
    assert others == ["Restrict"]
