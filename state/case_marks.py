"""Which case a button is about: a mark behind its data, put on when it is sent, read when pressed.

Old messages keep their buttons, and one chat may be on the cases of two children. Without a mark a
button of one child's message would act on the other, or on the plan begun after one was erased.
"""

from collections.abc import Sequence

import msgspec

from state.case import Case
from state.effects import Document, Effect, Keyboard, Outgoing, Restrict, Show

SIGN = "@"
LANGUAGE = "~"
"""Before the language that somebody has chosen of whom nothing is kept yet: buttons carry it."""
LENGTH = 8


def mark(case_id: str) -> str:
    """The end of its id: enough to tell the few cases of one chat apart."""
    return case_id[-LENGTH:]


def marked(outgoing: Outgoing) -> Outgoing:
    """The same with its buttons marked; those of the screen before it are left as they are."""
    if outgoing.case_id is None:
        return outgoing
    effect = _with_marks(outgoing.effect, SIGN + mark(outgoing.case_id))
    return msgspec.structs.replace(outgoing, effect=effect)


def speaking(effect: Effect, language: str) -> Effect:
    """The same with the chosen language on each button."""
    return _with_marks(effect, LANGUAGE + language)


def spoken(data: str) -> tuple[str, str]:
    """What a button sends back, without the language it carries; and that, empty if none."""
    plain, _, language = data.partition(LANGUAGE)
    return plain, language


def _with_marks(effect: Effect, ending: str) -> Effect:
    match effect:
        case Show() | Document():
            return msgspec.structs.replace(effect, keyboard=_ending(effect.keyboard, ending))
        case Restrict():
            return effect


def _ending(keyboard: Keyboard, ending: str) -> Keyboard:
    return tuple(
        tuple(msgspec.structs.replace(button, data=button.data + ending) for button in row)
        for row in keyboard
    )


def read(data: str) -> tuple[str, str]:
    """What a button sends back, without its mark; and the mark, empty if there is none."""
    plain, sign, found = data.rpartition(SIGN)
    return (plain, found) if sign else (data, "")


def find(found: str, cases: Sequence[Case]) -> Case | None:
    """The one of these cases that a mark means; None if it is another, or two could be meant."""
    meant = [case for case in cases if found and mark(case.case_id) == found]
    return meant[0] if len(meant) == 1 else None
