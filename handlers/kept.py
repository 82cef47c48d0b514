"""What the family was told, kept: typed after a button or chosen, shown, taken back in one tap.

It fills the words to say. Where a topic asks for it, `buttons` stand on the topic and lead back.
"""

from collections.abc import Iterable

from handlers import reading
from handlers.context import Turn
from handlers.expected import takes
from handlers.presses import press, stale
from handlers.rights import may_type
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    exists,
    go,
    label,
    render,
    screen,
    stay,
    where,
)
from state import kept
from state.case import UNSURE, Place
from state.effects import Button

ON_A_PAGE = 4


def texts(turn: Turn) -> dict[str, str]:
    """What is known, by id: a typed text as it was typed, a choice as it is said."""
    return {name: _said(turn, name, value) for name, value in typed(turn).items()}


def typed(turn: Turn) -> dict[str, str]:
    """What is known, by id, as it is kept: of a choice the option."""
    return kept.known(turn.case) if turn.case else {}


def buttons(turn: Turn, keeps: Iterable[str], topic: str = "") -> list[Button]:
    """A button for each of these ids; from a topic they lead back to it."""
    return [button(turn, f"keep_{name}", f"fill_in:{name}:{topic}") for name in keeps]


def _said(turn: Turn, name: str, value: str) -> str:
    if value == UNSURE:
        return label(turn, "answer_unsure")
    return label(turn, f"goal_{value}") if kept.KEEPS[name].options else value


def _quoted(name: str) -> bool:
    """A clinician's words stand in quotation marks: they are theirs, not ours."""
    return kept.KEEPS[name].clinicians


@press("fill")
def _on_fill(turn: Turn, arguments: list[str]) -> None:
    _if_due(turn, "fill", arguments[0])


@screen("fill")
def _fill(turn: Turn, about: str) -> View:
    """Everything that has a place, four a page, with what is there already."""
    names = kept.fitting(reading.facts(turn).trigger)
    page = int(about) if about.isdecimal() else 0
    first = page * ON_A_PAGE
    shown = buttons(turn, names[first : first + ON_A_PAGE])
    rows: Rows = [row for row in (shown[:2], shown[2:]) if row]
    following = str(page + 1) if first + ON_A_PAGE < len(names) else ""
    rows.append([button(turn, "more", f"fill:{following}"), button(turn, "words", "words")])
    values = [
        (label(turn, f"keep_{name}"), _said(turn, name, one.value or ""), _quoted(name))
        for name, one in kept.newest(reading.case(turn)).items()
        if name in kept.KEEPS
    ]
    return View(render(turn, "fill", kept=values), [*rows, back_to_card(turn)])


@press("fill_in")
def _on_fill_in(turn: Turn, arguments: list[str]) -> None:
    if arguments[0] not in kept.KEEPS:
        stale(turn)
    else:
        _if_due(turn, "fill_in", ":".join(arguments))


@screen("fill_in")
def _fill_in(turn: Turn, about: str) -> View:
    """One thing to keep: buttons where it is a choice, else what is typed next."""
    name, _, topic = about.partition(":")
    topic = topic if _is_topic(turn, topic) else ""
    keep, now = kept.KEEPS[name], kept.newest(reading.case(turn)).get(name)
    rows: Rows = [
        [button(turn, f"goal_{option}", f"fill_as:{name}:{option}:{topic}")]
        for option in keep.options
    ]
    rows += [[button(turn, "unsure", f"fill_as:{name}:{UNSURE}:{topic}")]] if keep.options else []
    if now is not None and now.by == turn.chat_id:
        rows.append([button(turn, "forget", f"fill_as:{name}::{topic}")])
    rows.append([_way_back(turn, topic), back_to_card(turn)[1]])
    text = render(
        turn,
        "fill_in",
        keep=name,
        now=_said(turn, name, now.value or "") if now else "",
    )
    return View(text, rows, expecting=None if keep.options else "kept")


def _is_topic(turn: Turn, topic: str) -> bool:
    """Only the way back to a page that exists is carried along in buttons."""
    return any(one.id == topic for _, one in reading.library(turn).topics)


def _way_back(turn: Turn, topic: str) -> Button:
    return button(turn, "back", f"topic:{topic}" if topic else "fill")


@press("fill_as")
def _on_fill_as(turn: Turn, arguments: list[str]) -> None:
    """A choice, "Not sure", or forgetting; a choice of a former version is none."""
    name, value, topic = [*arguments, "", ""][:3]
    keep = kept.KEEPS.get(name)
    if keep is None or value not in {*keep.options, UNSURE, ""} or not _is_due(turn):
        stale(turn)
        return
    kept.keep(reading.case(turn), name, value or None, by=turn.chat_id, at=turn.now)
    _back(turn, topic, name, _holds(turn, name))


@takes("kept", questions=True)
def keep_text(turn: Turn, _about: str, text: str) -> None:
    """Keeps what was typed on a screen that asked for it, and reads it back with a way to undo."""
    name, _, topic = where(turn).about.partition(":")
    line = kept.one_line(name, text)
    if line is None:
        go(turn, "fill_in", f"{name}:{topic}", anew=True, note=_too_long(turn, name, text))
        return
    added = kept.keep(
        reading.case(turn), name, line, by=turn.chat_id, at=turn.now, message_id=turn.typed
    )
    _back(turn, topic, name, line, undo=f"unfill:{added.number}")


def _too_long(turn: Turn, name: str, text: str) -> str:
    most = kept.KEEPS[name].longest
    return render(turn, "too_long", most=most, length=kept.length(text))


def correct_text(turn: Turn, message_id: int, text: str) -> None:
    """An edited message corrects what it put here, if that still holds; the screen stays."""
    case = reading.case(turn)
    found = kept.typed_in(case, turn.chat_id, message_id)
    if found is None or not may_type(turn, "kept"):
        return
    line = kept.one_line(found.keep, text)
    if line is None:
        stay(turn, _too_long(turn, found.keep, text))
        return
    kept.keep(case, found.keep, line, by=turn.chat_id, at=turn.now, message_id=message_id)
    stay(turn, _filled(turn, found.keep, line))


def _back(turn: Turn, topic: str, name: str, value: str, undo: str = "") -> None:
    """To where it was asked for; said first is what is kept now, or that nothing is."""
    to = Place("topic", topic) if topic and exists(turn, Place("topic", topic)) else Place("fill")
    go(turn, to.screen, to.about, note=_filled(turn, name, value), undo=undo)


def _filled(turn: Turn, name: str, value: str) -> str:
    said = _said(turn, name, value) if value else ""
    what = label(turn, f"keep_{name}")
    return render(turn, "filled", label=what, said=said, quoted=_quoted(name))


@press("unfill")
def _on_unfill(turn: Turn, arguments: list[str]) -> None:
    """Undo: what held before holds again."""
    number = int(arguments[0]) if arguments[0].isdecimal() else 0
    if not _is_due(turn):
        stale(turn)
        return
    back = kept.undo(reading.case(turn), number, by=turn.chat_id, at=turn.now)
    if back is None:
        stale(turn)
    else:
        _back(turn, "", back.keep, _holds(turn, back.keep))


def _holds(turn: Turn, name: str) -> str:
    """What is kept now; after a taking back that may be what the other adult was told.

    If this member may see it: what they press works on the case itself, what they read does not.
    """
    now = kept.newest(reading.case(turn.as_seen())).get(name)
    return (now.value or "") if now else ""


def _is_due(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


def _if_due(turn: Turn, name: str, about: str) -> None:
    if _is_due(turn):
        go(turn, name, about)
    else:
        stale(turn)
