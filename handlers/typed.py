"""Typed words: taken as the press of the button they name, echoed, and taken back in one tap."""

from datetime import time

import msgspec
from telegram import Message, Update

from handlers import faq, fever, joining, reading, reminded, safety, stopping, words
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.expected import keeps_questions, taker
from handlers.kept import correct_text
from handlers.places import emergency_numbers
from handlers.presses import act, is_calm
from handlers.screens import View, go, label, language, present, render, stay, view, was_seen, where
from handlers.spoken import clock
from handlers.wording import knows_language
from state.assessments.progress import newest
from state.case import Answer, Kept, Place
from state.effects import Show
from state.places.local_time import matching, typed_clock
from state.typed import Choices, plain
from state.visible import visible

LONGEST = 4096
"""Telegram cuts longer messages into parts of this size."""
NO_ANSWERS = frozenset({"w", "b", "worse_for"})


async def on_words(update: Update, context: TurnContext) -> None:
    """Text that is no command: an answer to the present screen, or said not to be understood."""
    turn, message = context.turn, update.effective_message
    if message is None or _is_next_part(turn, message):
        return
    if message.forward_origin is not None:
        stay(turn, render(turn, "media", kind="forwarded", emergency=emergency_numbers(turn)))
        return
    turn.typed = message.message_id
    _take(turn, visible(message.text or ""))
    turn.typed = None


def _take(turn: Turn, text: str) -> None:
    """Takes what was typed: as an answer to the last reminder, or else to the present screen."""
    answer = reminded.meant(turn, text)
    if answer is not None:
        case, pressed = answer
        turn.enter(case)
        _do(turn, pressed.data, pressed.label)
    elif _is_after_another_child(turn):
        go(turn, "children", anew=True, note=render(turn, "which_child"))
    else:
        _take_here(turn, text)


def _take_here(turn: Turn, text: str) -> None:
    """An answer to the present screen, a text it asked for, or a question about a word."""
    choices = _choices(turn)
    is_label = choices.named(text) is not None  # "A second opinion" answers here, it asks nothing
    kept = is_label or keeps_questions(turn) or faq.is_open(turn)
    if not kept and words.answer(turn, text, question=True):
        return
    if not is_label and plain(text) == plain(label(turn, "undo")):
        stay(turn, render(turn, "nothing_to_undo"))
        return
    expected = taker(turn)
    if expected is not None and not is_label:
        expected(text)
        safety.heard_in_kept(turn, text)
        return
    typed = typed_clock(text) if view(turn, present(turn)).clocks else None
    if typed is not None:
        _on_clock(turn, typed)
        return
    data = choices.find(text) or choices.find(_as_written_here(turn, text)) or _consent(turn, text)
    if data is None:
        _no_answer(turn, text)
    elif reminded.is_last(turn) and not _is_on(turn, data, text):
        stay(turn, render(turn, "after_reminder"))
    elif is_calm(data) and where(turn).alone and not was_seen(turn):
        stay(turn)
    else:
        _do(turn, data, choices.words(data, text))


def _consent(turn: Turn, text: str) -> str | None:
    """The answer to what may be kept, typed as it stands there: nothing says who was asked."""
    return _choices(turn, Place("consent")).named(text) if turn.case is None else None


def _no_answer(turn: Turn, text: str) -> None:
    """Words that answer nothing here: a fever, a question or a hard word; else not understood."""
    if fever.asks_about(turn, text) or stopping.hears_of_a_death(turn, text):
        return
    if faq.is_open(turn):
        faq.search_here(turn, text)
    elif not (words.answer(turn, text, question=False) or faq.offer(turn, text)):
        _not_understood(turn, text)


def _as_written_here(turn: Turn, text: str) -> str:
    """What was typed in another country's words, as the buttons here say it: only to compare."""
    return content(turn).regions.spelling(language(turn)).text(text)


def _is_on(turn: Turn, data: str, text: str) -> bool:
    """Whether these are the very words of a button: "2" may be meant for what came since."""
    return plain(text) == plain(_choices(turn).words(data, text))


def _do(turn: Turn, data: str, words_of_button: str) -> None:
    """Presses the button that was typed, and says what the words were taken as."""
    before = len(turn.outgoing)
    act(turn, data)
    _echo(turn, words_of_button, before)


def _is_after_another_child(turn: Turn) -> bool:
    """Whether the last message was about another child than the question that is open here."""
    shown = turn.screen_case_id
    other = turn.case is not None and shown not in {None, turn.case.case_id}
    return other and bool(turn.others) and where(turn).screen != "children"


def _on_clock(turn: Turn, typed: tuple[time, bool]) -> None:
    """A time typed where clocks are asked for: the one that shows it, if just one does."""
    found = matching(view(turn, present(turn)).clocks, typed)
    if len(found) != 1:
        _not_understood(turn, "")
        return
    before = len(turn.outgoing)
    act(turn, f"zone:{found[0].zone}")
    _prefix(turn, render(turn, "taken", words=clock(turn, found[0].local)), before)


async def on_edited(update: Update, context: TurnContext) -> None:
    """An edited answer corrects itself; anything else that is edited changes nothing."""
    turn, message = context.turn, update.edited_message
    if message is None or turn.case is None:
        return
    _go_where_typed(turn, message.message_id)
    answer = _answer_typed_in(turn, message)
    if answer is None:
        correct_text(turn, message.message_id, visible(message.text or ""))
        return
    item = reading.find_item(turn, answer.item)
    found = item and _choices(turn, Place("ask", item.id)).find(message.text or "")
    calmer = item is not None and item.one_of_these and bool(found) and is_calm(found or "")
    if item is None or not found or not found.startswith(f"a:{item.id}:") or calmer:
        stay(turn, render(turn, "edited_unclear"))
        return
    turn.typed = message.message_id
    _correct(turn, answer, found)
    turn.typed = None


def _go_where_typed(turn: Turn, message_id: int) -> None:
    """To the child whose answer this message was, whichever is shown now."""
    for case in turn.others:
        said: list[Answer | Kept] = [*case.answers, *case.kept]
        if any(one.message_id == message_id for one in said):
            turn.enter(case)
            return


def _correct(turn: Turn, answer: Answer, data: str) -> None:
    item = reading.item(turn, answer.item)
    taken = _choices(turn, Place("ask", item.id)).words(data)
    if turn.member is not None:
        turn.member.place = Place("change_one", item.id)
    act(turn, data)
    _prefix(turn, render(turn, "edited", taken=taken), 0)


def _answer_typed_in(turn: Turn, message: Message) -> Answer | None:
    """The answer this message gave, if it still stands: not taken back, nor answered anew."""
    for by_member in newest(reading.answers(turn)).values():
        answer = by_member.get(turn.chat_id)
        if answer is not None and answer.message_id == message.message_id:
            return answer
    return None


def _choices(turn: Turn, place: Place | None = None) -> Choices:
    shown: View = view(turn, place or present(turn))
    buttons = [button for row in shown.rows for button in row]
    answers = [b.data for b in buttons if b.data.partition(":")[0] not in NO_ANSWERS]
    numbered = [line.data for line in shown.lines] or answers
    known = [(button.label, button.data) for button in [*buttons, *shown.lines]]
    return Choices(known, shown.synonyms, numbered, _ways(turn, shown))


def _ways(turn: Turn, shown: View) -> dict[str, str]:
    """Back and Undo, typed, where the buttons that do this have other words, or stand elsewhere."""
    every = [one.data for row in shown.rows for one in row]
    undo = [*(data for data in every if "undo" in data), shown.undo]
    card = ["card"] if "card" in every else [""]
    found = {"back": card[0], "undo": undo[0]}
    return {label(turn, word): data for word, data in found.items() if data}


def _echo(turn: Turn, words: str, before: int) -> None:
    """Says what a typed answer was taken as, on top of what it led to."""
    _prefix(turn, render(turn, "taken", words=words), before)


def _prefix(turn: Turn, text: str, before: int) -> None:
    """Puts a line above the first message that was said since."""
    for position in range(before, len(turn.outgoing)):
        outgoing = turn.outgoing[position]
        if isinstance(outgoing.effect, Show):
            below = f"{text}\n\n{outgoing.effect.text}"
            effect = msgspec.structs.replace(outgoing.effect, text=below)
            turn.outgoing[position] = msgspec.structs.replace(outgoing, effect=effect)
            return


def _not_understood(turn: Turn, text: str) -> None:
    if turn.case is None and joining.is_code(text):
        joining.arrive(turn)
        return
    note = render(
        turn,
        "not_understood",
        unknown_language=not knows_language(turn, text),
        age=_choices(turn).is_unclear(text),
        emergency=emergency_numbers(turn),
    )
    stay(turn, note)


def _is_next_part(turn: Turn, message: Message) -> bool:
    """Whether this message goes on one that Telegram cut: it has had its answer already."""
    last = turn.member.last_part if turn.member else turn.last_part
    part = message.message_id if len(message.text or "") >= LONGEST else 0
    turn.last_part = part
    if turn.member:
        turn.member.last_part = part
    return last != 0 and last == message.message_id - 1
