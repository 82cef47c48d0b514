"""An adult on a plan who may not see all of it, and wants to; the other typed a secret a part."""

from typing import Any

import msgspec
import orjson
from everything_read import CARDS, to_the_card
from walking import Attacker

from bot.rehearsal.rehearsal import PARENT
from state.case import Case, Member, Part, Role
from state.forgetting import WHO
from state.sharing import PARTS
from state.store.documents import CASE

OTHER = 2002
SECRETS: dict[str, str] = {"visits": "Zqv", "notes": "Zqn", "insurance": "Zqi"}
"""A word that is found nowhere else, for each part that has words."""
DAYS = ("March 12", "March 23", "2:30", "11:10", "2026-03-12", "2026-03-23")
"""When the child has visits."""
CARD = "cancer was mentioned, US, under 3 months"


async def everything_by_the_other(one: Attacker) -> bytes:
    """The document of a plan in which the other adult has typed much, and did all of it."""
    await to_the_card(one, CARDS[CARD])
    visit, note, insurer = SECRETS.values()
    for data, text in (
        ("notes:question", f"{note} one"),
        ("notes:note", f"{note} two"),
        ("notes:medicine", f"{note} three"),
        ("notes:temperature", "37.2"),
        ("task:date", f"{note} four"),
        ("fill_in:doctors_words:", f"{note} words"),
        ("visit_when:new", "12 March 2026 at 2:30 pm"),
        ("visit_fill:place:1", f"{visit} street"),
        ("visit_fill:phone:1", f"{visit} phone"),
        ("visit_when:new", "23 March 2026 at 11:10 am"),
        ("visit_fill:place:2", f"{visit} road"),
        ("ref_name:1", f"{visit} center"),
        ("ref_rules:1", f"{visit} letter"),
        ("ref_step:sent:1", f"Dr. {visit}"),
    ):
        await one.tap(one.screen_id or 0, data)
        await one.write(text)
    for data in ("cover:ppo", "note_call", "called:approval"):
        await one.tap(one.screen_id or 0, data)
    await one.tap(one.screen_id or 0, "files:bloods")
    file = {"file_id": "d", "file_unique_id": "d", "file_name": f"{note}.pdf"}
    await one.send({"document": file})
    assert one.case is not None
    insured = one.case.insurance
    insured.change(
        insured.calls[0], outcome="not_needed", reference=f"{insurer} 17", name=f"{insurer} Lee"
    )
    return CASE.write(_by_the_other(one.case))


def _by_the_other(case: Case) -> Case:
    swapped = _swapped(orjson.loads(CASE.write(case)))
    return CASE.read(orjson.dumps(swapped))


def _swapped(value: Any, name: str = "") -> Any:
    if name in WHO:
        return OTHER if value == PARENT else value
    if isinstance(value, dict):
        return {key: _swapped(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_swapped(one) for one in value]
    return value


def join(one: Attacker, document: bytes, role: Role, leaves_out: tuple[Part, ...] = PARTS) -> None:
    """The attacker comes to this plan."""
    case = CASE.read(document)
    other = case.members[0]
    case.members.append(
        Member(
            PARENT,
            "en",
            one.now,
            role=role,
            relation="adult",
            country=other.country,
            zone=other.zone,
            leaves_out=leaves_out,
            joined_at=one.now,
        )
    )
    one.case = case
    one.messages.clear()
    one.screen_id = None
    one.uttered.clear()


def learnt(one: Attacker) -> set[tuple[str, str]]:
    """What the attacker was shown of what is left out for them, and on which screen."""
    return {
        (secret, said.screen)
        for said in one.uttered
        if said.chat_id == PARENT
        for secret in (*SECRETS.values(), *DAYS)
        if any(secret in text for text in said.texts)
    }


CHANGED_BY_ANYBODY = ("members", "answers", "events", "said")
"""Where one is; the danger signs, and who said so; what was asked."""


def untouched(case: Case | None) -> bytes:
    """All of a case that somebody who only reads can never change."""
    assert case is not None
    fresh = Case(case.case_id, case.created_at)
    as_new = {name: getattr(fresh, name) for name in CHANGED_BY_ANYBODY}
    return CASE.write(msgspec.structs.replace(case, **as_new))
