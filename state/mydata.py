"""Everything that is kept about an adult and their child, to be shown and taken along.

What an adult sees of it is what they see of the case (`state/sharing.py`); other adults stand in
it by a word in place of the number of their chat.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, get_args

import msgspec

from state.case import Case, Member
from state.forgetting import WHO
from state.sharing import seen_by

Group = Literal[
    "answers", "told", "tasks", "visits", "insurance", "notes", "files", "you", "sent", "running"
]
"""A part of what is kept, as parents would name it; in the order in which it is shown."""
GROUPS: tuple[Group, ...] = get_args(Group)

OF_CASE: Mapping[str, Group] = {
    "answers": "answers",
    "events": "answers",
    "child_states": "answers",
    "kept": "told",
    "notes": "told",
    "marks": "tasks",
    "visits": "visits",
    "referrals": "visits",
    "insurance": "insurance",
    "entries": "notes",
    "files": "files",
    "members": "you",
    "invites": "you",
    "said": "sent",
    "case_id": "running",
    "created_at": "running",
    "version": "running",
    "assessment": "running",
    "numbers": "running",
    "heard_at": "running",
    "kept_until": "running",
}
"""Which part each field of a case belongs to: nothing is kept that nobody is told of."""

Open = Literal["chat", "plan", "times", "updates", "guesses", "outbox", "program"]
"""What stands in the database in clear, as `/privacy` says it."""
IN_CLEAR: Mapping[str, Mapping[str, Open]] = {
    "cases": {"case_id": "plan", "revision": "program", "wake_at": "times", "purge_at": "times"},
    "chats": {
        "chat_id": "chat",
        "case_id": "plan",
        "screen_id": "updates",
        "screen_case_id": "plan",
        "blocked_at": "times",
    },
    "members": {"chat_id": "chat", "case_id": "plan"},
    "outbox": {
        "id": "program",
        "chat_id": "chat",
        "case_id": "plan",
        "priority": "outbox",
        "expires_at": "times",
    },
    "guesses": {"chat_id": "guesses", "at": "guesses"},
    "updates": {"bot_id": "program", "update_id": "updates", "chat_id": "chat", "seen_at": "times"},
}
"""The columns that are about people and not sealed, and what of them is told."""


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    """What stands about the chat itself. `last_screen` is the message with the last buttons."""

    chat: int
    last_screen: int | None = None


class KeptPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One child's plan, and when it is erased if nobody writes again (UTC)."""

    erased_at: datetime
    plan: Case


class MyData(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, as of `made_at` (UTC)."""

    format: Literal["referral-companion/mydata"] = "referral-companion/mydata"
    format_version: Literal[1] = 1
    made_at: datetime
    chat: Chat
    plans: tuple[KeptPlan, ...] = ()


def told_in_clear() -> list[Open]:
    """What `/privacy` says of the columns that are not sealed, each once."""
    found = {what for columns in IN_CLEAR.values() for what in columns.values()}
    return [one for one in get_args(Open) if one in found]


def group_of(field: str) -> Group:
    """Which part a field of a case belongs to; shown at the end, should nobody have said."""
    return OF_CASE.get(field, "running")


def export(
    chat: Chat, cases: Sequence[Case], made_at: datetime, erased_at: Callable[[Case], datetime]
) -> str:
    """All of it as JSON, which docs/mydata.schema.json describes."""
    plans = []
    for case in cases:
        member = case.member(chat.chat)
        own = _own(case, member)
        plan = msgspec.to_builtins(KeptPlan(erased_at=erased_at(own), plan=own))
        plans.append(_with_words(plan, "", names(case, chat.chat)))
    whole = msgspec.to_builtins(MyData(made_at=made_at, chat=chat)) | {"plans": plans}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


def names(case: Case, chat_id: int) -> Callable[[int], str]:
    """What each adult is called in the file: "you", "adult_2"; who is not here, "somebody_1"."""
    known = {chat_id: "you"}
    others = [one.chat_id for one in case.members if one.chat_id != chat_id]
    known |= {one: f"adult_{number}" for number, one in enumerate(others, 2)}

    def named(one: int) -> str:
        return known.setdefault(one, f"somebody_{len(known) - len(others)}")

    return named


def _own(case: Case, member: Member) -> Case:
    """As this member sees it, and without what others alone were sent."""
    seen = seen_by(case, member)
    mine = f"asked_{member.chat_id}"
    return msgspec.structs.replace(
        seen,
        notes={"asked_you" if key == mine else key: value for key, value in seen.notes.items()},
        said=[one for one in seen.said if one.to == member.chat_id],
    )


def _with_words(value: Any, name: str, named: Callable[[int], str]) -> Any:
    """The same plain value, in which no chat has a number any more."""
    if name in WHO and isinstance(value, int):
        return named(value)
    if isinstance(value, dict):
        return {key: _with_words(one, key, named) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_with_words(one, "", named) for one in value]
    return value


def published_schema() -> bytes:
    """docs/mydata.schema.json."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `export` writes."""
    whole = msgspec.json.schema(MyData)
    for kind in whole["$defs"].values():
        for field in WHO & set(kind.get("properties", {})):
            kind["properties"][field] = {
                "type": "string",
                "pattern": "^(you|(adult|somebody)_[0-9]+)$",
            }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "MyData",
        **whole,
    }
