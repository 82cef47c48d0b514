"""A conversation without Telegram and database: the real handlers and one parent, in memory.

Of several adults each has a rehearsal; what they share is in their household.
"""

import contextlib
import itertools
import operator
import uuid
from collections.abc import Iterator
from copy import copy, deepcopy
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

import orjson
from telegram import CallbackQuery, Message, Update, User
from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.turns.pressing import go_where_pressed
from handlers import conversation, joining, reminders
from handlers.context import Texts, Turn, TurnContext, enter, leave
from state import case_marks
from state.case import Case
from state.effects import Document, Held, Keyboard, Outgoing, Show
from state.invites import Invited, Secret, open_invite
from state.plan.calendar import CalendarEntry
from state.plan.charts import Chart
from state.plan.sheet import Sheet
from state.plan.steps import Step
from state.qr_code import QrCode
from state.reports import Report, Written

PARENT = 1001
BOT = {"id": 1, "is_bot": True, "first_name": "Companion", "username": "companion_bot"}

MOST_PRESSED = 200


class Said:
    """One message of the bot, as it stands now."""

    def __init__(
        self,
        message_id: int,
        text: str,
        keyboard: Keyboard,
        file: Held | Chart | Sheet | QrCode | None = None,
        case_id: str | None = None,
    ) -> None:
        self.message_id = message_id
        self.text = text
        self.keyboard = keyboard
        self.file = file
        self.case_id = case_id
        """The case its buttons are marked with; the marks themselves are not shown here."""
        self.left_behind: Keyboard = ()
        """What its keyboard has become, once another screen came; these are not marked."""


class Started(NamedTuple):
    """A message the bot began by itself, as it came, and the case as it stood, at `at` (UTC).

    `steps` are those it says. Without any it asks back within hours whether a doctor has called.
    """

    at: datetime
    said: Said
    steps: tuple[Step, ...]
    case: Case


class Rehearsal:
    """One parent and the bot. `now` is moved by whoever rehearses.

    `numbers` are given to messages and cases; phones of one household share them.
    """

    def __init__(
        self,
        now: datetime,
        texts: Texts,
        services: dict[str, Any],
        language: str = "en",
        *,
        chat_id: int = PARENT,
        numbers: Iterator[int] | None = None,
    ) -> None:
        self.chat_id = chat_id
        self.now = now
        self.case: Case | None = None
        """The case the chat is in now."""
        self.others: list[Case] = []
        """The chat's other cases, each about another child."""
        self.screen_id: int | None = None
        self.messages: dict[int, Said] = {}
        self._texts = texts
        self._services = services
        self._language = language
        self._numbers = numbers or itertools.count(1)
        self.last_written = 0
        self.started: list[Started] = []
        self.secrets: list[Secret] = []
        """Those of all invites, used or not; the last one made comes last."""
        self._application = _application()
        self._pressed: dict[tuple[int, int], Message] = {}
        self._user = User.de_json(self._parent(), self._application.bot)

    async def write(self, text: str) -> list[Said]:
        """The parent writes. Returns what is new or changed on their screen."""
        return await self.send({"text": text, **_entities(text)})

    async def send(self, content: dict[str, Any]) -> list[Said]:
        """The parent sends a message of any kind, as the Bot API describes it."""
        message = {**self._message(), **content}
        self.last_written = message["message_id"]
        return await self._updates({"message": message})

    async def edit(self, text: str) -> list[Said]:
        """The parent edits what they wrote last."""
        message = {**self._message(self.last_written), "text": text}
        edited = {**message, "edit_date": int(self.now.timestamp())}
        return await self._updates({"edited_message": edited})

    async def tap(self, message_id: int, data: str) -> list[Said]:
        """The parent presses a button."""
        pressed = {**self._message(message_id), "from": BOT, "text": "…"}
        said = self.messages.get(message_id)
        left = {button.data for row in (said.left_behind if said else ()) for button in row}
        if said is not None and said.case_id is not None and data not in left:
            data += case_marks.SIGN + case_marks.mark(said.case_id)
        query = {"id": "1", "from": self._parent(), "chat_instance": "1", "data": data}
        return await self._updates({"callback_query": {**query, "message": pressed}})

    async def pass_time(self, time: timedelta) -> list[Said]:
        """The clock goes on; what falls due on the way is said at its moment."""
        said: list[Said] = []
        end = self.now + time
        while (due := self.next_wake()) and due <= end:
            case = self._wakes()[0][1]
            self.now = max(due, self.now)
            said += self._wake(case)
        self.now = end
        return said

    def _wake(self, case: Case) -> list[Said]:
        turn = self._turn(case)
        with _entered(turn):
            due = {member.chat_id: due for member, due in reminders.due_now(turn)}
            reminders.wake(turn)
        said = self._finish(turn)
        for one, sent in zip(turn.outgoing, said, strict=True):
            asks_back = one.reminder is not None and one.reminder.kind == "chase"
            steps = () if asks_back or one.chat_id not in due else due[one.chat_id].steps
            began = Started(self.now, copy(sent), steps, deepcopy(case))
            self._phone(one.chat_id).started.append(began)
        return said

    def _phone(self, _chat_id: int) -> "Rehearsal":
        """Whose phone shows what is sent to a chat: in a household, each their own."""
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The parent's clock, as far as they told it."""
        if self.case is None:
            return ZoneInfo("UTC")
        mine = (one for one in self.case.members if one.chat_id == self.chat_id)
        return ZoneInfo(next(mine, self.case.members[0]).zone or "UTC")

    def next_wake(self) -> datetime | None:
        """When any case of the chat next has something to say (UTC), or None."""
        return next((moment for moment, _ in self._wakes()), None)

    def _wakes(self) -> list[tuple[datetime, Case]]:
        library = self._services["content"].library
        cases = [self.case, *self.others] if self.case else self.others
        wakes = [(reminders.next_wake(library, case, self.now), case) for case in cases]
        found = [(moment, case) for moment, case in wakes if moment is not None]
        return sorted(found, key=operator.itemgetter(0))

    async def _updates(self, update: dict[str, Any]) -> list[Said]:
        turn = self._turn()
        raw = {"update_id": self._next(), **update}
        turn.others, turn.screen_case_id = list(self.others), self._screen_case_id()
        raw = go_where_pressed(turn, raw)
        parsed = self._parsed(raw)
        turn.invited = self._invited(turn, parsed)
        with _entered(turn):
            await self._application.process_update(parsed)
        if turn.error is not None:
            raise turn.error
        self.secrets += turn.secrets
        self._keep(turn)
        return self._finish(turn)

    def _parsed(self, raw: dict[str, Any]) -> Update:
        """As the library reads it; a message that is pressed again and again is read once."""
        bot, press = self._application.bot, raw.get("callback_query") or {}
        written = press.get("message")
        if written is None or not self._is_mine(press["from"], written["chat"]):
            return Update.de_json(raw, bot)
        key = (written["message_id"], written["date"])
        if key not in self._pressed:
            if len(self._pressed) >= MOST_PRESSED:
                self._pressed.clear()
            self._pressed[key] = Message.de_json(written, bot)
        query = CallbackQuery(
            press["id"], self._user, press["chat_instance"], self._pressed[key], press["data"]
        )
        query.set_bot(bot)
        return Update(raw["update_id"], callback_query=query)

    def _is_mine(self, user: dict[str, Any], chat: dict[str, Any]) -> bool:
        """Whether this is their own press in their own chat, not one that is forged."""
        return (user["id"], chat["id"], chat["type"]) == (self.chat_id, self.chat_id, "private")

    def _invited(self, turn: Turn, update: Update) -> Invited | None:
        """What the secret in an update opens, as it is looked up before a turn."""
        typed = joining.secret_in(turn, update)
        made = next((one for one in self.secrets if one.secret == typed), None)
        cases = [case for case in self.all_cases if made and case.case_id == made.case_id]
        invite = open_invite(cases[0], made.invite_id, self.now) if made and cases else None
        return Invited(cases[0], invite, made.secret) if made and invite else None

    @property
    def all_cases(self) -> list[Case]:
        """Every case there is."""
        return [self.case, *self.others] if self.case else self.others

    def _screen_case_id(self) -> str | None:
        shown = self.messages.get(self.screen_id or 0)
        return shown.case_id if shown else None

    def _turn(self, case: Case | None = None) -> Turn:
        return Turn(
            chat_id=self.chat_id,
            now=self.now,
            case=case or self.case,
            screen_id=self.screen_id,
            texts=self._texts,
            new_id=lambda: uuid.UUID(int=self._next()).hex,
            seconds_since_delivery=lambda _message: None,
            services=self._services,
        )

    def _keep(self, turn: Turn) -> None:
        turn.others_to_keep()
        self.case, self.others = turn.case, turn.others
        if self.case is None and self.others:  # one child's was erased: the chat is in another's
            self.others.sort(key=lambda case: case.created_at)
            self.case = self.others.pop(0)

    def _finish(self, turn: Turn) -> list[Said]:
        said = [self._phone(one.chat_id).deliver(one) for one in turn.outgoing]
        return [one for one in said if one]

    def deliver(self, outgoing: Outgoing) -> Said | None:
        """What was said to this chat, as its phone shows it; None of what is no message."""
        effect, case_id = outgoing.effect, outgoing.case_id
        if isinstance(effect, Document):
            if isinstance(effect.content, CalendarEntry | Written | Report):
                return Said(self._next(), f"[{effect.file_name}]", ())
            sent = Said(self._next(), effect.text, effect.keyboard, effect.content, case_id)
            self.messages[sent.message_id] = sent
            return sent
        if not isinstance(effect, Show):
            return None
        in_place = effect.edit is not None and effect.edit == self.screen_id
        message_id = self.screen_id if in_place and self.screen_id else self._next()
        before = self.messages.get(self.screen_id or 0)
        other_child = before is not None and None not in {case_id, before.case_id}
        other_child = other_child and before is not None and before.case_id != case_id
        if before is not None and not in_place and effect.is_screen and not other_child:
            before.keyboard = before.left_behind = effect.leave_behind
        said = Said(message_id, effect.text, effect.keyboard, case_id=case_id)
        self.messages[message_id] = said
        if effect.is_screen:
            self.screen_id = message_id
        return said

    def _message(self, message_id: int | None = None) -> dict[str, Any]:
        return {
            "message_id": message_id or self._next(),
            "date": int(self.now.timestamp()),
            "chat": {"id": self.chat_id, "type": "private", "first_name": "Parent"},
            "from": self._parent(),
        }

    def _parent(self) -> dict[str, Any]:
        return {
            "id": self.chat_id,
            "is_bot": False,
            "first_name": "Parent",
            "language_code": self._language,
        }

    def _next(self) -> int:
        return next(self._numbers)

    async def __aenter__(self) -> Self:
        await self._application.initialize()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._application.shutdown()


@contextlib.contextmanager
def _entered(turn: Turn) -> Iterator[None]:
    token = enter(turn)
    try:
        yield
    finally:
        leave(token)


def _entities(text: str) -> dict[str, Any]:
    """What Telegram adds to a command."""
    if not text.startswith("/"):
        return {}
    command = text.split(maxsplit=1)[0]
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]}


class _NoNetwork(BaseRequest):
    """Answers getMe, which python-telegram-bot asks at its start, and nothing else."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_args: Any, **_options: Any) -> tuple[int, bytes]:
        return 200, orjson.dumps({"ok": True, "result": BOT})


def _application() -> conversation.AnyApplication:
    bot: ExtBot[None] = ExtBot(
        "1:rehearsal", request=_NoNetwork(), get_updates_request=_NoNetwork()
    )
    application: conversation.AnyApplication = (
        Application.builder()
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=TurnContext))
        .build()
    )
    conversation.register(application)
    return application
