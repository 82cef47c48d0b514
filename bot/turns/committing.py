"""The end of a turn: one commit, and then a word to those who deliver, wake and count."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from bot.conversation import Conversation
from bot.delivery.answers import Answers
from bot.delivery.outbox import Outbox
from bot.metrics import Metrics
from bot.turns.attempt import Attempt
from handlers.context import Turn
from state.case import Case
from state.case_marks import marked
from state.effects import Outgoing, PressAnswer, Priority, Wake
from state.store.rows import CaseRow, Commit, OutboxRow
from state.store.store import Store

LATEST_WAKE = timedelta(days=7)
"""So that new rules and new zone data take hold."""
SOONEST_WAKE = timedelta(seconds=1)


class Committer:
    """`wakes` is told of every wake that is committed."""

    def __init__(
        self,
        *,
        bot_id: int,
        store: Store,
        conversation: Conversation,
        outbox: Outbox,
        answers: Answers,
        wakes: Callable[[datetime], None],
        metrics: Metrics,
    ) -> None:
        self.bot_id = bot_id
        self._store = store
        self._conversation = conversation
        self._outbox = outbox
        self._answers = answers
        self._wakes = wakes
        self._metrics = metrics

    async def commit(self, turn: Turn, revisions: Mapping[str, int], attempt: Attempt) -> None:
        """Keeps what the turn has changed; `revisions` are those its cases were loaded with.

        Raises Conflict, AlreadyHandled and the errors of the database: then nothing is kept.
        """
        commit = self._commit_of(turn, revisions, attempt)
        erased = await self._chats_of_erased(turn, commit)
        newest = self._outbox.newest
        row_ids = await self._store.commit(commit)
        self._answer(turn, attempt)
        # Only what was said before this commit: a sweep may have taken its own rows in by now.
        before = row_ids[0] if row_ids else newest + 1
        self._outbox.forget(commit.drop_unsent, before=before)
        for case_id, chats in erased.items():
            self._outbox.forget(chats, before=before, cases={case_id})
        if turn.case is not None:
            self._outbox.forget(turn.removed, before=before, cases={turn.case.case_id})
        self._outbox.forget(
            commit.take_back,
            before=before,
            from_priority=Priority.ASK_BACK,
            cases={commit.case.case_id} if commit.case else (),
        )
        self._outbox.add(
            _row_of(row_id, one) for row_id, one in zip(row_ids, commit.outgoing, strict=True)
        )
        for wake in (commit.wake, *(row.wake for row in commit.also)):
            if wake is not None:
                self._wakes(wake.at)
        self._metrics.events(turn.counted)

    def _commit_of(self, turn: Turn, revisions: Mapping[str, int], attempt: Attempt) -> Commit:
        case, now = turn.case, turn.now
        kept = turn.erased or turn.left or case
        lives_on = kept if turn.erased is None else None
        blocks = bool(attempt.updates) and attempt.updates[-1].says_blocked
        return Commit(
            bot_id=self.bot_id,
            chat_id=turn.chat_id,
            at=now,
            update_ids=attempt.ids,
            case=kept,
            revision=revisions.get(kept.case_id, 0) if kept else 0,
            wake=self._next_wake(lives_on, now) if lives_on else None,
            purge_at=self._purge_at(case, now) if attempt.updates and case is kept else None,
            enters=case.case_id if case and turn.has_gone_over else None,
            also=tuple(
                self._also(one, revisions, attempt, now)
                for one in (*turn.others_to_keep(), *([case] if case and case is not kept else []))
            ),
            secrets=tuple(turn.secrets),
            delete_case=turn.erased is not None,
            delete_unreadable=turn.unreadable_case if turn.drop_unsent else None,
            forgets=turn.drop_unsent,
            outgoing=tuple(
                marked(one) for one in turn.outgoing if not blocks or one.chat_id != turn.chat_id
            ),
            take_back=tuple(sorted(turn.taken_back)),
            drop_unsent=(turn.chat_id,) if blocks else (),
            clear_blocked=any(not update.says_blocked for update in attempt.updates),
            block=blocks,
            stuck=attempt.stuck(self.bot_id, now),
        )

    def _also(
        self, case: Case, revisions: Mapping[str, int], attempt: Attempt, now: datetime
    ) -> CaseRow:
        return CaseRow(
            case,
            revisions.get(case.case_id, 0),
            self._next_wake(case, now),
            self._purge_at(case, now) if attempt.updates else None,
        )

    def _purge_at(self, case: Case | None, now: datetime) -> datetime | None:
        return self._conversation.purge_at(case, now) if case else None

    def _next_wake(self, case: Case, now: datetime) -> Wake:
        """Always after now, at most a week ahead."""
        latest = Wake(now + LATEST_WAKE)
        asked = self._conversation.next_wake(case, now) or latest
        return min(
            Wake(max(asked.at, now + SOONEST_WAKE), asked.priority), latest, key=lambda one: one.at
        )

    def _answer(self, turn: Turn, attempt: Attempt) -> None:
        """Every press is answered, by the handler or with nothing, so that its button rests."""
        answers = {answer.query_id: answer for answer in turn.press_answers}
        for update in attempt.updates:
            if update.press_id is not None:
                answers.setdefault(update.press_id, PressAnswer(update.press_id))
        self._answers.give(answers.values())

    async def _chats_of_erased(self, turn: Turn, commit: Commit) -> dict[str, Iterable[int]]:
        """The case that this commit erases, if any, with its chats; or who leaves it."""
        if turn.left is not None:
            return {turn.left.case_id: [turn.chat_id]}
        if commit.delete_case and turn.erased is not None:
            return {turn.erased.case_id: [member.chat_id for member in turn.erased.members]}
        if commit.delete_unreadable is not None:
            chats = await self._store.chats_of_case(commit.delete_unreadable)
            return {commit.delete_unreadable: chats}
        return {}


def _row_of(row_id: int, one: Outgoing) -> OutboxRow:
    return OutboxRow(
        row_id, one.chat_id, one.priority, one.expires_at, one.effect, one.reminder, one.case_id
    )
