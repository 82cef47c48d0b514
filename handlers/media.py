"""Messages that are not words: said honestly that nobody reads them, and where to go on."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers import files
from handlers.context import Turn, TurnContext
from handlers.places import emergency_numbers
from handlers.rights import may_press
from handlers.screens import render, say, stay


async def on_group(_update: Update, context: TurnContext) -> None:
    """Groups and channels: one line, once, and never a word about health."""
    if context.turn.screen_id is None:
        say(context.turn, "group")
    raise ApplicationHandlerStop


async def on_media(update: Update, context: TurnContext) -> None:
    """A file of a paper is kept; of all else, what it is for me, then the present screen.

    An album is answered once.
    """
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    again = _same_album(turn, message)
    may_keep = may_press(turn, "file_whose")
    if (may_keep and files.take(turn, message, again=again)) or again:
        return
    stay(turn, render(turn, "media", kind=kind(message), emergency=emergency_numbers(turn)))


def kind(message: Message) -> str:
    """What sort of message it is, as far as the words about it differ."""
    if message.voice or message.audio or message.video_note:
        return "voice"
    if message.photo or message.video or message.document or message.animation:
        return "picture"
    return "forwarded" if message.forward_origin else "other"


def _same_album(turn: Turn, message: Message) -> bool:
    album, member = message.media_group_id, turn.member
    if album is None:
        return False
    if member is None:
        same = turn.seen_album == album
        turn.seen_album = album
        return same
    same = member.last_album == album
    member.last_album = album
    return same
