"""Going deeper, part by part, in any order: what is left, what it changed, where to go on."""

from handlers import reading
from handlers.answers import note_answer, take_back
from handlers.card import still, watch_for
from handlers.context import Turn
from handlers.next_step import compared, has_card, proceed, time_differs
from handlers.presses import press, stale
from handlers.questions import page
from handlers.returning import asks_since
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    is_at_now,
    label,
    render,
    screen,
    worse,
)
from handlers.wording import heading
from state.assessments import facts as case_facts
from state.assessments.assessment import Item
from state.assessments.parts import Part
from state.case import UNSURE
from state.effects import Button


@press("rest")
def _on_rest(turn: Turn, arguments: list[str]) -> None:
    """The questions after the card: as many as one likes, they can only add."""
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    elif _something_comes_first(turn):
        proceed(turn)
    else:
        leave_walk(turn)
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
        leave_walk(turn)
        go(turn, "ask", part.open[0].id)
    else:
        go(turn, "part_done", part.id)


def leave_walk(turn: Turn) -> None:
    """Whoever goes to the questions of the card is in no other assessment; its answers stay."""
    if turn.member is not None:
        turn.member.walk = None


def _part(turn: Turn, part_id: str) -> Part | None:
    """The part of this name, where there is a card for it to hang on."""
    if not has_card(turn) or not reading.card_is_due(turn):
        return None
    return reading.present(turn).asked.part(part_id)


def is_deeper(turn: Turn, item: Item) -> bool:
    """Whether this question is asked from the card, or came up there by an answer.

    In a new round of the danger signs it is one of the way back to the card.
    """
    if item.part is None:
        return False
    in_a_round = turn.member is not None and turn.member.returning == "round"
    came_up = has_card(turn) and not in_a_round
    return came_up or not reading.present(turn).asked.before_card(item)


def way_out(turn: Turn, item: Item) -> list[Button]:
    """A question asked from the card can be left at any time."""
    if not is_deeper(turn, item):
        return []
    return [button(turn, "stop_here", f"stop:{item.part}:{item.id}")]


@press("stop")
def _on_stop(turn: Turn, arguments: list[str]) -> None:
    part = _part(turn, arguments[0])
    item = reading.find_item(turn, arguments[-1])
    if part is None:
        stale(turn)
    elif item in part.open and item is not None and _decides(turn, item):
        go(turn, "stop_first", item.id)
    else:
        leave(turn, part)


def _decides(turn: Turn, item: Item) -> bool:
    """Whether this question may still tell an emergency from less."""
    return item.decides and not reading.in_danger(turn)


@screen("stop_first")
def _stop_first(turn: Turn, about: str) -> View:
    """Stopping at a question that decides: once more, with what it means not to answer it."""
    rows: Rows = [
        [button(turn, "answer_it", f"ask:{about}")],
        [button(turn, "stop_here", f"skip:{about}"), worse(turn)],
    ]
    return View(render(turn, "stop_first", ask=heading(turn, reading.item(turn, about))), rows)


@press("skip")
def _on_skip(turn: Turn, arguments: list[str]) -> None:
    """Stopped twice: it counts as not sure, and what that means is shown."""
    item = reading.find_item(turn, arguments[0])
    if turn.case is None or item is None or not is_at_now(turn, "stop_first", item.id):
        stale(turn)
        return
    undo = note_answer(turn, item, UNSURE)
    note = "" if reading.present(turn).danger_is_news else render(turn, "counted_unsure")
    onward(turn, item, undo=undo, note=note, stopping=True)


def onward(
    turn: Turn, item: Item, *, undo: str = "", note: str = "", stopping: bool = False
) -> None:
    """After an answer: the part goes on. A more urgent time shows its card at once.

    A list half gone through is finished first, unless danger was found in it. A question that an
    answer has made pressing comes before the part's next one, and before the card.
    """
    present, part = reading.present(turn), _part(turn, item.part or "")
    following, first = present.asked.next_in_part(item), present.asked.comes_first()
    if part is None or present.danger_is_news or _something_comes_first(turn):
        proceed(turn, note=note, undo=undo)
    elif following is not item and first is not None and not present.in_danger:
        go(turn, "ask", first.id, note=note, undo=undo)
    elif not stopping and following and (following is item or present.now_is.shown):
        go(turn, "ask", following.id, note=note, undo=undo)
    else:
        leave(turn, part, undo, note)


def leave(turn: Turn, part: Part, undo: str = "", note: str = "") -> None:
    """The end of a part, or a stop in it: a changed time shows its card, else that is said."""
    if time_differs(turn):
        _card_with_change(turn, note, undo)
        return
    time = render(turn, "time_stays", still=still(turn))
    said = [note, time, news_on_card(turn, part), compared(turn, part.items)]
    go(turn, "part_done", part.id, note="\n".join(filter(None, said)), undo=undo)


def news_on_card(turn: Turn, part: Part) -> str:
    """What the answers of a part have put on the card beside the time."""
    here = {item.id for item in part.items}
    others = [answer for answer in reading.answers(turn) if answer.item not in here]
    before = watch_for(turn, case_facts.facts(reading.library(turn), others))
    watch = [sign for sign in watch_for(turn) if sign not in before]
    far = "far" in here and reading.present(turn).asked.is_true("far is yes")
    return render(turn, "news_on_card", watch=watch, far=far) if watch or far else ""


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
    else:
        rows.append([button(turn, "assessments", "assessments")])
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
