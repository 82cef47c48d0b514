"""A turn's commit as statements."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from state.effects import Outgoing, Priority
from state.invites import Secret
from state.store.cipher import Cipher
from state.store.documents import CASE, EFFECT, StoredEffect
from state.store.instants import instant, maybe_instant
from state.store.refusals import AlreadyHandled, Conflict
from state.store.rekeying import take_only_valid
from state.store.rows import CaseRow, Commit, Stuck
from state.store.statements import Steps, ask


class SealedCase(msgspec.Struct, frozen=True):
    """A case as its row holds it: sealed when the turn ended, so that nothing changes it later."""

    case_id: str
    chats: frozenset[int]
    invites: frozenset[str]
    document: bytes
    revision: int
    purge_at: datetime | None
    wake_at: datetime | None
    wake_as: bytes | None


def sealed_case(row: CaseRow, cipher: Cipher) -> SealedCase:
    case, wake = row.case, row.wake
    return SealedCase(
        case.case_id,
        frozenset(member.chat_id for member in case.members),
        frozenset(invite.invite_id for invite in case.invites),
        cipher.seal(CASE.write(case), f"cases/{case.case_id}"),
        row.revision,
        row.purge_at,
        wake.at if wake else None,
        cipher.seal(bytes([wake.priority]), wake_row(case.case_id)) if wake else None,
    )


def wake_row(case_id: str) -> str:
    """The place of a case's urgency, for the cipher."""
    return f"wakes/{case_id}"


def commit_turn(
    commit: Commit, case: SealedCase | None, also: Sequence[SealedCase], cipher: Cipher
) -> Steps[tuple[int, ...]]:
    """Everything a turn changes; ends with the ids of its outbox rows, in order.

    Raises AlreadyHandled and Conflict.
    """
    documents = [one.document for one in (*also, case) if one is not None]
    yield from take_only_valid(cipher.newest, *documents)
    yield from _mark_handled(commit)
    for stuck in commit.stuck:
        yield from keep_stuck(stuck, cipher)
    if commit.clear_blocked:
        yield from ask("unblock_chat", chat_id=commit.chat_id)
    for chat_id in commit.drop_unsent:
        yield from ask("drop_unsent_of_chat", chat_id=chat_id)
    for chat_id in commit.take_back:
        yield from _take_back(chat_id, case)
    yield from _save_or_delete(commit, case, also)
    for secret in commit.secrets:
        yield from _add_invite(secret, cipher)
    if commit.enters is not None:
        yield from ask("enter_case", case_id=commit.enters, chat_id=commit.chat_id)
    if commit.delete_unreadable is not None:
        yield from erase(commit.delete_unreadable)
    if commit.forgets:
        yield from _forget_chat(commit.chat_id, case.case_id if case else None)
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


def _take_back(chat_id: int, case: SealedCase | None) -> Steps[None]:
    yield from ask(
        "drop_reminders_of_chat",
        chat_id=chat_id,
        case_id=case.case_id if case else None,
        priority=int(Priority.ASK_BACK),
    )


def _save_or_delete(
    commit: Commit, case: SealedCase | None, also: Sequence[SealedCase]
) -> Steps[None]:
    """In the order of their ids, so that two turns about the same cases never wait in a ring."""
    every = [*also, case] if case else [*also]
    gone = set[int]()
    for one in sorted(every, key=lambda each: each.case_id):
        if one is case and commit.delete_case:
            yield from _delete(one)
        else:
            gone |= yield from _save(one)
    for chat_id in sorted(gone - {commit.chat_id}):
        yield from _forget_chat(chat_id, None)


def _save(case: SealedCase) -> Steps[set[int]]:
    """The chats that are not on it any more."""
    row = {
        "case_id": case.case_id,
        "wake_at": maybe_instant(case.wake_at),
        "wake_as": case.wake_as,
        "purge_at": maybe_instant(case.purge_at),
        "document": case.document,
    }
    if case.revision:
        saved = yield from ask("update_case", revision=case.revision, **row)
    else:
        saved = yield from ask("insert_case", **row)
    if saved.changed != 1:
        raise Conflict
    gone = yield from _keep_members(case)
    yield from _keep_invites(case)
    return gone


def _keep_members(case: SealedCase) -> Steps[set[int]]:
    members = yield from ask("members_of_case", case_id=case.case_id)
    before = {chat_id for (chat_id,) in members.rows}
    for chat_id in sorted(before - case.chats):
        yield from ask("remove_member", case_id=case.case_id, chat_id=chat_id)
        yield from ask("drop_unsent_of_leaver", case_id=case.case_id, chat_id=chat_id)
        yield from ask("leave_case", case_id=case.case_id, chat_id=chat_id)
    for chat_id in sorted(case.chats - before):
        yield from ask("add_member", case_id=case.case_id, chat_id=chat_id)
        yield from ask("enter_case", case_id=case.case_id, chat_id=chat_id)
    return before - case.chats


def _keep_invites(case: SealedCase) -> Steps[None]:
    """An invite that was used or taken back is not in its case any more: nothing finds it."""
    found = yield from ask("invites_of_case", case_id=case.case_id)
    for invite_id in sorted({invite_id for (invite_id,) in found.rows} - case.invites):
        yield from ask("remove_invite", case_id=case.case_id, invite_id=invite_id)


def _add_invite(secret: Secret, cipher: Cipher) -> Steps[None]:
    """Raises Conflict if the secret is taken: the turn runs again, with another."""
    added = yield from ask(
        "add_invite",
        secret_hmac=cipher.digests(secret.secret)[0],
        case_id=secret.case_id,
        invite_id=secret.invite_id,
        expires_at=maybe_instant(secret.expires_at),
    )
    if added.changed != 1:
        raise Conflict


def _delete(case: SealedCase) -> Steps[None]:
    if not case.revision:
        return
    found = yield from ask("case_at_revision", case_id=case.case_id, revision=case.revision)
    if not found.rows:
        raise Conflict
    yield from erase(case.case_id)


def _forget_chat(chat_id: int, case_id: str | None) -> Steps[None]:
    """After its last case nothing here is about a chat; the numbers of updates still count once."""
    yield from ask("drop_unsent_of_leaver", chat_id=chat_id, case_id=case_id)
    yield from ask("disown_updates", chat_id=chat_id)
    yield from ask("forget_chat", chat_id=chat_id)


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
        "case_id": one.case_id,
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
