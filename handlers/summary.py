"""/summary: one page for the clinic, as a file or pictures, and a short text to forward.

A button's data carries what is left out, so that two messages never change each other's page:
"sheet:pdf:ti" is a PDF without what they were told and without the insurance.
"""

import msgspec
from telegram import Update

from handlers import reading, scripts, sheet
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    as_written,
    back_to_card,
    button,
    go,
    headed,
    in_silence,
    label,
    render,
    screen,
    script_label,
    stay,
    worse_only,
)
from handlers.topics import with_help_first
from state.effects import Button, Document
from state.plan import fonts
from state.plan.sheet import Copy, Form, Group, Section
from state.plan.sheet_words import SheetWords

LETTERS = {name[0]: name for name in sheet.PARTS}
FORMS: dict[str, Form] = {"pdf": "pdf", "png": "png"}
MOST_SAID = 4
"""Lines of each part in the short text."""


async def on_summary(_update: Update, context: TurnContext) -> None:
    """/summary: before there is a card, the present question."""
    turn = context.turn
    if _may(turn):
        go(turn, "summary", anew=True)
    else:
        stay(turn)


def _may(turn: Turn) -> bool:
    return turn.case is not None and not in_silence(turn) and reading.card_is_due(turn)


def _without(letters: str) -> tuple[str, ...]:
    """The parts that these letters leave out; letters nobody knows leave out nothing."""
    return tuple(name for letter, name in LETTERS.items() if letter in letters)


def _named(turn: Turn, without: tuple[str, ...]) -> list[str]:
    return [label(turn, f"leaves_{name}") for name in without]


@screen("summary")
def _summary(turn: Turn, about: str) -> View:
    """What is on the page, what is not, and the ways to have it."""
    without = _without(about)
    named = {"on": _named(turn, _left(without)), "out": _named(turn, without)}
    own, clinic = (scripts.name_of(turn, one) for one in scripts.languages(turn))
    text = with_help_first(turn, "summary", own=own, clinic=clinic, **named)
    rows: Rows = [
        [
            button(turn, "sheet_pdf", f"sheet:pdf:{about}"),
            button(turn, "sheet_png", f"sheet:png:{about}"),
        ],
        [button(turn, "summary_text", f"summary_text:{about}")],
        [button(turn, "summary_parts", f"summary_parts:{about}")],
    ]
    return View(text, [*rows, back_to_card(turn)])


def _left(without: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in sheet.PARTS if name not in without)


@screen("summary_parts")
def _parts(turn: Turn, about: str) -> View:
    """What to leave out: each part is a button that leaves it out, or puts it back."""
    without = _without(about)
    rows: Rows = [[_toggle(turn, letter, without)] for letter in LETTERS]
    rows.append([button(turn, "summary_done", f"summary:{about}")])
    text = render(turn, "summary_parts", out=_named(turn, without))
    return View(text, [*rows, back_to_card(turn)])


def _toggle(turn: Turn, letter: str, without: tuple[str, ...]) -> Button:
    name = LETTERS[letter]
    after = "".join(one for one in LETTERS if (LETTERS[one] in without) != (one == letter))
    key = "put_back" if name in without else "leave_out"
    return Button(label(turn, key, part=label(turn, f"leaves_{name}")), f"summary_parts:{after}")


@screen("summary_text")
def _text(turn: Turn, about: str) -> View:
    """The same in a few lines, to be forwarded: in the parent's language, or in the clinic's."""
    letters, _, spoken = about.partition(".")
    own, clinic = scripts.languages(turn)
    copies = sheet.page(turn, "pdf", _without(letters)).copies
    copy = next((one for one in copies if one.language == (spoken or own)), copies[-1])
    other = next((one for one in (own, clinic) if one != copy.language), "")
    rows: Rows = [
        [
            button(turn, "summary_parts", f"summary_parts:{letters}"),
            button(turn, "summary", f"summary:{letters}"),
        ]
    ]
    if other:
        offer = script_label(turn, other, "name")
        rows.insert(0, [Button(offer, f"summary_text:{letters}.{other}")])
    return View(render(turn, "summary_text", **_short(turn, copy)), [*rows, back_to_card(turn)])


def _short(turn: Turn, copy: Copy) -> dict[str, object]:
    """The first lines of each part, below what they are: what is missing never looks like had.

    What is empty says so, and a sign that is not named never looks like a no.
    """
    words, sections = (
        content(turn).sheet[as_written(turn, copy.language)],
        (*copy.left, *copy.right),
    )
    return {
        "made": copy.made,
        "interpreter": copy.interpreter,
        "glance": [(one.label, one.text) for one in copy.glance],
        "parts": [
            (_heading(section, group), _lines(group, words))
            for section in sections
            for group in section.groups
            if group.lines or group.empty
        ],
        "notes": [section.note for section in sections if section.note],
        "foot": copy.foot,
    }


def _heading(section: Section, group: Group) -> str:
    return f"{section.title}. {group.title}" if group.title else section.title


def _lines(group: Group, words: SheetWords) -> list[str]:
    shown = [f"{line.when} {line.text}".strip() for line in group.lines[:MOST_SAID]]
    further = len(group.lines) - len(shown)
    more = [words.say("and_more", count=further)] if further else []
    return [*shown, *more] or [group.empty]


def _on(name: str) -> None:
    @press(name)
    def show(turn: Turn, arguments: list[str]) -> None:
        if _may(turn):
            go(turn, name, arguments[0])
        else:
            stale(turn)


for _name in ("summary", "summary_parts", "summary_text"):
    _on(_name)


@press("sheet")
def _on_sheet(turn: Turn, arguments: list[str]) -> None:
    """Sends the page: as a PDF to print and send on, or as a picture of each of its pages."""
    form, about = FORMS.get(arguments[0]), arguments[-1] if len(arguments) > 1 else ""
    if form is None or not _may(turn):
        stale(turn)
        return
    page = sheet.page(turn, form, _without(about))
    own = page.copies[-1]
    instead = headed(turn, render(turn, "summary_text", **_short(turn, own)))
    caption = headed(turn, render(turn, "summary_file"))
    turn.send(
        Document(f"{label(turn, 'sheet_file')}.{form}", page, caption, instead, worse_only(turn))
    )
    go(turn, "summary_sent", f"{form}.{about}", anew=True)


@screen("summary_sent")
def _sent(turn: Turn, about: str) -> View:
    """Below the page: what is to be written in, and the other ways to have it."""
    form, _, letters = about.partition(".")
    other = "png" if form == "pdf" else "pdf"
    rows: Rows = [
        [button(turn, f"sheet_{other}", f"sheet:{other}:{letters}")],
        [button(turn, "summary", f"summary:{letters}"), button(turn, "plan", "plan")],
    ]
    out, page = _without(letters), sheet.page(turn, "pdf", _without(letters))
    boxes = not fonts.can_draw(msgspec.json.encode(page).decode())
    text = render(turn, "summary_sent", form=form, out=_named(turn, out), boxes=boxes)
    return View(text, [*rows, back_to_card(turn)])
