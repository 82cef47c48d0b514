"""Two adults on one plan: what one says or does is there for the other, each in their own way."""

from rehearsing import household, joins
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript


def of(name: str, script: str) -> list[tuple[str, str]]:
    """A script of one parent as that of an adult of this name."""
    return transcript.steps(script.replace("Parent", name))


async def test_what_one_adult_does_is_there_for_the_other() -> None:
    async with household(Mother="en", Father="en") as adults:
        await together.play(adults, of("Mother", TO_THE_CARD))
        joins(adults, "Father")
        written = await together.play(
            adults,
            transcript.steps("Father types: /plan\nMother types: /plan\nTime passes: 8 days"),
        )
        assert "Mother's phone, " in written
        assert "Father's phone, " not in written
        assert adults["Father"].case is adults["Mother"].case
