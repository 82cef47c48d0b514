"""What goes into the store and comes out of it, as values. All times are aware and UTC."""

from datetime import datetime

import msgspec

from state.case import Case
from state.effects import Effect, Outgoing, Priority, Reminder, Wake
from state.invites import Secret


class ChatRow(msgspec.Struct, frozen=True):
    """A private chat: the case it is in now, and the message that shows its last screen.

    `screen_case_id` is the case that screen is about, if it is about one; `reminder_waits`, whether
    a reminder about that case has not left yet.
    """

    chat_id: int
    case_id: str | None = None
    screen_id: int | None = None
    blocked_at: datetime | None = None
    screen_case_id: str | None = None
    reminder_waits: bool = False


class CaseRow(msgspec.Struct, frozen=True):
    """A case as it was loaded, or is to be saved: only if its revision is still this one."""

    case: Case
    revision: int
    wake: Wake | None = None
    purge_at: datetime | None = None


class Loaded(msgspec.Struct, frozen=True):
    """What a turn starts from. `revision` is 0 while there is no case.

    `others` are the chat's other cases, each about another child.
    """

    chat: ChatRow
    case: Case | None = None
    revision: int = 0
    others: tuple[CaseRow, ...] = ()


class Stuck(msgspec.Struct, frozen=True):
    """An update whose turn failed. `payload` is kept encrypted; None if it must not be kept."""

    bot_id: int
    update_id: int
    chat_id: int
    seen_at: datetime
    payload: bytes | None = None


class Commit(msgspec.Struct, frozen=True, kw_only=True):
    """One turn, all of it or nothing.

    `at` is the turn's time. `revision` is the one that was loaded, 0 for a new case. Without a
    case (before consent) only updates and outbox are written. `wake` None: nothing to say;
    `purge_at` None leaves it as it was. `delete_case` erases `case` with all that its chats have
    not been sent yet. `drop_unsent` are chats whose unsent effects go, before `outgoing` is added.
    `take_back` are chats whose unsent reminders of this case go. `enters` is the case the chat is
    in from now on, and `also` are other cases that the turn has changed: the chat's, one it joins,
    one it leaves. `secrets` are of new invites; what an invite that is not in its case any more was
    found by goes when the case is saved.
    `delete_unreadable` is a case whose document
    cannot be read and which is to be erased all the same. `forgets`: this chat is done with the
    case, which is erased or the others'; on no other one, it is not known any more, and the
    numbers of its updates are nobody's. `clear_blocked`: an update came from the
    chat, so it is not blocked; `block`: it is from now on. `stuck` are those of the updates that
    failed.
    """

    bot_id: int
    chat_id: int
    at: datetime
    update_ids: tuple[int, ...] = ()
    case: Case | None = None
    revision: int = 0
    wake: Wake | None = None
    purge_at: datetime | None = None
    delete_case: bool = False
    enters: str | None = None
    also: tuple[CaseRow, ...] = ()
    secrets: tuple[Secret, ...] = ()
    delete_unreadable: str | None = None
    forgets: bool = False
    outgoing: tuple[Outgoing, ...] = ()
    drop_unsent: tuple[int, ...] = ()
    take_back: tuple[int, ...] = ()
    clear_blocked: bool = False
    block: bool = False
    stuck: tuple[Stuck, ...] = ()


class Lost(msgspec.Struct, frozen=True):
    """Stands for an effect of the outbox that can no longer be read."""


class OutboxRow(msgspec.Struct, frozen=True):
    """An effect that is committed and not yet delivered; ids grow and are never used again."""

    id: int
    chat_id: int
    priority: Priority
    expires_at: datetime | None
    effect: Effect | Lost
    reminder: Reminder | None = None
    case_id: str | None = None


class Purged(msgspec.Struct, frozen=True):
    """What a purge has erased: these cases, and what waited of them for these chats until then.

    The last row of the outbox had the id `last_row` at that time.
    """

    cases: frozenset[str]
    chats: frozenset[int]
    last_row: int
