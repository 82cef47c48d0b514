"""A turn's commit as statements."""

import msgspec

from state.case import Case
from state.effects import Outgoing, Priority
from state.store.cipher import Cipher
from state.store.documents import CASE, EFFECT, StoredEffect
from state.store.instants import instant, maybe_instant
from state.store.refusals import AlreadyHandled, Conflict
from state.store.rows import Commit, Stuck
from state.store.statements import Steps, ask


class SealedCase(msgspec.Struct, frozen=True):
    """A case as its row holds it: sealed when the turn ended, so that nothing changes it later."""

    case_id: str
    chats: frozenset[int]
    document: bytes


def sealed_case(case: Case, cipher: Cipher) -> SealedCase:
    row = f"cases/{case.case_id}"
    chats = frozenset(member.chat_id for member in case.members)
    return SealedCase(case.case_id, chats, cipher.seal(CASE.write(case), row))


def commit_turn(commit: Commit, case: SealedCase | None, cipher: Cipher) -> Steps[tuple[int, ...]]:
    """Everything a turn changes; ends with the ids of its outbox rows, in order.

    Raises AlreadyHandled and Conflict.
    """
    yield from _mark_handled(commit)
    for stuck in commit.stuck:
        yield from keep_stuck(stuck, cipher)
    if commit.clear_blocked:
        yield from ask("unblock_chat", chat_id=commit.chat_id)
    for chat_id in commit.drop_unsent:
        yield from ask("drop_unsent_of_chat", chat_id=chat_id)
    for chat_id in commit.take_back:
        yield from ask("drop_reminders_of_chat", chat_id=chat_id, priority=int(Priority.REMINDER))
    if case is not None:
        yield from _delete(commit, case) if commit.delete_case else _save(commit, case)
    if commit.delete_unreadable is not None:
        yield from erase(commit.delete_unreadable)
    if commit.block:
        yield from ask("block_chat", chat_id=commit.chat_id, blocked_at=instant(commit.at))
    return (yield from _add_to_outbox(commit.outgoing, cipher))


def _mark_handled(commit: Commit) -> Steps[None]:
    for update_id in commit.update_ids:
        added = yield from ask(
            "add_update",
            bot_id=commit.bot_id,
            update_id=update_id,
            chat_id=commit.chat_id,
            seen_at=instant(commit.at),
        )
        if added.changed != 1:
            raise AlreadyHandled


def _save(commit: Commit, case: SealedCase) -> Steps[None]:
    row = {
        "case_id": case.case_id,
        "wake_at": maybe_instant(commit.wake_at),
        "purge_at": maybe_instant(commit.purge_at),
        "document": case.document,
    }
    if commit.revision:
        saved = yield from ask("update_case", revision=commit.revision, **row)
    else:
        saved = yield from ask("insert_case", **row)
    if saved.changed != 1:
        raise Conflict
    yield from _keep_members(case)


def _keep_members(case: SealedCase) -> Steps[None]:
    members = yield from ask("members_of_case", case_id=case.case_id)
    before = {chat_id for (chat_id,) in members.rows}
    for chat_id in sorted(before - case.chats):
        yield from ask("remove_member", case_id=case.case_id, chat_id=chat_id)
        yield from ask("leave_case", case_id=case.case_id, chat_id=chat_id)
    for chat_id in sorted(case.chats - before):
        yield from ask("add_member", case_id=case.case_id, chat_id=chat_id)
        yield from ask("enter_case", case_id=case.case_id, chat_id=chat_id)


def _delete(commit: Commit, case: SealedCase) -> Steps[None]:
    if not commit.revision:
        return
    found = yield from ask("case_at_revision", case_id=case.case_id, revision=commit.revision)
    if not found.rows:
        raise Conflict
    yield from erase(case.case_id)


def erase(case_id: str) -> Steps[None]:
    """Deletes a case and whatever of it has not left yet."""
    yield from ask("drop_unsent_of_case", case_id=case_id)
    yield from ask("forget_stuck_of_case", case_id=case_id)
    yield from ask("delete_case", case_id=case_id)


def _add_to_outbox(outgoing: tuple[Outgoing, ...], cipher: Cipher) -> Steps[tuple[int, ...]]:
    if not outgoing:
        return ()
    last = yield from ask("last_outbox_id")
    first = last.rows[0][0] + 1
    for row_id, one in enumerate(outgoing, first):
        yield from ask("add_to_outbox", **_outbox_row(row_id, one, cipher))
    return tuple(range(first, first + len(outgoing)))


def _outbox_row(row_id: int, one: Outgoing, cipher: Cipher) -> dict[str, object]:
    effect = EFFECT.write(StoredEffect(one.effect, reminder=one.reminder))
    return {
        "id": row_id,
        "chat_id": one.chat_id,
        "priority": int(one.priority),
        "expires_at": maybe_instant(one.expires_at),
        "effect": cipher.seal(effect, f"outbox/{row_id}"),
    }


def keep_stuck(stuck: Stuck, cipher: Cipher) -> Steps[None]:
    """Keeps an update that failed; one without payload is kept as sealed nothing."""
    yield from ask(
        "keep_stuck",
        bot_id=stuck.bot_id,
        update_id=stuck.update_id,
        chat_id=stuck.chat_id,
        seen_at=instant(stuck.seen_at),
        payload=cipher.seal(stuck.payload or b"", f"updates/{stuck.bot_id}/{stuck.update_id}"),
    )
