"""How questions look: a list of signs, a choice, a checklist."""

from handlers import reading
from handlers.context import Turn
from handlers.screens import Rows, View, button, label, render, typed_for
from handlers.wording import of, short
from state.assessments.assessment import Item
from state.case import EVERY_LINE, UNSURE, Says
from state.effects import Button

PAGE = 4
"""Answers on one screen, beside "Not sure", "Back" and "Worse"."""
MOST_DIGITS = 4


def question(turn: Turn, item: Item, way_out: list[Button], first: str = "") -> View:
    """A question as it is shown, with these buttons below its answers."""
    if item.kind == "many":
        return checklist(turn, item, way_out, first)
    return (signs if item.kind == "signs" else choice)(turn, item, way_out)


def named(turn: Turn, item: Item) -> dict[str, Says]:
    """What this member said of single lines of a list so far."""
    value = reading.said(turn, item)
    if not isinstance(value, dict):
        return {}
    return {line: says for line, says in value.items() if line != EVERY_LINE}


def said_of(turn: Turn, item: Item) -> dict[str, Says]:
    """All that this member said of a list, "yes, one of these" included."""
    value = reading.said(turn, item)
    return dict(value) if isinstance(value, dict) else {}


def signs(
    turn: Turn, item: Item, way_out: list[Button], prefix: str = "", spoken_of: str = ""
) -> View:
    """A list of signs, answered as a whole. "None of these" comes last.

    Without a case, `prefix` carries what is known, and `spoken_of` is a line already settled.
    """
    said = named(turn, item) if turn.case else {spoken_of} & set(item.options)
    rows: Rows = [
        [button(turn, "yes_one", f"{prefix}a:{item.id}:yes")],
        [button(turn, "unsure", f"{prefix}a:{item.id}:{UNSURE}")],
    ]
    if item.one_of_these and turn.case:
        rows[1].append(button(turn, "not_with_child", f"l:{item.id}"))
    none = "none_of_the_others" if said else "none_of_these"
    rows.append([button(turn, none, f"{prefix}a:{item.id}:none")])
    out = [b for b in way_out if not (item.one_of_these and b.data == "w")]
    lines = [of(turn, item).options[name].line for name in item.options if name not in said]
    synonyms: dict[str, tuple[str, ...]] = {
        f"{prefix}a:{item.id}:none": typed_for(turn, "none"),
        f"{prefix}a:{item.id}:yes": typed_for(turn, "yes"),
        f"{prefix}a:{item.id}:{UNSURE}": typed_for(turn, "unsure"),
    }
    text = _text(turn, item, lines)
    typed = [] if prefix else _by_line(turn, item, synonyms)
    return View(
        text,
        [*rows, out] if out else rows,
        lines=typed,
        synonyms=synonyms,
        alone=item.one_of_these,
    )


def _by_line(turn: Turn, item: Item, synonyms: dict[str, tuple[str, ...]]) -> list[Button]:
    """The lines of a list as typed answers, in the order they stand there."""
    buttons = []
    for name in item.options:
        data = f"y:{item.id}:{name}"
        buttons.append(Button(short(turn, item, name), data))
        synonyms[data] = of(turn, item).options[name].words
    return buttons


def choice(turn: Turn, item: Item, way_out: list[Button]) -> View:
    """One of a few; every option on a button of its own."""
    chosen = [Button(short(turn, item, name), f"a:{item.id}:{name}") for name in item.options]
    wide = 2 if len(chosen) > PAGE else 1
    rows: Rows = [chosen[i : i + wide] for i in range(0, len(chosen), wide)]
    last = [button(turn, "unsure", f"a:{item.id}:{UNSURE}")]
    if item.phase == "reason" and item.enable_when is None:
        last.append(button(turn, "someone_else", "someone"))
    synonyms = {f"a:{item.id}:{name}": of(turn, item).options[name].words for name in item.options}
    synonyms[f"a:{item.id}:{UNSURE}"] = typed_for(turn, "skip")
    return View(_text(turn, item, []), [*rows, last, way_out], synonyms=synonyms)


def page_number(text: str) -> int:
    """Where a page begins, as its button says; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS else 0


def page(names: list[str], first: str) -> tuple[list[str], int]:
    """One page of names from the one numbered `first`, and where the next begins (0: nowhere)."""
    start = page_number(first) if page_number(first) < len(names) else 0
    end = start + PAGE
    return names[start:end], end if end < len(names) else 0


def checklist(turn: Turn, item: Item, way_out: list[Button], first: str = "") -> View:
    """As many as fit, four on a page; what is chosen goes from the buttons into the text."""
    said = named(turn, item)
    shown, rest = page([name for name in item.options if name not in said], first)
    rows: Rows = [[Button(short(turn, item, n), f"m:{item.id}:{n}")] for n in shown]
    if rest:
        rows.append([button(turn, "more", f"mp:{item.id}:{rest}")])
    rows.append(
        [
            button(turn, "done", f"a:{item.id}:done"),
            button(turn, "unsure", f"a:{item.id}:all_unsure"),
        ]
    )
    chosen = [short(turn, item, name) for name, says in said.items() if says == "yes"]
    return View(_text(turn, item, [], ", ".join(chosen)), [*rows, way_out])


def _text(turn: Turn, item: Item, lines: list[str], chosen: str = "") -> str:
    words = of(turn, item)
    asked = reading.asked(turn) if turn.case else None
    left = asked.left() if asked and asked.before_card(item) else 0
    return render(
        turn,
        "ask",
        heading=words.ask,
        lines=lines,
        chosen=chosen,
        fold=words.note,
        left=label(turn, "left", count=left) if left else "",
    )
