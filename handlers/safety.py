"""The safety net: every text and caption, in any state, before anything else reads it.

What is surely a danger to the child's body is kept as having been said (never its words): the level
stays until it was "not about my child now", which is asked once more, or a doctor has checked.
"""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers import reading
from handlers.children import begin_in_danger
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.danger import danger
from handlers.expected import taker
from handlers.places import crisis_line, emergency_numbers
from handlers.presses import press, stale
from handlers.rise import rise_row, take_back_rise, told_rise
from handlers.screens import (
    View,
    button,
    exists,
    go,
    in_silence,
    is_at_now,
    labels_here,
    nickname,
    of_other_children,
    render,
    say,
    screen,
    where,
    worse,
    worse_only,
)
from state.case import Place
from state.effects import Keyboard, Priority, Show
from state.known import known
from state.safety.scanning import Category, Caught, scan
from state.settled import record_not_meant
from state.urgency import hear, said_by


async def on_text(update: Update, context: TurnContext) -> None:
    """What is caught is answered at once and goes no further; the question waits."""
    turn, message = context.turn, update.effective_message
    awaited = bool(message and message.text) and taker(turn) is not None
    if heard(turn, words_of(message), awaited=awaited):
        raise ApplicationHandlerStop


def heard(turn: Turn, text: str, *, awaited: bool = False) -> bool:
    """Answers what the net catches in a text. What it caught, or choked on, is never kept.

    A text that was `awaited` is judged without what the case knows: it is kept first, then heard
    (`heard_in_kept`).
    """
    turn.private = True
    nets, there = content(turn).nets, frozenset() if awaited else _known(turn)
    caught = scan(text, nets, known=there) if text else None
    if caught is not None and scan(text, nets, labels=labels_here(turn), known=there):
        turn.count(f"safety_{caught.category.value}")
        _answer(turn, caught)
        return True
    turn.private = False
    return False


def heard_in_kept(turn: Turn, text: str) -> None:
    """Answers what a text that was just kept means by what the case knows of the child."""
    if _is_for_anyone(turn) or reading.in_danger(turn):
        return
    caught = scan(text, content(turn).nets, known=_known(turn))
    if caught is not None:
        turn.count(f"safety_{caught.category.value}")
        _answer(turn, caught)


def _known(turn: Turn) -> frozenset[str]:
    """What the case knows that need not be said again; nothing where it is for anyone."""
    return frozenset() if _is_for_anyone(turn) else known(reading.present(turn))


def _is_for_anyone(turn: Turn) -> bool:
    return turn.case is None or in_silence(turn)


def words_of(message: Message | None) -> str:
    """The words a message carries: its text or its caption."""
    return (message.text or message.caption or "") if message else ""


def _answer(turn: Turn, caught: Caught) -> None:
    """The card for what was heard; whoever is not in danger goes back in one tap."""
    ways = _WAYS_ON[caught.category, caught.sure]
    rows: Keyboard = tuple((button(turn, key, data),) for key, data in ways)
    is_danger = caught.category is Category.EMERGENCY and caught.sure
    if is_danger:
        begin_in_danger(turn)
    if is_danger and not _is_for_anyone(turn):
        _keep(turn)
        *first, worse_last = ((button(turn, key, data),) for key, data in _KEPT)
        more = [tuple(row) for row in (*rise_row(turn), *of_other_children(turn))]
        rows = (*first, *more, worse_last)
    turn.send(
        Show(_words(turn, caught), rows, leave_behind=worse_only(turn)),
        priority=Priority.EMERGENCY,
    )


def _words(turn: Turn, caught: Caught) -> str:
    """An emergency comes first; where despair was heard too, both numbers are said."""
    line = crisis_line(turn)
    both = line if caught.of(Category.CRISIS) else ""
    if caught.category is Category.EMERGENCY and caught.sure:
        aid = content(turn).library.guidance.aid_for_heard(caught.sign)
        about = "" if _is_for_anyone(turn) else nickname(turn)
        return danger(turn, aid, crisis_line=both, nickname=about)
    template = _TEMPLATES[caught.category, caught.sure]
    return render(turn, template, emergency=emergency_numbers(turn), crisis_line=line)


def _keep(turn: Turn) -> None:
    """That a danger was typed; the parent stands at its card, which knows the way back."""
    hear(reading.case(turn), reading.library(turn), by=turn.chat_id, now=turn.now)
    here, member = where(turn), turn.member
    if member is not None:
        before = f"{here.screen}:{here.about}"
        about = here.about if here.screen in {"emergency", "not_now"} else before
        member.place, member.expecting = Place("emergency", about, alone=True), None


@press("not_now")
def _on_not_now(turn: Turn, _arguments: list[str]) -> None:
    """It was not about the child now: asked once more before anything is calmer."""
    if turn.case is None or not reading.present(turn).only_heard:
        stale(turn)
    elif not said_by(turn.case, turn.chat_id):
        go(turn, "emergency", where(turn).about, anew=True, note=render(turn, "heard_from_other"))
    else:
        go(turn, "not_now", where(turn).about, anew=True)


@screen("not_now")
def _not_now(turn: Turn, _about: str) -> View:
    rows = [
        [button(turn, "was_now", "meant")],
        [button(turn, "was_not_now", "not_meant")],
        [worse(turn)],
    ]
    return View(render(turn, "not_now"), rows, alone=True)


@press("meant")
def _on_meant(turn: Turn, _arguments: list[str]) -> None:
    """It was about now after all, or not sure: the card stays."""
    if turn.case is None or not reading.in_danger(turn):
        stale(turn)
    else:
        about = where(turn).about if where(turn).screen in {"not_now", "emergency"} else ""
        go(turn, "emergency", about, anew=True)


@press("not_meant")
def _on_not_meant(turn: Turn, _arguments: list[str]) -> None:
    """Recorded as a slip is; the question waits where it was."""
    place = where(turn)
    if turn.case is None or not is_at_now(turn, "not_now", place.about):
        stale(turn)
        return
    told = told_rise(turn)
    record_not_meant(turn.case, by=turn.chat_id, now=turn.now)
    take_back_rise(turn, told)
    screen_before, _, about = place.about.partition(":")
    back = Place(screen_before, about)
    back = back if screen_before and exists(turn, back) else Place("menu")
    go(turn, back.screen, back.about, anew=True, note=render(turn, "lowered", checked=False))


@press("not_safe")
def _on_not_safe(turn: Turn, _arguments: list[str]) -> None:
    """Nothing is kept of it; the numbers and one thing to do are said again."""
    rows = [[button(turn, "safe_now", "here")], [button(turn, "unwell", "w")]]
    line = crisis_line(turn)
    say(turn, "not_safe", rows, emergency=emergency_numbers(turn), crisis_line=line)


_CRISIS = (("not_safe", "not_safe"), ("safe_now", "here"), ("unwell", "w"))
_KEPT = (("seen", "seen"), ("not_now", "not_now"), ("worse", "w"))
"""On the card of what is kept."""
_WAYS_ON = {
    (Category.EMERGENCY, True): (("check_signs", "w"), ("not_now", "here")),
    (Category.EMERGENCY, False): (("check_signs", "w"), ("i_am_ok", "here")),
    (Category.CRISIS, True): _CRISIS,
    (Category.CRISIS, False): _CRISIS,
    (Category.VIOLENCE, True): _CRISIS,
    (Category.VIOLENCE, False): _CRISIS,
}
_TEMPLATES = {
    (Category.EMERGENCY, False): "danger_maybe",
    (Category.CRISIS, True): "crisis",
    (Category.CRISIS, False): "crisis_maybe",
    (Category.VIOLENCE, True): "violence",
    (Category.VIOLENCE, False): "violence",
}
