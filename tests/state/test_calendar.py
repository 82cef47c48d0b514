"""The calendar file: what a telephone shows of it says nothing; a moved visit replaces itself."""

from datetime import UTC, datetime

from state.plan.calendar import CalendarEntry, ics

STARTS = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
MADE = datetime(2026, 3, 2, 13, tzinfo=UTC)


def lines(entry: CalendarEntry) -> list[str]:
    text = ics(entry).decode()
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


def test_it_says_when_and_nothing_of_what_for() -> None:
    assert lines(CalendarEntry("one@appointment", "Appointment", STARTS, MADE, 2)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Appointment//EN",
        "BEGIN:VEVENT",
        "UID:one@appointment",
        "DTSTAMP:20260302T130000Z",
        "SEQUENCE:2",
        "DTSTART:20260309T143000Z",
        "DURATION:PT1H",
        "SUMMARY:Appointment",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_day_without_a_time_is_a_whole_day() -> None:
    found = lines(CalendarEntry("one", "Appointment", STARTS, MADE, day="20260309"))
    assert "DTSTART;VALUE=DATE:20260309" in found
    assert not [line for line in found if line.startswith("DURATION")]


def test_a_title_cannot_break_the_file() -> None:
    assert "SUMMARY:One\\, two\\; three\\nfour \\\\" in lines(
        CalendarEntry("one", "One, two; three\nfour \\", STARTS, MADE)
    )
