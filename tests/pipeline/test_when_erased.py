"""When a case is erased is reckoned from the case itself, never from another of the same turn."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from bot.turns.committing import Committer
from handlers.context import Turn
from state import retention
from state.case import Case, Member

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def test_a_plan_that_was_left_keeps_its_own_end() -> None:
    """To give one up for another is no word of whoever stays on it."""
    old = Case("old", NOW, members=[Member(1, "en", NOW), Member(2, "en", NOW)])
    new = Case("new", NOW, members=[Member(3, "en", NOW), Member(1, "en", NOW)])
    nothing: Any = None
    one = Turn(
        chat_id=1,
        now=NOW,
        case=old,
        screen_id=None,
        texts=nothing,
        new_id=str,
        seconds_since_delivery=nothing,
        services={},
    )
    one.leave()
    one.join(new)
    conversation: Any = SimpleNamespace(
        purge_at=lambda case, now: retention.heard(case, now, timedelta(days=90)),
        next_wake=lambda _case, _now: None,
    )
    committer = Committer(
        bot_id=1,
        store=nothing,
        conversation=conversation,
        outbox=nothing,
        answers=nothing,
        wakes=nothing,
        metrics=nothing,
    )
    attempt: Any = SimpleNamespace(
        updates=[SimpleNamespace(says_blocked=False)], ids=(1,), stuck=lambda *_: ()
    )
    commit = committer._commit_of(one, {"old": 1, "new": 1}, attempt)
    assert (commit.case, commit.purge_at) == (old, None)
    assert [(row.case, row.purge_at) for row in commit.also] == [(new, NOW + timedelta(days=90))]
