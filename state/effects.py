"""What a turn wants to happen outside: kept with the turn, delivered after its commit."""

import enum
from datetime import datetime
from typing import Literal

import msgspec

from state.plan.calendar import CalendarEntry
from state.plan.charts import Chart
from state.plan.sheet import Sheet
from state.qr_code import QrCode
from state.reports import Report, Written


class Button(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One inline button: its words and what it sends back (at most 64 bytes)."""

    label: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That nothing is kept about a chat and a case (any more) is counted when it is said.

    Should anything be there, `otherwise` is said: Telegram HTML, with the number in place of
    `COUNTED`.
    """

    case_id: str
    otherwise: str


COUNTED = "{kept}"


class Show(msgspec.Struct, frozen=True, tag="show", forbid_unknown_fields=True):
    """A message of Telegram HTML.

    A screen (`is_screen`) becomes the chat's last screen. With `edit` it replaces that message in
    place if it is still the last screen at delivery, else it is sent anew. When a new screen is
    sent, the keyboard of the screen before it becomes `leave_behind`. One with a `proof` is the
    last word after an erasure: nothing is noted of it.
    """

    text: str
    keyboard: Keyboard = ()
    edit: int | None = None
    is_screen: bool = True
    leave_behind: Keyboard = ()
    proof: Proof | None = None


class Restrict(msgspec.Struct, frozen=True, tag="restrict", forbid_unknown_fields=True):
    """Replaces the keyboard of one earlier message, leaving its text."""

    message_id: int
    keyboard: Keyboard = ()


class Held(msgspec.Struct, frozen=True, tag="held", forbid_unknown_fields=True):
    """A file that Telegram has: `file_id` is its name for it, good for this bot alone."""

    file_id: str
    kind: Literal["photo", "document"]


class Document(msgspec.Struct, frozen=True, tag="document", forbid_unknown_fields=True):
    """A file, made of `content` when it is sent. It is no screen: one may follow it.

    What waits to be sent is the content, not the file: a chart or a page is drawn at the end. A
    page as pictures is sent one picture after the other.
    `text` is its caption and `instead` is said if the file is refused, both Telegram HTML.
    """

    file_name: str
    content: CalendarEntry | Chart | Sheet | Held | Written | Report | QrCode
    text: str = ""
    instead: str = ""
    keyboard: Keyboard = ()


Effect = Show | Restrict | Document


class Priority(enum.IntEnum):
    """Which chat goes first when sending is scarce; never the order within a chat.

    From `ASK_BACK` on they are of what the bot says by itself: within hours, within two days, of a
    visit, of all else.
    """

    EMERGENCY = 0
    ANSWER = 1
    ASK_BACK = 2
    CHASE = 3
    VISIT = 4
    REMINDER = 5

    @property
    def is_reminder(self) -> bool:
        return self >= Priority.ASK_BACK


class Wake(msgspec.Struct, frozen=True):
    """When a case next has something to say (UTC), and how urgent that is."""

    at: datetime
    priority: Priority = Priority.REMINDER


class Reminder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which record of a case says that this was said: it is un-said if it never arrives.

    `at` is the moment of the record, UTC.
    """

    case_id: str
    kind: Literal["digest", "chase"]
    at: datetime


class Outgoing(msgspec.Struct, frozen=True):
    """An effect for one chat, about a case or none; dropped unsent after `expires_at` (UTC)."""

    chat_id: int
    effect: Effect
    priority: Priority = Priority.ANSWER
    expires_at: datetime | None = None
    reminder: Reminder | None = None
    case_id: str | None = None


class PressAnswer(msgspec.Struct, frozen=True):
    """The answer to a button press: best effort, never stored."""

    query_id: str
    text: str = ""
    alert: bool = False
