"""A visit whose time has passed, or is not late, is never shown as if it were otherwise."""

from datetime import timedelta

from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, buttons, plain, texts

OPINION = CARDS["a second opinion, India"]


async def press(one: Reader, data: str) -> str:
    return plain((await one.tap(one.screen_id or 0, data))[-1].text)


async def with_a_visit(one: Reader) -> None:
    """At the center, in three days; the parent stays on its page."""
    await to_the_card(one, OPINION)
    await one.write("/visit")
    await one.write("March 6 9:30")
    await press(one, "visit_is:first:1")


async def test_a_page_that_is_older_than_the_visit_asks_whether_it_happened() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await with_a_visit(one)
        one.now += timedelta(days=5)
        said = (await one.write("we are on our way back"))[-1]
        assert "Did the visit happen?" in plain(said.text)
        await one.write("yes")
        assert one.case is not None
        assert one.case.visits[0].happened


async def test_a_next_date_after_a_visit_is_a_visit_of_its_own() -> None:
    """What was said at the first one stays with it."""
    async with Reader(A_TUESDAY, texts()) as one:
        await with_a_visit(one)
        one.now += timedelta(days=5)
        await press(one, "visit_was:1")
        await one.write("Come back in June.")
        await press(one, "visit:1")
        await press(one, "visit_when:1")
        await one.write("June 4 9:00")
        assert one.case is not None
        first, following = one.case.visits
        assert (first.happened, first.said) == (True, "Come back in June.")
        assert (following.is_planned, following.said) == (True, "")


async def test_nobody_is_told_to_ask_for_an_earlier_time_without_need() -> None:
    """A button from when it was too late; there is no time to act here."""
    async with Reader(A_TUESDAY, texts()) as one:
        await with_a_visit(one)
        for data in ("visit_earlier:1", "visit_safe:1"):
            assert (await press(one, data)).startswith("Cancer doctor: Friday")
        offered = {b.data.partition(":")[0] for b in buttons(one.messages[one.screen_id or 0])}
        assert "visit_earlier" not in offered
