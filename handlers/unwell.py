"""Unwell right now, and Worse: the emergency screens, for anyone, at any time.

Before consent nothing is stored: what the screens need travels in their buttons, as
"u:<sign not sure about, if any>:<what was pressed>". With a case, Worse begins a new round of the
same screens, whose answers are kept. After a child has died the screens are for anyone, again.
"""

from handlers import next_step, questions, reading
from handlers.answers import take_back
from handlers.children import begin_in_danger
from handlers.context import Turn
from handlers.danger import danger
from handlers.next_step import proceed
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import Rows, View, button, go, in_silence, render, screen, worse
from handlers.sign_off import unchecked
from handlers.wording import home_check, line, short
from state import case_marks
from state.assessments.assessment import Item
from state.case import UNSURE
from state.danger_screens import level_when_unsure, screens
from state.effects import Button
from state.levels import Level


@press("w")
def _on_worse(turn: Turn, _arguments: list[str]) -> None:
    """Worse: old buttons too, for ever. Where it is an emergency already, its card once more.

    Nobody is asked which child first: it is the one of the message, and its screens say so. After
    a child has died it first asks for whom.
    """
    begin_in_danger(turn)
    if in_silence(turn):
        go(turn, "who_needs_help", anew=True)
        return
    if turn.case is None:
        _for_anyone(turn)
        return
    if reading.present(turn).in_danger:
        go(turn, "emergency", anew=True)
        return
    for item in _screens(turn):
        if reading.said(turn, item) is not None:
            take_back(turn, item)
    member = turn.member
    if member is not None:
        member.returning = "round" if next_step.has_card(turn) else ""
        member.walk = None if next_step.has_card(turn) else member.walk
    if member is not None and member.zone is None:
        go(turn, "ask", _screens(turn)[0].id, anew=True)
    else:
        proceed(turn)


@press("unwell")
def _on_another_unwell(turn: Turn, arguments: list[str]) -> None:
    """Another child than the one who died: the emergency screens, of which nothing is kept."""
    if in_silence(turn):
        _for_anyone(turn)
    else:
        _on_worse(turn, arguments)


def _for_anyone(turn: Turn) -> None:
    go(turn, "unwell", f":{_screens(turn)[0].id}", anew=True)


@press("worse_for")
def _on_worse_for(turn: Turn, arguments: list[str]) -> None:
    """It is about another child: the same screens, kept with that one."""
    case = case_marks.find(arguments[0], turn.cases)
    if case is not None:
        turn.enter(case)
    _on_worse(turn, [])


@press("something")
def _on_something_changed(turn: Turn, _arguments: list[str]) -> None:
    """Something changed: first whether it is about the child this plan is for."""
    if turn.case is None or not next_step.has_card(turn):
        stale(turn)
    else:
        go(turn, "same_child", anew=True)


@screen("same_child")
def _same_child(turn: Turn, _about: str) -> View:
    rows: Rows = [
        [button(turn, "same_child", "same"), button(turn, "another_child", "another")],
        [button(turn, "back", "card"), worse(turn)],
    ]
    return View(render(turn, "same_child"), rows)


@press("same")
def _on_same_child(turn: Turn, arguments: list[str]) -> None:
    """The danger signs again, the lists gone through before, and all that asks about now."""
    if turn.case is None or not next_step.has_card(turn):
        stale(turn)
        return
    for item in reading.assessment(turn).items.values():
        again = item.now or (item.kind == "signs" and not item.one_of_these)
        if again and reading.said(turn, item) is not None:
            take_back(turn, item)
    _on_worse(turn, arguments)


@press("u")
def _on_unwell(turn: Turn, arguments: list[str]) -> None:
    """A press on an emergency screen without a case. What the button says is checked."""
    flag, verb, item_id, *rest = (*arguments, "", "", "")
    item = reading.find_item(turn, item_id)
    chosen = rest[0] if rest else ""
    with_case = turn.case is not None and not in_silence(turn)
    if with_case or item is None or not item.one_of_these:
        _on_worse(turn, [])
    elif chosen == "yes" and verb == "a":
        go(turn, "danger", item.id, anew=True)
    elif turn.pressed_is_old:
        go(turn, "unwell", f"{flag}:{item.id}", anew=True)
    elif verb == "a":
        _screen_answer(turn, flag, item, chosen)
    elif chosen not in item.options:
        go(turn, "unwell", f"{flag}:{item.id}", anew=True)
    elif verb == "q" and home_check(turn, item, chosen):
        go(turn, "unwell_check", f"{flag}:{item.id}:{chosen}", anew=True)
    else:
        _line_answer(turn, flag, item, chosen, rest[1] if verb == "h" else UNSURE)


def _screen_answer(turn: Turn, flag: str, item: Item, chosen: str) -> None:
    if chosen == UNSURE:
        go(turn, "unwell_unsure", f"{flag}:{item.id}", anew=True)
    elif chosen == "none":
        _next(turn, flag, item)
    else:
        go(turn, "danger", item.id, anew=True)


def _line_answer(turn: Turn, flag: str, item: Item, line: str, says: str) -> None:
    """What a look at home found; two lines that stay unsure, or a critical one, are danger."""
    unsure = {*filter(None, [flag]), *([line] if says == UNSURE else [])}
    if says == "yes" or _level(turn, unsure) is Level.EMERGENCY:
        go(turn, "danger", item.id, anew=True)
    else:
        go(turn, "unwell", f"{next(iter(unsure), '')}:{item.id}", anew=True)


def _next(turn: Turn, flag: str, item: Item) -> None:
    every = _screens(turn)
    at = every.index(item) + 1
    if at < len(every):
        go(turn, "unwell", f"{flag}:{every[at].id}", anew=True)
    else:
        same_day = _level(turn, {flag} - {""}) >= Level.SAME_DAY
        go(turn, "unwell_unsure_still" if same_day else "unwell_clear", anew=True)


def _level(turn: Turn, unsure: set[str]) -> Level:
    """How soon to act by the rules, when these lines are not sure and the others are no."""
    return level_when_unsure(reading.library(turn), reading.assessment(turn), unsure, turn.now)


def _screens(turn: Turn) -> list[Item]:
    return screens(reading.assessment(turn))


@screen("unwell")
def _unwell(turn: Turn, about: str) -> View:
    flag, item_id = about.split(":")
    item = reading.item(turn, item_id)
    return questions.signs(turn, item, [], prefix=f"u:{flag}:", spoken_of=flag)


@screen("unwell_unsure")
def _unwell_unsure(turn: Turn, about: str) -> View:
    flag, item_id = about.split(":")
    item = reading.item(turn, item_id)
    rows: Rows = [
        [Button(short(turn, item, name), f"u:{flag}:q:{item_id}:{name}")] for name in item.options
    ]
    rows.append([button(turn, "cannot_say", f"u:{flag}:a:{item_id}:all_unsure")])
    return View(render(turn, "which_unsure"), rows, alone=True)


@screen("unwell_check")
def _unwell_check(turn: Turn, about: str) -> View:
    flag, item_id, name = about.split(":")
    item, data = reading.item(turn, item_id), f"u:{flag}:h:{item_id}:{name}"
    rows = [
        [button(turn, "now_yes", f"{data}:yes")],
        [button(turn, "still_unsure", f"{data}:unsure")],
        [button(turn, "now_no", f"{data}:no")],
    ]
    text = render(
        turn, "home_check", line=line(turn, item, name), check=home_check(turn, item, name)
    )
    return View(text, rows, alone=True)


@screen("danger")
def _danger(turn: Turn, _about: str) -> View:
    return View(danger(turn, "general"), [*reversed(_ways_on(turn))], alone=True)


@screen("unwell_clear")
def _clear(turn: Turn, _about: str) -> View:
    return _end(turn, "unwell_clear")


@screen("unwell_unsure_still")
def _unsure_still(turn: Turn, _about: str) -> View:
    return _end(turn, "unsure_same_day")


def _end(turn: Turn, template: str) -> View:
    text = render(
        turn,
        template,
        emergency=emergency_numbers(turn),
        unchecked=unchecked(turn),
        may_start=not in_silence(turn),
    )
    return View(text, _ways_on(turn), alone=True)


def _ways_on(turn: Turn) -> Rows:
    """The questions, and these screens once more; after a death no questions, only back."""
    if in_silence(turn):
        return [[button(turn, "back", "grief")], [button(turn, "another_unwell", "unwell")]]
    return [[button(turn, "start", "start")], [worse(turn)]]
