"""Brings one effect to Telegram, one call at a time."""

import asyncio
import functools
from typing import Literal, Protocol

import msgspec
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.delivery.delivered import Screen, Screens
from bot.delivery.drawing import Undrawable, pages, png, qr_png
from bot.delivery.plainer import Apologise, Manner, plain
from bot.delivery.reports import html
from bot.logs import log
from state.effects import COUNTED, Document, Effect, Held, Keyboard, Restrict, Show
from state.plan.calendar import CalendarEntry, ics
from state.plan.charts import Chart
from state.plan.sheet import Sheet
from state.qr_code import QrCode
from state.reports import Report, Written
from state.store.rows import Lost, OutboxRow

Left = Literal["done", "more"]

NOT_MODIFIED = "not modified"
GONE = (
    "message to edit not found",
    "message can't be edited",
    "no text in the message to edit",
    "message_id_invalid",
)
NOBODY_THERE = (
    "chat not found",
    "peer_id_invalid",
    "user is deactivated",
    "user_is_deactivated",
    "input_user_deactivated",
    "group chat was upgraded",
)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Counts(Protocol):
    """How many things are kept about a chat and a case, but for this row of the outbox."""

    async def __call__(self, chat_id: int, case_id: str, *, but_for: int) -> int: ...


class Parcel(msgspec.Struct):
    """An effect on its way. `shown_as` is the message it has become, before the rest of it is
    done; `replaces` are rows that need not leave any more once this one has. `manner` is how it is
    said, `instead` what is said if that is not as it was written; a revoked one is not begun again.
    """

    row: OutboxRow
    shown_as: int | None = None
    anew: bool = False
    replaces: list[int] = []
    manner: Manner = "as written"
    instead: Show | None = None
    is_revoked: bool = False
    files: list[bytes] = []
    sent: int = 0

    @property
    def effect(self) -> Effect | Lost:
        """What is to be done now."""
        return self.instead or self.row.effect

    @property
    def row_ids(self) -> list[int]:
        return [*self.replaces, self.row.id]

    @property
    def method(self) -> str:
        """The kind of call it needs now, for the log."""
        effect = self.effect
        if isinstance(effect, Document):
            return "sendPhoto" if _is_photo(effect) else "sendDocument"
        if isinstance(effect, Restrict) or self.shown_as is not None:
            return "editMessageReplyMarkup"
        in_place = isinstance(effect, Show) and effect.edit is not None and not self.anew
        return "editMessageText" if in_place else "sendMessage"

    @property
    def edits(self) -> tuple[str, int] | None:
        """What it changes in place: of several such that wait, only the newest matters."""
        match self.effect:
            case Show(edit=edit):
                return None if edit is None else ("text", edit)
            case Restrict(message_id=message_id):
                return ("keyboard", message_id)
            case Document():
                return None
            case Lost():
                return ("lost", 0)  # one apology is enough


class Delivery:
    """Makes the calls. Telegram's refusals that are as good as done end here, others are raised."""

    def __init__(
        self, bot: ExtBot[None], screens: Screens, apologise: Apologise, counts: Counts
    ) -> None:
        self._bot = bot
        self._counts = counts
        self._screens = screens
        self._apologise = apologise
        self._drawing = asyncio.Lock()

    async def step(self, parcel: Parcel) -> Left:
        """One call to Telegram; whether another one is needed. Raises telegram.error's errors."""
        await self._prove(parcel)
        match parcel.effect:
            case Lost():
                return "more" if await self.say_instead(parcel) else "done"
            case Restrict(message_id, keyboard):
                await self._restrict(parcel.row.chat_id, message_id, keyboard)
                return "done"
            case Document() as document:
                return await self._send_file(parcel, document)
            case Show() as show if parcel.shown_as is not None:
                return await self._leave_behind(parcel, show)
            case Show() as show if await self._in_place(parcel, show):
                return await self._edit(parcel, show)
            case Show() as show:
                return await self._send(parcel, show)

    async def say_instead(self, parcel: Parcel) -> bool:
        """After a refusal: whether the same can be said in a plainer manner, which is then set."""
        effect = parcel.effect
        if isinstance(effect, Restrict) or parcel.shown_as is not None:
            return False
        if parcel.manner == "as written" and isinstance(effect, Show):
            parcel.manner, parcel.instead = "plain", plain(effect)
        elif parcel.manner == "as written" and isinstance(effect, Document) and effect.instead:
            parcel.instead = Show(effect.instead, effect.keyboard, is_screen=False)
        elif parcel.manner != "apology":
            parcel.manner, parcel.instead = "apology", await self._apologise(parcel.row.chat_id)
        else:
            return False
        return parcel.instead is not None

    async def _prove(self, parcel: Parcel) -> None:
        """That nothing is kept is said only if it is so, in the database, now."""
        row, show = parcel.row, parcel.effect
        if not isinstance(show, Show) or show.proof is None:
            return
        kept = await self._counts(row.chat_id, show.proof.case_id, but_for=row.id)
        text = show.proof.otherwise.replace(COUNTED, str(kept)) if kept else show.text
        parcel.instead = msgspec.structs.replace(show, text=text, proof=None)

    async def _in_place(self, parcel: Parcel, show: Show) -> bool:
        if show.edit is None or parcel.anew:
            return False
        last = await self._screens.last(parcel.row.chat_id)
        return not show.is_screen or show.edit == last.message_id

    async def _edit(self, parcel: Parcel, show: Show) -> Left:
        chat_id = parcel.row.chat_id
        try:
            await self._bot.edit_message_text(
                show.text,
                chat_id=chat_id,
                message_id=show.edit,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(show.keyboard),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            if _says(error, *GONE):
                parcel.anew = True
                return "more"
            if not _says(error, NOT_MODIFIED):
                raise
        if show.is_screen:
            self._screens.remember(chat_id, Screen(show.edit, show.keyboard, parcel.row.case_id))
        return "done"

    async def _send(self, parcel: Parcel, show: Show) -> Left:
        chat_id = parcel.row.chat_id
        message = await self._bot.send_message(
            chat_id,
            show.text,
            parse_mode=ParseMode.HTML if parcel.manner == "as written" else None,
            reply_markup=_markup(show.keyboard),
            link_preview_options=NO_PREVIEW,
        )
        parcel.shown_as = message.message_id
        self._screens.arrived(chat_id, message.message_id)
        if not show.is_screen:
            return "done"
        last = await self._screens.last(chat_id)
        if (
            last.message_id is None
            or last.keyboard == show.leave_behind
            or _is_of_another(parcel, last)
        ):
            self._screens.remember(
                chat_id, Screen(parcel.shown_as, show.keyboard, parcel.row.case_id)
            )
            return "done"
        return "more"

    async def _send_file(self, parcel: Parcel, document: Document) -> Left:
        chat_id = parcel.row.chat_id
        try:
            file = await self._file(parcel, document)
        except Undrawable:
            log().error("picture cannot be drawn")
            return "more" if await self.say_instead(parcel) else "done"
        if _is_photo(document):
            send = functools.partial(self._bot.send_photo, photo=file)
        else:
            send = functools.partial(self._bot.send_document, document=file)
        message = await send(
            chat_id,
            caption=document.text or None,
            parse_mode=ParseMode.HTML if document.text else None,
            reply_markup=_markup(document.keyboard),
        )
        self._screens.arrived(chat_id, message.message_id)
        parcel.sent += 1
        return "more" if parcel.sent < len(parcel.files) else "done"

    async def _file(self, parcel: Parcel, document: Document) -> InputFile | str:
        """What is to be sent; a picture is drawn now, one after the other, beside the loop."""
        match document.content:
            case Held(file_id):
                return file_id
            case Chart() as chart:
                async with self._drawing:
                    content = await asyncio.to_thread(png, chart)
            case Sheet() as sheet:
                if not parcel.files:
                    async with self._drawing:
                        parcel.files = await asyncio.to_thread(pages, sheet)
                content = parcel.files[parcel.sent]
            case QrCode() as code:
                content = await asyncio.to_thread(qr_png, code)
            case CalendarEntry() as entry:
                content = ics(entry)
            case Written(text):
                content = text.encode()
            case Report() as report:
                content = html(report)
        return InputFile(content, filename=document.file_name, attach=False)

    async def _leave_behind(self, parcel: Parcel, show: Show) -> Left:
        chat_id = parcel.row.chat_id
        last = await self._screens.last(chat_id)
        if last.message_id is not None:
            try:
                await self._restrict(chat_id, last.message_id, show.leave_behind)
            except BadRequest as error:  # the new screen is there, which matters more
                if nobody_there(error):
                    raise
                log().error("delivery refused", code=400, method=parcel.method)
        self._screens.remember(chat_id, Screen(parcel.shown_as, show.keyboard, parcel.row.case_id))
        return "done"

    async def _restrict(self, chat_id: int, message_id: int, keyboard: Keyboard) -> None:
        try:
            await self._bot.edit_message_reply_markup(
                chat_id, message_id, reply_markup=_markup(keyboard)
            )
        except BadRequest as error:
            if not _says(error, NOT_MODIFIED, *GONE):
                raise


def _is_photo(document: Document) -> bool:
    match document.content:
        case Chart() | QrCode():
            return True
        case Sheet(form=form):
            return form == "png"
        case Held(kind=kind):
            return kind == "photo"
        case _:
            return False


def _is_of_another(parcel: Parcel, last: Screen) -> bool:
    """Whether the last screen is about another child: its buttons stay, they act on that one."""
    cases = {parcel.row.case_id, last.case_id}
    return None not in cases and len(cases) > 1


def nobody_there(error: BadRequest) -> bool:
    """Whether the chat is gone for good."""
    return _says(error, *NOBODY_THERE)


def _says(error: BadRequest, *texts: str) -> bool:
    return any(text in error.message.lower() for text in texts)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in keyboard]
    )
