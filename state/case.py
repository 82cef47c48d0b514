"""The shared document about one child, and the adults who are on it."""

import enum
from datetime import date, datetime
from typing import Literal

import msgspec

from state.effects import Button
from state.levels import Level
from state.plan.child_states import ChildState
from state.plan.entries import Entry
from state.plan.files import Attached
from state.plan.insurance import Insurance
from state.plan.marks import Mark
from state.plan.referrals import Referral
from state.plan.steps import Said
from state.plan.visits import Visit

Says = Literal["yes", "no", "unsure"]
"""What a parent said of one sign; "not asked" is the absence of an answer."""

Value = str | dict[str, Says]
"""An option's id, a typed text, "unsure"; or, for a list of signs, what was said of each line.

In a list of signs "*" stands for every line that is not named: {"*": "no"} is "none of these",
{"*": "yes"} is "yes, one of these" before it is known which.
"""

Relation = Literal["", "parent", "grandparent", "adult"]
"""What an adult is to the child, as the others' screens call them; empty: nobody has said."""

Part = Literal["visits", "who", "notes", "insurance"]
"""A part of the case that a member may be kept from seeing (`state/sharing.py`).

visits: place and time of visits. who: who did what, when. notes: notes, diary, medicines,
allergies, family history and files. insurance: who pays.
"""

UNSURE = "unsure"
EVERY_LINE = "*"


class Role(enum.Enum):
    """What a member may do. Everybody may always say that the child is worse.

    full: everything. tasks: see the plan, take tasks and say what became of them, add notes.
    read: see, and set what is their own.
    """

    FULL = "full"
    TASKS = "tasks"
    READ = "read"


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member's last screen shows: the screen's name and, where it has one, its subject.

    A screen that is `alone` (the emergency screens) is never edited into another one. `after` is
    the last message there was when it was sent: whatever shows the screen is newer than that.
    """

    screen: str
    about: str = ""
    alone: bool = False
    after: int = 0


class Reminders(msgspec.Struct, forbid_unknown_fields=True):
    """How a member wants to be written to. Hours are of the local clock.

    `less`: only visits, the referral and a date. `paused_until`: nothing before that local day.
    `hidden`: the message shows nothing but that there is one. `short`: one thing at a time, in the
    message and on the plan. `stopped`: for good. `still_ask`: in a pause, what cannot wait is asked
    all the same.
    """

    quiet_from: int = 21
    quiet_to: int = 8
    digest_at: int = 9
    less: bool = False
    hidden: bool = False
    short: bool = False
    stopped: bool = False
    paused_until: date | None = None
    still_ask: bool = False


class Walk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An assessment that a member has opened beside the one that judges the level.

    `since` is the number of the newest answer when it was opened: Back goes no further.
    """

    assessment: str
    since: int = 0


class Member(msgspec.Struct, forbid_unknown_fields=True):
    """One adult on a case. `zone` is an IANA name; `expecting` names the free text awaited next.

    `chases` is whether the bot may ask back within hours; `reminders`, how they want to be written
    to; `returning`, what the card is to say when it is next reached: how a new round of the signs,
    or a changed answer, changed it. `last_album` and `last_part` are the album and the part of a
    split message that were answered last: each gets one answer. `speaks` is the language this
    adult speaks on the telephone, empty for the language of the bot. `nickname` is what they call
    this child, if their chat is on the cases of several. `unreachable`: their chat
    takes no messages, as far as we know, until they write again. `asked_since` is when they were
    last asked, on coming back, whether a doctor has spoken to them. `reminded` are the buttons of
    the reminder they were sent since their last screen: their words, typed, answer the reminder.
    `relation` is what the others' screens call this adult, whose name is never kept; `leaves_out`,
    what of the case they do not see; `joined_at` (UTC), when another member's invite brought them
    here, None for who began; `minds_the_rest`, that they are the one who is reminded of what nobody
    has taken. `walk` is the assessment they are in, None for the one that judges the level.
    """

    chat_id: int
    language: str
    consented_at: datetime
    role: Role = Role.FULL
    country: str | None = None
    zone: str | None = None
    place: Place | None = None
    expecting: str | None = None
    chases: bool = True
    returning: Literal["", "round", "change"] = ""
    last_album: str = ""
    last_part: int = 0
    reminders: Reminders = msgspec.field(default_factory=Reminders)
    unreachable: bool = False
    speaks: str = ""
    nickname: str = ""
    asked_since: datetime | None = None
    reminded: tuple[Button, ...] = ()
    relation: Relation = ""
    leaves_out: tuple[Part, ...] = ()
    joined_at: datetime | None = None
    minds_the_rest: bool = False
    walk: Walk | None = None


class Invite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way for one more adult to join: what they will be, and what they will not see.

    It stands here until it is used or taken back, or `expires_at` (UTC) comes. `way_back`: it is
    for the member `by` alone, to come back from another telephone, and does not expire.
    """

    invite_id: str
    by: int
    at: datetime
    role: Role
    relation: Relation = ""
    leaves_out: tuple[Part, ...] = ()
    expires_at: datetime | None = None
    way_back: bool = False


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer, kept for good. `value` None takes the member's answers to that item back.

    `number` grows by one within a case; `at` is UTC; `message_id` is the typed message, if typed.
    """

    number: int
    item: str
    value: Value | None
    by: int
    at: datetime
    message_id: int | None = None


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a parent was told, or found out, and wants to have at hand; kept for good like answers.

    `keep` is an id of `state/kept.py`; `value` what was typed or the option chosen, None if it is
    taken back. `number` grows by one within a case; `at` is UTC; `message_id` is the typed message.
    """

    number: int
    keep: str
    value: str | None
    by: int
    at: datetime
    message_id: int | None = None


class Cause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a level was reached: a rule's id, the findings it rests on, and its source."""

    rule: str
    findings: tuple[str, ...]
    source: str


class Reached(msgspec.Struct, frozen=True, tag="reached", forbid_unknown_fields=True):
    """A level that was shown to a parent. Nothing said later makes it calmer.

    `deadline` is UTC and None only for EMERGENCY (now) and PLANNED (none).
    """

    level: Level
    at: datetime
    by: int
    deadline: datetime | None
    causes: tuple[Cause, ...]
    rules_version: str


class Lowered(msgspec.Struct, frozen=True, tag="lowered", forbid_unknown_fields=True):
    """An event that may make a level calmer: a mis-tap, or a check by a doctor.

    A check settles the answers to `items` up to the one numbered `up_to`; `who` checked, and the
    time they gave as a level: `told`.
    """

    why: Literal["mistake", "checked"]
    at: datetime
    by: int
    items: tuple[str, ...] = ()
    up_to: int = 0
    who: str = ""
    told: Level | None = None


class BeingSeen(msgspec.Struct, frozen=True, tag="being_seen", forbid_unknown_fields=True):
    """That the child is with those who help, as a member said when the answers up to the one
    numbered `up_to` were given. It changes no level.
    """

    at: datetime
    by: int
    up_to: int


class Chased(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="chased"):
    """That we asked back whether a doctor had called."""

    at: datetime


class Spoke(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="spoke"):
    """That a doctor has spoken to this member, as they told us."""

    at: datetime
    by: int


Event = Reached | Lowered | BeingSeen | Chased | Spoke


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """Everything that is kept about one child. The unit of locking, encryption and deletion.

    `numbers` holds the last one given to each kind of thing that may be removed (`plan/numbers`).
    `heard_at` is when a member last wrote, `kept_until` when the case is erased if nobody does
    again; both UTC.
    """

    case_id: str
    created_at: datetime
    version: int = 1
    assessment: str = "oncology_referral"
    members: list[Member] = []
    answers: list[Answer] = []
    events: list[Event] = []
    kept: list[Kept] = []
    notes: dict[str, str] = {}
    visits: list[Visit] = []
    referrals: list[Referral] = []
    insurance: Insurance = msgspec.field(default_factory=Insurance)
    entries: list[Entry] = []
    marks: dict[str, list[Mark]] = {}
    files: list[Attached] = []
    child_states: list[ChildState] = []
    said: list[Said] = []
    invites: list[Invite] = []
    numbers: dict[str, int] = {}
    heard_at: datetime | None = None
    kept_until: datetime | None = None

    def member(self, chat_id: int) -> Member:
        """The member who writes from this chat. Raises KeyError if there is none."""
        for member in self.members:
            if member.chat_id == chat_id:
                return member
        raise KeyError(chat_id)


def is_last_full(case: Case, chat_id: int) -> bool:
    """Whether, once this adult leaves, others are left and none of them may change the plan.

    Nobody gets a larger role by that: it was not given to them.
    """
    full = [one.chat_id for one in case.members if one.role is Role.FULL]
    return full == [chat_id] and len(case.members) > 1
