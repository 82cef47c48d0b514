"""One adult's parting from a case: their chat and their notes go, what is the child's stays.

What they said and did about the child stays with the others, as by somebody who has left. What is
theirs goes: their settings, notes, diary and questions, the files they sent, the words they wrote
beside a task, and what they had taken on is free again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from state.case import Case
from state.plan.entries import EntryKind
from state.plan.marks import Mark
from state.sharing import without_notes

WHO = frozenset({"by", "to", "chat_id"})
"""Fields that name an adult, by the number of their chat."""
OWN_ENTRIES: frozenset[EntryKind] = frozenset({"question", "note", "temperature", "pain"})
"""What goes with who wrote it; medicines, allergies and family history are the child's."""


def forget(case: Case, chat_id: int) -> None:
    """Takes an adult out of a case. In place of their chat stands a number that is nobody's."""
    case.members[:] = [one for one in case.members if one.chat_id != chat_id]
    case.entries[:] = [
        one for one in case.entries if one.by != chat_id or one.kind not in OWN_ENTRIES
    ]
    case.invites[:] = [one for one in case.invites if one.by != chat_id]
    case.files[:] = [one for one in case.files if one.by != chat_id]
    case.said[:] = [one for one in case.said if one.to != chat_id]
    case.referrals[:] = [without_notes(one, lambda by: by == chat_id) for one in case.referrals]
    case.notes.pop(f"asked_{chat_id}", None)
    case.marks = {task: _let_go(marks, chat_id) for task, marks in case.marks.items()}
    _rename(case, chat_id, nobody(case))


def nobody(case: Case) -> int:
    """A number below zero that stands for nobody else on this case."""
    return min([0, *named(case)]) - 1


def named(case: Case) -> Iterator[int]:
    """Every number of an adult that stands in the case, as often as it does."""
    return _named(case)


def own_words(case: Case, chat_id: int) -> int:
    """How many notes, questions, lines of the diary and files of a case are this adult's."""
    mine = [one for one in case.entries if one.by == chat_id and one.kind in OWN_ENTRIES]
    return len(mine) + sum(one.by == chat_id for one in case.files)


def _let_go(marks: list[Mark], chat_id: int) -> list[Mark]:
    """Without what they had taken or were handed, and without their words beside the task."""
    held: list[Mark] = []
    gone: set[int] = set()
    for mark in marks:
        if mark.what != "undone":
            held.append(mark)
            if mark.what == "claimed" and (mark.to or mark.by) == chat_id:
                gone.add(id(mark))
        elif held and id(held.pop()) in gone:  # a claim that was taken back goes with that
            gone.add(id(mark))
    return [
        msgspec.structs.replace(mark, note="") if mark.by == chat_id else mark
        for mark in marks
        if id(mark) not in gone
    ]


def _rename(case: Case, chat_id: int, nobody: int) -> None:
    for field in msgspec.structs.fields(case):
        value = getattr(case, field.name)
        setattr(case, field.name, _renamed(value, field.name, chat_id, nobody))


def _renamed(value: Any, name: str, chat_id: int, nobody: int) -> Any:
    """The same value with `nobody` wherever it names this adult; their messages' numbers go."""
    if name in WHO:
        return nobody if value == chat_id else value
    match value:
        case msgspec.Struct():
            return _struct_renamed(value, chat_id, nobody)
        case list():
            return [_renamed(one, "", chat_id, nobody) for one in value]
        case tuple():
            return tuple(_renamed(one, "", chat_id, nobody) for one in value)
        case Mapping():
            return {key: _renamed(one, "", chat_id, nobody) for key, one in value.items()}
        case _:
            return value


def _struct_renamed(value: msgspec.Struct, chat_id: int, nobody: int) -> msgspec.Struct:
    changed = {
        field.name: _renamed(getattr(value, field.name), field.name, chat_id, nobody)
        for field in msgspec.structs.fields(value)
    }
    if getattr(value, "by", None) == chat_id and "message_id" in changed:
        changed["message_id"] = None
    return msgspec.structs.replace(value, **changed)


def _named(value: Any, name: str = "") -> Iterator[int]:
    if name in WHO and isinstance(value, int):
        yield value
        return
    match value:
        case msgspec.Struct():
            for field in msgspec.structs.fields(value):
                yield from _named(getattr(value, field.name), field.name)
        case list() | tuple():
            for one in value:
                yield from _named(one)
        case Mapping():
            for one in value.values():
                yield from _named(one)
