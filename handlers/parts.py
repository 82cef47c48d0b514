"""Going deeper, part by part, in any order: what is left, what it changed, where to go on."""

from handlers import reading
from handlers.answers import take_back
from handlers.card import still
from handlers.context import Turn
from handlers.next_step import compared, has_card, proceed, time_differs
from handlers.presses import press, stale
from handlers.questions import page
from handlers.returning import asks_since
from handlers.screens import Rows, View, back_to_card, button, go, label, render, screen
from state.assessments.assessment import Item
from state.assessments.parts import Part
from state.effects import Button


@press("rest")
def _on_rest(turn: Turn, arguments: list[str]) -> None:
    """The questions after the card: as many as one likes, they can only add."""
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    elif _something_comes_first(turn):
        proceed(turn)
    else:
        go(turn, "parts", arguments[0])


def _something_comes_first(turn: Turn) -> bool:
    """After a time away no question is asked before whether a doctor spoke, and danger signs."""
    return asks_since(turn) or reading.present(turn).dangers_are_old


@screen("parts")
def _parts(turn: Turn, about: str) -> View:
    """The parts with how far one is in each; those that are done come last."""
    every = sorted(reading.present(turn).asked.parts, key=lambda part: part.state == "done")
    names, rest = page([part.id for part in every], about)
    shown = [part for part in every if part.id in names]
    rows: Rows = [[Button(name(turn, part), f"part:{part.id}")] for part in shown]
    if rest:
        rows.append([button(turn, "more", f"rest:{rest}")])
    text = render(
        turn,
        "parts",
        parts=[(name(turn, part), label(turn, f"state_{part.state}")) for part in shown],
        all_done=not any(part.open for part in every),
        danger=reading.in_danger(turn),
        still=still(turn),
    )
    return View(text, [*rows, back_to_card(turn)])


def name(turn: Turn, part: Part) -> str:
    return label(turn, f"part_{part.id}")


@press("part")
def _on_part(turn: Turn, arguments: list[str]) -> None:
    part = _part(turn, arguments[0])
    if part is None:
        stale(turn)
    elif _something_comes_first(turn):
        proceed(turn)
    elif part.open:
        go(turn, "ask", part.open[0].id)
    else:
        go(turn, "part_done", part.id)


def _part(turn: Turn, part_id: str) -> Part | None:
    """The part of this name, where there is a card for it to hang on."""
    if not has_card(turn) or not reading.card_is_due(turn):
        return None
    return reading.present(turn).asked.part(part_id)


def is_deeper(turn: Turn, item: Item) -> bool:
    """Whether this question is one of those offered from the card."""
    return item.part is not None and not reading.present(turn).asked.before_card(item)


def way_out(turn: Turn, item: Item) -> list[Button]:
    """A question asked from the card can be left at any time."""
    return [button(turn, "stop_here", f"stop:{item.part}")] if is_deeper(turn, item) else []


@press("stop")
def _on_stop(turn: Turn, arguments: list[str]) -> None:
    part = _part(turn, arguments[0])
    if part is None:
        stale(turn)
    else:
        _leave(turn, part)


def onward(turn: Turn, item: Item, *, undo: str = "", note: str = "") -> None:
    """After an answer: the part goes on. A more urgent time shows its card at once.

    A list half gone through is finished first, unless danger was found in it.
    """
    present, part = reading.present(turn), _part(turn, item.part or "")
    following = present.asked.next_in_part(item)
    if part is None or present.danger_is_news or _something_comes_first(turn):
        proceed(turn, note=note, undo=undo)
    elif following is not None and (following is item or present.now_is.shown):
        go(turn, "ask", following.id, note=note, undo=undo)
    else:
        _leave(turn, part, undo, note)


def _leave(turn: Turn, part: Part, undo: str = "", note: str = "") -> None:
    """The end of a part, or a stop in it: a changed time shows its card, else that is said."""
    if time_differs(turn):
        _card_with_change(turn, note, undo)
        return
    said = [note, render(turn, "time_stays", still=still(turn)), compared(turn, part.items)]
    go(turn, "part_done", part.id, note="\n".join(filter(None, said)), undo=undo)


def _card_with_change(turn: Turn, note: str, undo: str) -> None:
    if turn.member is not None:
        turn.member.returning = "change"
    proceed(turn, note=note, undo=undo)


@screen("part_done")
def _part_done(turn: Turn, about: str) -> View:
    """The end of a part, or where the parent stopped in it: nothing is lost, and what is next."""
    asked = reading.present(turn).asked
    part = asked.part(about)
    if part is None:  # a changed answer has taken its questions away
        return _parts(turn, "")
    rows: Rows = []
    following = next((one for one in asked.parts if one.open and one.id != about), None)
    if part.open:
        rows.append([button(turn, "go_on", f"part:{about}")])
    if following:
        rows.append(
            [Button(label(turn, "next_part", part=name(turn, following)), f"part:{following.id}")]
        )
    rows.append([button(turn, "all_parts", "rest")])
    text = render(
        turn, "part_done", part=name(turn, part), left=len(part.open), more=following is not None
    )
    return View(text, [*rows, back_to_card(turn)])


def back(turn: Turn, item: Item) -> None:
    """Back within a part: its question before this one again, or the parts."""
    earlier = reading.present(turn).asked.before_in_part(item)
    if earlier is None:
        go(turn, "parts")
    else:
        take_back(turn, earlier)
        go(turn, "ask", earlier.id)
