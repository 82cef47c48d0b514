"""One of two adults erases what is theirs: the other goes on, and is told nothing."""

from rehearsing import buttons, household, joins, plain
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household


async def _erases(adults: Household, name: str) -> list[str]:
    """What this adult reads on the way."""
    phone = adults[name]
    await phone.write("/delete")
    asked = phone.messages[phone.screen_id or 0]
    assert "erase" in [one.data for one in buttons(asked)]
    await phone.tap(phone.screen_id or 0, "erase")
    return [plain(asked.text), plain(phone.messages[phone.screen_id or 0].text)]


async def test_the_plan_stays_with_the_other_and_goes_with_the_last() -> None:
    async with household(Mother="en", Father="en") as adults:
        await together.play(adults, transcript.steps(TO_THE_CARD.replace("Parent", "Mother")))
        joins(adults, "Father", relation="parent")
        await adults["Father"].write("/plan")
        before = len(adults["Father"].messages)
        asked, done = await _erases(adults, "Mother")
        assert asked.startswith("Erase what is yours?")
        assert "I send no message, but they can see you are gone" in asked
        assert done.startswith("0 things are kept about you")
        assert adults["Mother"].case is None
        assert len(adults["Father"].messages) == before

        left = adults["Father"].case
        assert left is not None
        assert left.answers
        assert {one.by for one in left.answers} == {-1}
        await adults["Father"].write("/mydata")
        await adults["Father"].tap(adults["Father"].screen_id or 0, "mydata_of:answers")
        shown = adults["Father"].messages[adults["Father"].screen_id or 0].text
        assert "an adult who was here before" in shown

        asked, done = await _erases(adults, "Father")
        assert asked.startswith("Erase everything kept about your child?")
        assert done.startswith("0 things are kept about you")
        assert adults["Father"].case is None
