"""Getting about: the menu, help, the language, leaving a question."""

from telegram import Update

from handlers import reading
from handlers.brief import is_brief, show_everything, too_much
from handlers.context import Turn, TurnContext
from handlers.next_step import proceed
from handlers.presses import press, stale
from handlers.screens import Rows, View, button, go, render, say, screen, stay, worse
from state.effects import Button


async def on_menu(_update: Update, context: TurnContext) -> None:
    go(context.turn, "menu", anew=True)


@screen("menu")
def _menu(turn: Turn, _about: str) -> View:
    rows: Rows = [[button(turn, "go_on" if turn.case else "start", "next")]]
    if turn.case is not None and reading.card_is_due(turn):
        if is_brief(turn):
            return View(render(turn, "menu", few=True), _few(turn))
        rows = [
            [button(turn, "my_card", "card"), button(turn, "plan", "plan")],
            [button(turn, "words", "words"), button(turn, "more_help", "topics")],
            [button(turn, "change", "change"), button(turn, "something", "something")],
            [button(turn, "rest", "rest"), button(turn, "child_now", "child_now")],
            [button(turn, "reminders", "reminders"), button(turn, "notes", "notes")],
            [button(turn, "summary", "summary"), too_much(turn, "menu")],
        ]
    if turn.case is not None:
        rows.append([button(turn, "other_child" if turn.others else "another_child", "another")])
    if turn.case is not None:
        rows.append([button(turn, "assessments", "assessments")])
    rows.append([button(turn, "faq", "faq"), button(turn, "hard_words", "terms")])
    return View(render(turn, "menu", few=False), [*rows, [worse(turn)]])


def _few(turn: Turn) -> Rows:
    return [
        [button(turn, "my_card", "card"), button(turn, "plan", "plan")],
        [button(turn, "words", "words")],
        [show_everything(turn, "menu")],
        [worse(turn)],
    ]


@press("next")
def _on_next(turn: Turn, _arguments: list[str]) -> None:
    proceed(turn)


@press("here")
def _on_here(turn: Turn, _arguments: list[str]) -> None:
    stay(turn)


async def on_help(_update: Update, context: TurnContext) -> None:
    turn = context.turn
    say(turn, "help", [[button(turn, "go_on" if turn.case else "start", "here"), worse(turn)]])


async def on_cancel(_update: Update, context: TurnContext) -> None:
    """/cancel: leave the question; nothing is lost, and the way on is one tap."""
    turn = context.turn
    if turn.case is None:
        go(turn, "first", anew=True)
    else:
        go(turn, "cancelled", anew=True)


@screen("cancelled")
def _cancelled(turn: Turn, _about: str) -> View:
    return View(render(turn, "cancelled"), [[button(turn, "go_on", "next"), worse(turn)]])


async def on_language(_update: Update, context: TurnContext) -> None:
    turn = context.turn
    rows: Rows = [
        [Button(turn.texts.label(language, "language_name"), f"speak:{language}")]
        for language in turn.texts.languages
    ]
    say(turn, "language", [*rows, [worse(turn)]])


@press("speak")
def _on_speak(turn: Turn, arguments: list[str]) -> None:
    """Changes the language and keeps the place."""
    if arguments[0] not in turn.texts.languages:
        stale(turn)
        return
    if turn.member is None:
        turn.language = turn.chosen = arguments[0]
    else:
        turn.member.language = arguments[0]
    stay(turn)
