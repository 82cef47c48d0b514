"""How another adult joins: an invite stands in the case, and its secrets are shown once.

A secret is made of ids that nobody can guess, and kept only as a digest. Here nothing is looked up:
that is done before a turn, whose handlers then find the case in `Turn.invited`.
"""

import hashlib
import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

import msgspec

from state import own_settings
from state.case import Case, Invite, Member
from state.plan import child_states

OPEN_FOR = timedelta(hours=48)
LINK = "j_"
"""How what follows /start begins, if it is a secret."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes: without 0 and O, 1, I and L, which look alike."""
SHORT = 6
"""The length of a code that is said or typed once. It can be guessed by whoever may try often."""
LONG = 16
"""The length of a code to be written down: nobody can guess it."""
MOST_ADULTS = 8
"""On one plan, with those who are invited."""

_GROUPS = {SHORT: 3, LONG: 4}
_LINK = re.compile(rf"(?:^|start=)({LINK}[A-Za-z0-9_-]{{32}})$")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")


class Secret(msgspec.Struct, frozen=True):
    """A secret that an invite of a case is found by. `expires_at` is UTC, None: when it is used."""

    case_id: str
    invite_id: str
    secret: str
    expires_at: datetime | None


class Invited(msgspec.Struct, frozen=True):
    """What a secret opens: a case, and the invite to it. Nobody has joined yet."""

    case: Case
    invite: Invite
    secret: str


def link_secret(*ids: str) -> str:
    """A secret for a link, of ids that nobody can guess: as long as 192 bits."""
    return LINK + urlsafe_b64encode(_digest(ids, 24)).decode()


def code(length: int, *ids: str) -> str:
    """A code of this length, of ids that nobody can guess. It has letters and digits."""
    for number in range(1000):
        rest, found = int.from_bytes(_digest([*ids, str(number)], 32)), ""
        for _ in range(length):
            rest, which = divmod(rest, len(ALPHABET))
            found += ALPHABET[which]
        if _is_code(found):
            return found
    raise AssertionError


def _digest(ids: list[str] | tuple[str, ...], size: int) -> bytes:
    return hashlib.blake2b("/".join(ids).encode(), digest_size=size).digest()


def _is_code(text: str) -> bool:
    """Words have no digits and numbers no letters: a code is neither."""
    of_alphabet = len(text) in _GROUPS and set(text) <= set(ALPHABET)
    return of_alphabet and not text.isalpha() and not text.isdigit()


def spaced(found: str) -> str:
    """A code as it is read and typed: "K7M-4QX"."""
    group = _GROUPS[len(found)]
    return "-".join(found[start : start + group] for start in range(0, len(found), group))


def secret_in(text: str) -> str | None:
    """The secret that a text is, and nothing else: a link, what follows /start, or a code."""
    if match := _LINK.search(text.strip()):
        return match[1]
    typed = _BETWEEN.sub("", text.upper())
    return typed if _is_code(typed) else None


def is_short(secret: str) -> bool:
    """Whether it could be found by trying."""
    return len(secret) == SHORT


def open_invite(case: Case, invite_id: str, now: datetime) -> Invite | None:
    """The invite of this id, if it is still open; none is after a child has died."""
    if child_states.has_died(case.child_states):
        return None
    return next((one for one in open_invites(case, now) if one.invite_id == invite_id), None)


def open_invites(case: Case, now: datetime) -> list[Invite]:
    """Those that nobody has used or taken back, oldest first."""
    return [one for one in case.invites if one.expires_at is None or one.expires_at > now]


def take_back(case: Case, invite_id: str, now: datetime) -> None:
    """Closes an invite, and forgets those whose time is over."""
    case.invites = [one for one in open_invites(case, now) if one.invite_id != invite_id]


def join(invited: Invited, chat_id: int, language: str, now: datetime) -> Member:
    """Makes this chat a member of the case, as the invite says; it is used up by that.

    Who comes back by a code that was written down is who they were: what the others call them, what
    they see, their settings, and whether they began the plan.
    """
    case, invite = invited.case, invited.invite
    before = _who_comes_back(case, invite)
    take_back(case, invite.invite_id, now)
    member = Member(
        chat_id,
        language,
        now,
        role=before.role if before else invite.role,
        relation=before.relation if before else invite.relation,
        leaves_out=before.leaves_out if before else invite.leaves_out,
        joined_at=before.joined_at if before else now,
    )
    if before:
        own_settings.copy(before, member)
        member.unreachable = False
    case.members.append(member)
    return member


def _who_comes_back(case: Case, invite: Invite) -> Member | None:
    if not invite.way_back:
        return None
    return next((one for one in case.members if one.chat_id == invite.by), None)
