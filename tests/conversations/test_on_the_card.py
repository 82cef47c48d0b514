"""What leads from the card: whom to call by who told, what helps in danger, what was said of it."""

from datetime import UTC, datetime

import pytest
from rehearsing import buttons, rehearsal
from test_parts import place, screen, taps, to_the_card

from bot.rehearsal.rehearsal import Rehearsal

MORNING = datetime(2026, 3, 3, 10, 10, tzinfo=UTC)
RESULT = ("A blood or lab result", "Not sure", "4 to 6 years")


def labels(one: Rehearsal) -> list[str]:
    return [button.label for button in buttons(one.messages[one.screen_id or 0])]


async def to_danger(one: Rehearsal, *named: str) -> None:
    await one.write("/start")
    await taps(one, "Start", "Yes, keep my answers", "United Kingdom", "Yes, one of these")
    if named:
        await taps(one, "Say which one", *named, "Done")


@pytest.mark.parametrize(
    ("told", "call"),
    [
        ("A hospital", "Call the hospital that told you."),
        ("A letter, app or lab", "Call the office that ordered the test."),
        ("Our own doctor", "Call your child's doctor."),
        ("Not sure", "Call your child's doctor."),
    ],
)
async def test_who_told_is_who_is_called(told: str, call: str) -> None:
    async with rehearsal(MORNING) as one:
        more = ["Not sure"] if told in {"A hospital", "Our own doctor"} else []
        await to_the_card(one, *RESULT, told, *more)
        assert f"\n\n{call} Keep trying. No doctor by then?" in screen(one)
        await taps(one, "Today's three")
        assert f"1. {call}" in screen(one)


async def test_the_same_day_nobody_is_asked_to_ring_the_insurer() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *RESULT, "Not sure")
        assert "No answer or closed" in labels(one)
        assert "A doctor called us" in labels(one)
        await taps(one, "Today's three")
        assert "Ring the insurer" not in labels(one)
        assert "insurer" not in screen(one), "there is none in this country"


async def test_in_an_emergency_today_holds_nothing_but_the_call() -> None:
    async with rehearsal(MORNING) as one:
        await to_danger(one)
        await taps(one, "My child is being seen", "Ask me the questions", "Not sure")
        await taps(one, "4 to 6 years", "Not sure", "Today's three")
        assert screen(one).startswith("Only this now\n\n1. Call 999 or 112.")
        for word in ("referral", "insurer", "report", "first?"):
            assert word not in screen(one)
        assert labels(one) == [
            "Words to say",
            "Share",
            "My child is being seen",
            "Back to the card",
            "Worse",
        ]


async def test_nobody_is_told_to_drive_a_child_who_cannot_breathe() -> None:
    async with rehearsal(MORNING) as one:
        await to_danger(one, "Hard breathing")
        assert screen(one).startswith("Call 999 or 112 now. Do not drive.\n")
    async with rehearsal(MORNING) as one:
        await to_danger(one)
        assert screen(one).startswith("Call 999 or 112 now, or go to the nearest A&E.")


async def test_a_child_who_is_being_seen_stays_there_until_a_new_sign() -> None:
    async with rehearsal(MORNING) as one:
        await to_danger(one)
        await taps(one, "My child is being seen", "Ask me the questions", "Not sure")
        await taps(one, "4 to 6 years", "Not sure")
        assert place(one) == "card"
        assert screen(one).startswith("You told me your child is being seen. Stay there.")
        assert "or call 999 or 112 now." in screen(one)
        await taps(one, "Worse")
        assert screen(one).startswith("Call 999 or 112 now")
        await taps(one, "Say which one", "Hard breathing", "Done")
        await one.write("/menu")
        await taps(one, "My card")
        assert screen(one).startswith("Call 999 or 112 now. Do not drive.")


async def test_a_mistap_is_asked_about_as_it_was_and_its_screen_is_asked_anew() -> None:
    async with rehearsal(MORNING) as one:
        await to_danger(one, "Hard breathing")
        await taps(one, "I pressed that by mistake")
        assert screen(one).startswith("You said: hard, fast or noisy breathing;")
        assert "even if it is over now?" in screen(one)
        await taps(one, "Yes, one was true")
        assert place(one) == "emergency"
        await taps(one, "I pressed that by mistake", "No, I tapped by mistake")
        assert place(one) == "ask"
        assert "worse lying flat" in screen(one), "the other lines were never answered"


async def test_a_second_opinion_never_sends_anybody_to_the_emergency_department() -> None:
    async with rehearsal(MORNING) as one:
        await one.write("/start")
        await taps(one, "Start", "Yes, keep my answers", "United Kingdom", *["None of these"] * 4)
        await taps(one, "A second opinion", "Within 7 days", "7 to 11 years")
        assert screen(one).startswith("Ask today for the two doctors to talk by phone, by Thursday")
        assert "Do not put off treatment that is due." in screen(one)
        assert "A&E" not in screen(one)
        await taps(one, "No answer or closed")
        assert "A&E" not in screen(one)
        one.now = datetime(2026, 3, 9, 10, 10, tzinfo=UTC)
        await one.write("/start")
        assert "A&E" not in screen(one)
