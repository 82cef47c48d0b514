"""What a handler is given: the turn it is part of. Handlers read and change it, nothing else."""

import contextvars
import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from telegram.ext import CallbackContext, ExtBot

from state import case_marks, own_settings
from state.case import Case, Member
from state.effects import Effect, Keyboard, Outgoing, PressAnswer, Priority, Reminder, Show
from state.forgetting import forget
from state.invites import Invited, Secret
from state.sharing import seen_by

_current: contextvars.ContextVar["Turn"] = contextvars.ContextVar("turn")


class Texts(Protocol):
    """Every word a parent reads, by language."""

    @property
    def languages(self) -> list[str]:
        """The languages there are."""
        ...

    def nearest(self, code: str | None) -> str:
        """The language to begin with for a Telegram language code."""
        ...

    def variant(self, language: str, country: str | None) -> str:
        """The key of a language as this country writes it, to be given wherever one is named."""
        ...

    def render(self, language: str, template: str, **values: Any) -> str:
        """The text of templates/<language>/<template>.j2 as Telegram HTML."""
        ...

    def label(self, language: str, key: str, **values: Any) -> str:
        """A short text (a button, a name) from templates/<language>/labels.yaml, as plain text."""
        ...

    @property
    def script_languages(self) -> list[str]:
        """The languages there are scripts in: a clinic may speak one that the bot does not."""
        ...

    def script(self, language: str, name: str, **values: Any) -> str:
        """The text of templates/<language>/scripts/<name>.j2, to be put into a template."""
        ...

    def script_label(self, language: str, key: str, **values: Any) -> str:
        """A short text from templates/<language>/scripts/labels.yaml."""
        ...


class Turn:
    """One turn for one chat, as a value: what is known at its start, and what comes of it.

    `now` is UTC. `case` is a working copy, or None before consent; set it to begin the first one,
    `enter` another. `others` are the chat's other cases, each about another child. `screen_id` is
    the message that shows the chat's last screen, and `screen_case_id` the case it is about;
    `reminder_waits`, whether a reminder about that case has not left yet. `pressed` is the
    message whose button was pressed, `typed` the one the parent wrote. `speaks` is the language
    of their Telegram, empty where nobody writes, `chosen` the one they took before anything is
    kept, which their buttons carry, `bot_name` the name by which Telegram finds this bot. `private`
    says that the update in hand must not be kept, not even encrypted.
    `has_followed` says that the button pressed was of another case than the one in hand before,
    `pressed_elsewhere` that it is of none of this chat's. `unreadable_case` is the id of a case
    that is there but cannot be read: `case` is None then, nothing is stored of one, and `erase`
    erases that one. `erased` is the case this turn erases, `left` the one this adult leaves to
    others, `removed` the chats that are not on the case in hand any more. `invited` is what the
    secret in the update in hand opens, None if there is none or it opens nothing (any more);
    `brought` are such cases by id, with the revision they had; `secrets` are those of new
    invites. Nothing leaves the process before the turn is committed.
    """

    def __init__(
        self,
        *,
        chat_id: int,
        now: datetime,
        case: Case | None,
        screen_id: int | None,
        texts: Texts,
        new_id: Callable[[], str],
        seconds_since_delivery: Callable[[int], float | None],
        services: Mapping[str, Any],
        others: Sequence[Case] = (),
        screen_case_id: str | None = None,
    ) -> None:
        self.chat_id = chat_id
        self.now = now
        self.case = case
        self.others = list(others)
        self.screen_id = screen_id
        self.screen_case_id = screen_case_id
        self.texts = texts
        self.new_id = new_id
        self.reminder_waits = False
        self.seconds_since_delivery = seconds_since_delivery
        self.services = services
        self.outgoing: list[Outgoing] = []
        self.press_answers: list[PressAnswer] = []
        self.pressed: int | None = None
        self.typed: int | None = None
        self.has_followed = False
        self.pressed_elsewhere = False
        self.has_gone_over = False
        self._was_in_hand: list[Case] = []
        self.private = False
        self.language = "en"
        self.speaks = ""
        self.chosen = ""
        self.bot_name = ""
        self.likely_country: str | None = None
        self.seen_album: str | None = None
        self.last_part = 0
        self.unreadable_case: str | None = None
        self.invited: Invited | None = None
        self.brought: dict[str, tuple[Case, int]] = {}
        self.secrets: list[Secret] = []
        self.removed: set[int] = set()
        self.erased: Case | None = None
        self.left: Case | None = None
        self.drop_unsent = False
        self.taken_back: set[int] = set()
        self.counted: list[str] = []
        self.error: BaseException | None = None
        self.beneath: Turn | None = None

    @property
    def member(self) -> Member | None:
        """The member writing, or None before consent."""
        return self.case.member(self.chat_id) if self.case else None

    @property
    def cases(self) -> list[Case]:
        """All cases of this chat, the one in hand first."""
        return [self.case, *self.others] if self.case else self.others

    def enter(self, case: Case) -> None:
        """Goes over to another case of this chat, or to a new one: it is in hand from here on."""
        if case is self.case:
            return
        self.others = [other for other in self.others if other is not case]
        if self.case is not None:
            own_settings.share(self.case.member(self.chat_id), [case])
            self.others.append(self.case)
            self._was_in_hand.append(self.case)
        self.case, self.has_gone_over = case, True

    @property
    def revisions(self) -> dict[str, int]:
        """What the cases that an invite brought in were loaded with."""
        return {case_id: revision for case_id, (_, revision) in self.brought.items()}

    def join(self, case: Case) -> None:
        """Goes over to a case that this chat is a member of from now on."""
        if self.case is not None:
            own_settings.share(self.case.member(self.chat_id), [case])
        self.enter(case)

    def remove(self, chat_id: int) -> None:
        """Another adult is no longer on the case in hand; nothing that waits for them is sent."""
        if self.case is not None:
            forget(self.case, chat_id)
            self.removed.add(chat_id)

    def others_to_keep(self) -> list[Case]:
        """The other cases that have changed: once in hand, or by what this adult set for all."""
        member = self.member
        changed = own_settings.share(member, self.others) if member else []
        touched = [*changed, *self._was_in_hand]
        return [case for case in self.others if any(case is one for one in touched)]

    @property
    def pressed_is_old(self) -> bool:
        """Whether the message whose button was pressed is further up than the last screen."""
        if self.pressed is None or self.screen_id is None:
            return False
        return self.pressed < self.screen_id

    def send(
        self,
        effect: Effect,
        *,
        chat_id: int | None = None,
        priority: Priority = Priority.ANSWER,
        expires_at: datetime | None = None,
        reminder: Reminder | None = None,
    ) -> None:
        """Says something to this chat, or to another one."""
        self._note_reminded(chat_id or self.chat_id, effect, reminder)
        if self.chosen and self.case is None:
            effect = case_marks.speaking(effect, self.chosen)
        self.outgoing.append(
            Outgoing(
                chat_id or self.chat_id,
                effect,
                priority,
                expires_at,
                reminder,
                self.case.case_id if self.case else None,
            )
        )

    def _note_reminded(self, chat_id: int, effect: Effect, reminder: Reminder | None) -> None:
        """Which buttons of a reminder are the last a chat was given; none after another screen."""
        if not isinstance(effect, Show) or not effect.is_screen:
            return
        every = [button for row in effect.keyboard for button in row]
        for member in self.case.members if self.case else []:
            if member.chat_id == chat_id:
                member.reminded = tuple(every) if reminder else ()

    def show(self, text: str, keyboard: Keyboard = (), **how: Any) -> None:
        """Shows a message to this chat; `how` is as in `Show`."""
        self.send(Show(text, keyboard, **how))

    def take_back_reminders(self, chat_id: int) -> None:
        """What this chat was to be reminded of, and has not left yet, is not sent any more."""
        self.taken_back.add(chat_id)

    def for_member(self, chat_id: int) -> "Turn":
        """The same turn, speaking to another member: in their language, their zone."""
        other = copy.copy(self)
        other.chat_id = chat_id
        return other

    def as_seen(self) -> "Turn":
        """The same turn with the case as its member may see it: what anything shown is made from.

        It is this turn itself where nothing is left out. What is said through it is said.
        """
        member = self.member
        if self.case is None or member is None or not member.leaves_out:
            return self
        seen = copy.copy(self)
        seen.case, seen.beneath = seen_by(self.case, member), self.real
        return seen

    @property
    def real(self) -> "Turn":
        """The turn with the case itself, for what is worked out from all of it, or recorded."""
        return self.beneath or self

    def erase(self) -> None:
        """Erases the case in hand and everything of it that was not said yet."""
        gone = {None, self.case.case_id if self.case else None}
        self.outgoing[:] = [one for one in self.outgoing if one.case_id not in gone]
        self.erased, self.case, self.drop_unsent = self.case, None, True

    def leave(self) -> None:
        """This adult is no longer on the case in hand; what is left of it is the others'.

        What waits for this chat of it goes; what waits for the others stays.
        """
        if self.case is None:
            return
        gone = {None, self.case.case_id}
        self.outgoing[:] = [
            one for one in self.outgoing if one.chat_id != self.chat_id or one.case_id not in gone
        ]
        forget(self.case, self.chat_id)
        self.left, self.case, self.drop_unsent = self.case, None, True

    def count(self, what: str) -> None:
        """Counts an event by a fixed name, without chat and without content."""
        self.counted.append(what)


def enter(turn: Turn) -> contextvars.Token[Turn]:
    """Makes this the turn that handlers see, in this task."""
    return _current.set(turn)


def leave(token: contextvars.Token[Turn]) -> None:
    _current.reset(token)


class TurnContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context, with the turn in place of its own kinds of data."""

    @property
    def turn(self) -> Turn:
        return _current.get()
