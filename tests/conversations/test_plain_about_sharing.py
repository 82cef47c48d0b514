"""What is said of sharing is true of whoever reads it."""

from rehearsing import household, joins, plain, turn_of
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household, Phone
from handlers import summary
from handlers.adults import adult_name, is_oneself
from handlers.content import content
from handlers.screens import view
from state.case import Place
from state.plan.sheet import Group, Line


def shown(phone: Phone, screen: str, about: str = "") -> str:
    return plain(view(turn_of(phone), Place(screen, about)).text)


def offered(phone: Phone) -> list[str]:
    rows = view(turn_of(phone), Place("joined")).rows
    return [one.label for row in rows for one in row]


async def on_the_plan(adults: Household) -> None:
    await together.play(adults, transcript.steps(TO_THE_CARD.replace("Parent", "Mother")))


async def test_ones_own_other_phone_is_never_somebody_who_joined_in_the_same_moment() -> None:
    async with household(Mother="en", Father="en", Aunt="en", Newphone="en") as adults:
        await on_the_plan(adults)
        for name in ("Father", "Aunt", "Newphone"):
            joins(adults, name).joined_at = None if name == "Newphone" else adults["Aunt"].now
        mother, aunt = turn_of(adults["Mother"]), turn_of(adults["Aunt"])
        assert adult_name(mother, adults["Newphone"].chat_id) == "your other phone"
        assert adult_name(mother, adults["Father"].chat_id) == "another adult"
        assert adult_name(aunt, adults["Father"].chat_id) == "another adult"
        assert not any(is_oneself(aunt, one) for one in adults.cases[0].members)
        assert "My old phone is lost" in offered(adults["Newphone"])
        assert "My old phone is lost" not in offered(adults["Aunt"])


async def test_whoever_can_be_removed_by_the_one_they_invite_is_told() -> None:
    async with household(Mother="en", Father="en") as adults:
        await on_the_plan(adults)
        joins(adults, "Father")
        assert "you too" not in shown(adults["Mother"], "invite_role", "adult/read/visits")
        assert "you too" in shown(adults["Father"], "invite_role", "adult/read/visits")


async def test_the_short_text_says_what_is_empty_and_how_much_more_there_is() -> None:
    async with household(Mother="en") as adults:
        await on_the_plan(adults)
        said = shown(adults["Mother"], "summary_text")
        words = content(turn_of(adults["Mother"])).sheet["en"]
    assert "Nothing written down. Please ask." in said
    assert "A sign that is not here is not a no." in said
    five = Group(tuple(Line(f"line {number}") for number in range(5)))
    assert summary._lines(five, words)[-1] == "and 1 more"
