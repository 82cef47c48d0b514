"""Screens: what a place looks like, how to get there, and where a parent stands.

A screen is built anew from the case each time, so that it can be shown again after weeks.
"""

import re
from collections.abc import Callable, Mapping

import msgspec
from markupsafe import Markup

from handlers import in_place, rights
from handlers.context import Turn
from state import case_marks
from state.case import Case, Place
from state.effects import Button, Keyboard, Priority, Show
from state.places.local_time import ZoneChoice
from state.plan import child_states

Rows = list[list[Button]]


class View(msgspec.Struct):
    """What a screen shows. `synonyms` are more words, typed, for the data of a button.

    `lines` are answers that can only be typed: the lines of a list, by their words or number.
    `undo` is what "Undo", typed, does where no button does it.
    """

    text: str
    rows: Rows
    lines: list[Button] = []
    synonyms: Mapping[str, tuple[str, ...]] = {}
    expecting: str | None = None
    undo: str = ""
    clocks: tuple[ZoneChoice, ...] = ()
    """Clocks that a typed time chooses from."""
    says_child: bool = False
    """Whether the text itself says which child it is about, where there are several."""
    alone: bool = False
    """Whether the message is never an edit of another, nor edited away (the emergency screens)."""
    in_grief: bool = False
    """Whether it is shown after a child has died, when nearly nothing is."""


Builder = Callable[[Turn, str], View]
_builders: dict[str, Builder] = {}


def screen(name: str) -> Callable[[Builder], Builder]:
    """Registers the builder of a screen by its name."""

    def register(builder: Builder) -> Builder:
        if name in _builders:
            raise ValueError(f"Two screens are called '{name}'.")
        _builders[name] = builder
        return builder

    return register


def view(turn: Turn, place: Place) -> View:
    """What this place shows now."""
    shown = _as_allowed(turn.as_seen(), place)
    if shown.alone and place.screen in ASK_OF_DANGER:
        at = _before_the_last(shown.rows)
        shown.rows[at:at] = of_other_children(turn)
    return shown


def _as_allowed(turn: Turn, place: Place) -> View:
    """The screen as this member may see it, with the buttons they may press."""
    if place.screen in _builders and rights.is_closed(turn, place.screen):
        return View(render(turn, "left_out"), [back_to_card(turn)])
    shown = _builders[place.screen](turn, place.about)
    shown.rows = rights.allowed(turn, shown.rows)
    if shown.expecting and not rights.may_type(turn, shown.expecting):
        shown.expecting = None
    return shown


ASK_OF_DANGER = ("ask", "emergency", "card")
MOST_NAMED = 2


def _before_the_last(rows: Rows) -> int:
    """Above "None of these", which comes last; else above the last row."""
    none = (at for at, row in enumerate(rows) if row[-1].data.endswith(":none"))
    return next(none, len(rows) - 1)


def of_other_children(turn: Turn) -> Rows:
    """From an emergency screen straight to the same screens about another child of this chat."""
    named = [
        Button(label(turn, "it_is", name=name_of(turn, case)), f"worse_for:{mark}")
        for case in turn.others
        if (mark := case_marks.mark(case.case_id)) and not child_states.has_died(case.child_states)
    ]
    if len(named) <= MOST_NAMED:
        return [[one] for one in named]
    return [[button(turn, "other_child", "another")]]


SUBJECT = re.compile("[:<]")
"""Ends the first part of what a place is about."""
WHICH_CHILD = ("children", "name_first", "name_other", "name_this")
"""Screens about which child it is: there also after one has died."""


def go(
    turn: Turn, name: str, about: str = "", *, anew: bool = False, note: str = "", undo: str = ""
) -> None:
    """Takes the member to a screen: in place of the one pressed, or as a new message.

    `note` is said first. After a typed answer `undo` is the data of a button that takes it back;
    after a press the screen's own way back does that.
    """
    now = view(turn, Place(name, about))
    if not now.alone and name not in WHICH_CHILD and in_silence(turn):
        note = undo = ""
        if not now.in_grief:
            name, about = "died", ""
            now = view(turn, Place(name))
    edit = None if anew or now.alone or where(turn).alone else turn.pressed
    if turn.member is not None:
        newest = max(turn.screen_id or 0, turn.pressed or 0, turn.typed or 0)
        turn.member.place = Place(name, about, alone=now.alone, after=newest)
        turn.member.expecting = now.expecting
    rows, text = [*now.rows], now.text
    if not now.alone and in_place.LEFT_AS_THEY_ARE.isdisjoint({name, SUBJECT.split(about)[0]}):
        labels = [one.label for row in rows for one in row]
        text = in_place.with_words(turn, language(turn), text, labels)
    if undo and turn.typed is not None:
        rows.insert(len(rows) - 1, [button(turn, "undo", undo)])
    text = f"{note}\n\n{text}" if note else text
    turn.send(
        Show(
            text if now.says_child or now.in_grief else headed(turn, text),
            tuple(tuple(row) for row in rows),
            edit=edit,
            leave_behind=worse_only(turn),
        ),
        priority=Priority.EMERGENCY if now.alone else Priority.ANSWER,
    )


def nickname(turn: Turn) -> str:
    """What this adult calls the child of this case; empty while their chat has one child."""
    return turn.member.nickname if turn.member else ""


def eldest_first(turn: Turn) -> list[Case]:
    """The cases of this chat in the order in which they were begun."""
    return sorted(turn.cases, key=lambda case: (case.created_at, case.case_id))


def name_of(turn: Turn, case: Case) -> str:
    """What this adult calls the child of a case; by its number while they have not said."""
    number = next(n for n, one in enumerate(eldest_first(turn), 1) if one is case)
    return case.member(turn.chat_id).nickname or label(turn, "child_number", number=number)


def headed(turn: Turn, text: str) -> str:
    """The text below a line that says which child it is about, where there are several."""
    name = nickname(turn)
    return f"{render(turn, 'about_child', nickname=name)}\n{text}" if name else text


def in_silence(turn: Turn) -> bool:
    """Whether a child has died: then nothing is shown but help for anyone."""
    return turn.case is not None and child_states.has_died(turn.case.child_states)


def where(turn: Turn) -> Place:
    """Where the member is: the first message before consent."""
    here = turn.member.place if turn.member else None
    return here or Place("first")


def is_at(turn: Turn, name: str, about: str) -> bool:
    """Whether the member is at just this screen."""
    place = where(turn)
    return (place.screen, place.about) == (name, about)


def is_at_now(turn: Turn, name: str, about: str) -> bool:
    """Whether the button pressed is one of this very screen: only those may lower anything."""
    return is_at(turn, name, about) and not turn.pressed_is_old


def was_seen(turn: Turn) -> bool:
    """Whether what the parent did answers the present screen: it was there to be read before."""
    place = where(turn)
    if turn.pressed is not None:
        return turn.pressed > place.after
    shown = turn.screen_id or 0
    return shown > place.after and (turn.typed or 0) > shown


def present(turn: Turn) -> Place:
    """Where the member is; the menu, if it is a place that only a former version knew."""
    place = where(turn)
    return place if exists(turn, place) else Place("menu")


def exists(turn: Turn, place: Place) -> bool:
    """Whether this version knows the place, and it is there for this case."""
    try:
        view(turn, place)
    except LookupError:
        return False
    return True


def stay(turn: Turn, note: str = "") -> None:
    """Shows the present screen again, below what was said; the first message before consent."""
    place = present(turn)
    go(turn, place.screen, place.about, anew=True, note=note)


def labels_here(turn: Turn) -> list[str]:
    """The words of every answer to the present screen: typing them is an answer."""
    if turn.case is None:
        return []
    shown = view(turn, present(turn))
    return [one.label for row in [*shown.rows, shown.lines] for one in row]


def say(turn: Turn, template: str, rows: Rows | None = None, **values: object) -> None:
    """Says something that is no place to be: the present screen stays the present one."""
    turn.send(
        Show(
            render(turn, template, **values),
            tuple(tuple(row) for row in rows or []),
            leave_behind=worse_only(turn),
        )
    )


def tongue(turn: Turn) -> str:
    """The member's language, or the one their Telegram speaks: "en", wherever they live."""
    return turn.member.language if turn.member else turn.language


def language(turn: Turn) -> str:
    """The same as it is written where they live, "en-british": what words are looked up by."""
    return as_written(turn, tongue(turn))


def as_written(turn: Turn, spoken: str) -> str:
    """Any language as it is written where the member lives, or their Telegram says they do."""
    country = turn.member.country if turn.member else turn.likely_country
    return turn.texts.variant(spoken, country)


def render(turn: Turn, template: str, **values: object) -> str:
    return turn.texts.render(language(turn), template, **values)


def inner(turn: Turn, template: str, **values: object) -> str:
    """The text of a template that is put into another: it is not escaped a second time."""
    return Markup(render(turn, template, **values))  # noqa: S704 - escaped just now


def label(turn: Turn, key: str, **values: object) -> str:
    return turn.texts.label(language(turn), key, **values)


def script_text(turn: Turn, spoken: str, name: str, **values: object) -> str:
    """Words to say in a language there are scripts in, as it is written here."""
    return turn.texts.script(as_written(turn, spoken), name, **values)


def script_label(turn: Turn, spoken: str, key: str, **values: object) -> str:
    """A short text in a language there are scripts in, as it is written here."""
    return turn.texts.script_label(as_written(turn, spoken), key, **values)


def typed_for(turn: Turn, key: str) -> tuple[str, ...]:
    """What may be typed in place of a common answer, as the language's labels list it."""
    every: dict[str, None] = {}
    for written in (language(turn), tongue(turn)):
        words = turn.texts.label(written, f"typed_{key}").split(",")
        every |= dict.fromkeys(word.strip() for word in words)
    return tuple(every)


def button(turn: Turn, key: str, data: str) -> Button:
    """A button with the words of a label."""
    return Button(label(turn, key), data)


def worse(turn: Turn) -> Button:
    """The way to the emergency screens, on every screen, for ever; after a death, to help."""
    if in_silence(turn):
        return button(turn, "need_help", "w")
    return button(turn, "worse" if turn.case else "unwell", "w")


def worse_only(turn: Turn) -> Keyboard:
    return ((worse(turn),),)


def back_to_card(turn: Turn) -> list[Button]:
    return [button(turn, "back_to_card", "card"), worse(turn)]
