"""Lists of signs, line by line: which one it is, and what to do where one is not sure."""

from handlers import reading
from handlers.answers import note_answer
from handlers.assessment import after
from handlers.context import Turn
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.questions import named, page, said_of
from handlers.screens import Rows, View, button, go, is_at, render, screen, was_seen, where, worse
from handlers.wording import home_check, line, lines, short
from state.assessments.assessment import Item
from state.case import EVERY_LINE, Says
from state.effects import Button


@screen("which")
def _which(turn: Turn, about: str) -> View:
    """Which of the lines it is: tapped one by one, four on a page, then "Done"."""
    item_id, _, first = about.partition("/")
    item = reading.item(turn, item_id)
    said = named(turn, item)
    open_lines = [name for name in item.options if name not in said]
    shown, rest = page(open_lines, first)
    rows: Rows = [[Button(short(turn, item, name), f"y:{item.id}:{name}")] for name in shown]
    if rest:
        rows.append([button(turn, "more", f"yp:{item.id}:{rest}")])
    rows.append([button(turn, "done", f"y_done:{item.id}")])
    chosen = ", ".join(short(turn, item, name) for name, says in said.items() if says == "yes")
    text = render(turn, "which", emergency=item.one_of_these, chosen=chosen)
    return View(text, [*rows, [worse(turn)]])


@press("which")
def _on_which(turn: Turn, _arguments: list[str]) -> None:
    item = reading.present(turn).asked.unnamed_screen() if turn.case else None
    if item is None:
        stale(turn)
    else:
        go(turn, "which", item.id, anew=True)


@press("yp")
def _on_more_lines(turn: Turn, arguments: list[str]) -> None:
    _to_page(turn, "which", arguments)


@press("qp")
def _on_more_unsure_lines(turn: Turn, arguments: list[str]) -> None:
    _to_page(turn, "which_unsure", arguments)


def _to_page(turn: Turn, name: str, arguments: list[str]) -> None:
    item = _list(turn, arguments)
    if item is None:
        stale(turn)
    else:
        go(turn, name, f"{item.id}/{arguments[-1]}")


@press("y")
def _on_line(turn: Turn, arguments: list[str]) -> None:
    """One line was named: it counts at once, the rest stays as it was."""
    item, name = _line(turn, arguments)
    if item is None:
        stale(turn)
        return
    said: dict[str, Says] = {**said_of(turn, item), name: "yes"}
    at_this_list = where(turn).about.partition("/")[0] == item.id
    if item.one_of_these and not (where(turn).screen == "which" and at_this_list):
        undo = note_answer(turn, item, {**said, EVERY_LINE: "yes"})
        go(turn, "emergency", anew=True, undo=undo)
        return
    note_answer(turn, item, dict(said))
    go(turn, "which", item.id)


@press("y_done")
def _on_lines_done(turn: Turn, arguments: list[str]) -> None:
    item = _list(turn, arguments)
    if item is None:
        stale(turn)
    elif item.one_of_these:
        proceed_from_danger(turn)
    else:
        said = named(turn, item)
        after(turn, item, note_answer(turn, item, {**said, EVERY_LINE: "no" if said else "yes"}))


def proceed_from_danger(turn: Turn) -> None:
    """Back to the emergency card, which now knows which first-aid line fits."""
    go(turn, "emergency", anew=True)


@screen("which_unsure")
def _which_unsure(turn: Turn, about: str) -> View:
    item_id, _, first = about.partition("/")
    item = reading.item(turn, item_id)
    open_lines = [name for name in item.options if name not in named(turn, item)]
    shown, rest = page(open_lines, first)
    rows: Rows = [[Button(short(turn, item, name), f"q:{item.id}:{name}")] for name in shown]
    if rest:
        rows.append([button(turn, "more", f"qp:{item.id}:{rest}")])
    rows.append([button(turn, "cannot_say", f"a:{item.id}:all_unsure")])
    rows.append([button(turn, "back", f"ask:{item.id}"), worse(turn)])
    return View(render(turn, "which_unsure"), rows, alone=item.one_of_these)


@press("ask")
def _on_ask(turn: Turn, arguments: list[str]) -> None:
    item = reading.find_item(turn, arguments[0]) if turn.case else None
    if item is None:
        stale(turn)
    else:
        go(turn, "ask", item.id)


@press("q")
def _on_unsure_line(turn: Turn, arguments: list[str]) -> None:
    """Not sure about one line: what can be looked at or tried at home, if anything."""
    item, name = _line(turn, arguments)
    if item is None:
        stale(turn)
    elif home_check(turn, item, name):
        go(turn, "home_check", f"{item.id}/{name}")
    else:
        _keep(turn, item, name, "unsure")


@screen("home_check")
def _home_check(turn: Turn, about: str) -> View:
    item_id, _, name = about.partition("/")
    item = reading.item(turn, item_id)
    rows = [
        [button(turn, "now_yes", f"h:{item_id}:{name}:yes")],
        [button(turn, "still_unsure", f"h:{item_id}:{name}:unsure")],
        [button(turn, "now_no", f"h:{item_id}:{name}:no")],
        [button(turn, "back", f"ask:{item_id}"), worse(turn)],
    ]
    text = render(
        turn, "home_check", line=line(turn, item, name), check=home_check(turn, item, name)
    )
    return View(text, rows, alone=item.one_of_these)


@press("h")
def _on_home_check(turn: Turn, arguments: list[str]) -> None:
    item, name = _line(turn, arguments)
    says = arguments[-1]
    if item is None or says not in _said_to_this_check(turn, item, name):
        stale(turn)
    else:
        _keep(turn, item, name, says)  # type: ignore[arg-type]


def _said_to_this_check(turn: Turn, item: Item, name: str) -> set[str]:
    """What a button can say: a yes at any time, more only of the check that is on the screen.

    A check of an emergency sign is a message of its own, and must have been there to be read.
    """
    seen = was_seen(turn) if item.one_of_these else not turn.pressed_is_old
    is_this = seen and is_at(turn, "home_check", f"{item.id}/{name}")
    return {"yes", "no", "unsure"} if is_this else {"yes"}


def _keep(turn: Turn, item: Item, name: str, says: Says) -> None:
    """Keeps what was said of one line, then asks about the others on the list."""
    undo = note_answer(turn, item, {**said_of(turn, item), name: says})
    if item.one_of_these and reading.in_danger(turn):
        go(turn, "emergency", anew=True, undo=undo)
    elif says == "yes" and not item.one_of_these:
        go(turn, "which", item.id)
    else:
        after(turn, item, undo)


@press("l")
def _on_not_with_child(turn: Turn, arguments: list[str]) -> None:
    item = _list(turn, arguments)
    if item is None or not item.one_of_these:
        stale(turn)
    else:
        note_answer(turn, item, {EVERY_LINE: "unsure"})
        go(turn, "not_with_child", item.id, anew=True)


@screen("not_with_child")
def _not_with_child(turn: Turn, about: str) -> View:
    """A short text to send to whoever is with the child; until it comes back it is "not sure"."""
    item = reading.item(turn, about)
    text = render(
        turn, "not_with_child", lines=lines(turn, item), emergency=emergency_numbers(turn)
    )
    rows = [
        [button(turn, "yes_one", f"a:{about}:yes")],
        [button(turn, "unsure", f"a:{about}:all_unsure")],
        [button(turn, "none_of_these", f"a:{about}:none")],
        [button(turn, "back", f"ask:{about}"), worse(turn)],
    ]
    return View(text, rows, alone=True)


def _list(turn: Turn, arguments: list[str]) -> Item | None:
    """The list of signs a button names, if there is one."""
    item = reading.find_item(turn, arguments[0]) if turn.case else None
    return item if item is not None and item.kind == "signs" else None


def _line(turn: Turn, arguments: list[str]) -> tuple[Item | None, str]:
    """The list and the line a button names, if both exist."""
    item = _list(turn, arguments)
    name = arguments[1] if len(arguments) > 1 else ""
    return (item, name) if item is not None and name in item.options else (None, "")
