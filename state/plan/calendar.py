"""A visit as a calendar file (RFC 5545), neutral: a telephone may show it to anybody.

It says "Appointment" and when; nothing of what for, where, or who. The same visit keeps its `uid`,
and `sequence` grows when it moves, so that a calendar replaces what it had.
"""

from datetime import UTC, datetime

import msgspec

LINES_END = "\r\n"


class CalendarEntry(msgspec.Struct, frozen=True, tag="calendar", forbid_unknown_fields=True):
    """What the file is made of. `starts` and `made_at` are UTC; `day` is local, as YYYYMMDD.

    With `day` only that day is known, and no time.
    """

    uid: str
    title: str
    starts: datetime
    made_at: datetime
    sequence: int = 0
    day: str = ""


def ics(entry: CalendarEntry) -> bytes:
    """The file, with nothing but what every calendar needs."""
    start = f"DTSTART;VALUE=DATE:{entry.day}" if entry.day else f"DTSTART:{_utc(entry.starts)}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Appointment//EN",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_utc(entry.made_at)}",
        f"SEQUENCE:{entry.sequence}",
        start,
        *([] if entry.day else ["DURATION:PT1H"]),
        f"SUMMARY:{_escaped(entry.title)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{line}{LINES_END}" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")
