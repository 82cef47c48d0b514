"""A conversation small enough to see through: it counts what it hears and says it back.

"boom" fails, "secret boom" fails after the safety net, "unkeepable" cannot be stored, "wake N" asks
to be woken in N seconds, "bye" erases the case. Every screen has a button that counts on.
"""

from datetime import datetime, timedelta

from telegram import Update
from telegram.ext import (
    ApplicationHandlerStop,
    CallbackQueryHandler,
    MessageHandler,
    filters,
)

from bot.conversation import Conversation, Profile, PtbApplication
from bot.texts import Texts
from handlers.context import Turn, TurnContext
from state.case import Answer, Case, Member, Place
from state.effects import Button, Priority, Show, Wake

KEPT = timedelta(days=90)
WAKE = "wake"
BOOM = "boom"
SORRY = "That went wrong here. Please say it again."


def echo() -> Conversation:
    return Conversation(
        texts=Texts(),
        register=_register,
        next_wake=_next_wake,
        purge_at=lambda case, now: now + KEPT,
        wake=_wake,
        apologise=_apologise,
        profiles={"": Profile([("start", "Begin")], "It counts.", "Counts")},
    )


def _register(application: PtbApplication) -> None:
    application.add_handler(MessageHandler(filters.TEXT, _on_text))
    application.add_handler(CallbackQueryHandler(_on_press))
    application.add_error_handler(_on_error)


async def _on_error(_update: object, context: TurnContext) -> None:
    context.turn.error = context.error
    raise ApplicationHandlerStop


async def _on_text(update: Update, context: TurnContext) -> None:
    turn, text = context.turn, (update.effective_message and update.effective_message.text) or ""
    case = _case(turn)
    match text.split():
        case ["secret", "boom"]:
            turn.private = True
            raise ValueError(text)
        case [word] if word == BOOM:
            raise ValueError(text)
        case ["unkeepable"]:
            _count(turn, case, "\ud800")
        case ["wake", seconds]:
            case.notes[WAKE] = (turn.now + timedelta(seconds=float(seconds))).isoformat()
            _show(turn, _count(turn, case, text))
        case ["bye"]:
            turn.erase()
            turn.show("Bye.", is_screen=False)
        case _:
            _show(turn, _count(turn, case, text))


async def _on_press(update: Update, context: TurnContext) -> None:
    turn, query = context.turn, update.callback_query
    assert query is not None
    message = query.message
    assert message is not None
    _show(turn, _count(turn, _case(turn), "pressed"), edit=message.message_id)


def _case(turn: Turn) -> Case:
    if turn.case is None:
        member = Member(turn.chat_id, "en", consented_at=turn.now)
        turn.case = Case(turn.new_id(), turn.now, members=[member])
    return turn.case


def _count(turn: Turn, case: Case, text: str) -> int:
    number = len(case.answers) + 1
    case.answers.append(Answer(number, "said", text, turn.chat_id, turn.now))
    case.member(turn.chat_id).place = Place("count", str(number))
    turn.count("heard")
    return number


def _show(turn: Turn, number: int, edit: int | None = None) -> None:
    assert turn.case is not None
    said = turn.case.answers[-1].value
    turn.show(
        f"<b>{number}</b> {said}",
        ((Button("One more", f"n:{number}"),),),
        edit=edit,
        leave_behind=((Button("Worse", "w"),),),
    )


def _next_wake(case: Case, now: datetime) -> Wake | None:
    return Wake(datetime.fromisoformat(case.notes[WAKE])) if WAKE in case.notes else None


def _wake(turn: Turn) -> None:
    case = turn.case
    assert case is not None
    due = case.notes.get(WAKE)
    if due is None or datetime.fromisoformat(due) > turn.now:
        return
    del case.notes[WAKE]
    for member in case.members:
        turn.send(
            Show("It is time.", is_screen=False),
            chat_id=member.chat_id,
            priority=Priority.REMINDER,
        )


def _apologise(turn: Turn) -> None:
    turn.show(SORRY, is_screen=False)


if __name__ == "__main__":
    import sys

    from bot.commands.run import run
    from bot.problems import Problem
    from stand_ins.held import hold

    hold()
    try:
        sys.exit(run(lambda _settings, _server: echo()))
    except Problem as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
