"""What became of the child, or of a visit: what is asked before anything is closed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from rehearsing import buttons, parent, plain
from test_pages import to_card

from bot.rehearsal.rehearsal import Rehearsal, Said
from state.case import Case, Spoke
from state.levels import Level
from state.plan.visits import called_off
from state.urgency import reached


@pytest.fixture
async def one() -> AsyncIterator[Rehearsal]:
    """A parent whose child is to be seen by a doctor the same day."""
    async with parent() as asked:
        await to_card(asked, "abnormal_labs")
        yield asked


async def press(one: Rehearsal, data: str) -> Said:
    (said,) = await one.tap(one.screen_id or 0, data)
    return said


def case(one: Rehearsal) -> Case:
    assert one.case is not None
    return one.case


async def test_not_cancer_closes_only_with_all_results_back(one: Rehearsal) -> None:
    asked = await press(one, "now:not_cancer")
    assert "Who said it" in asked.text
    assert case(one).child_states == []
    (results,) = await one.write("Dr. Lee, on March 3")
    assert "Dr. Lee" in results.text
    closed = await press(one, "results:all")
    assert "I close the plan" in closed.text
    told = case(one).child_states[-1]
    assert (told.what, told.who) == ("not_cancer", "Dr. Lee, on March 3")


async def test_while_a_result_is_out_the_plan_goes_on(one: Rehearsal) -> None:
    await press(one, "now:not_cancer")
    await press(one, "who_told:not_cancer")
    await press(one, "results:some")
    assert case(one).child_states[-1].what == "more_tests"


async def test_a_slip_to_not_cancer_closes_nothing(one: Rehearsal) -> None:
    asked = await press(one, "now:not_cancer")
    (slip,) = [b for b in buttons(asked) if b.label == "I pressed that by mistake"]
    await press(one, slip.data)
    await press(one, "results:all")  # an old button
    assert case(one).child_states == []


@pytest.mark.parametrize("results", ["all", "some"])
async def test_our_doctor_called_it_off_stops_the_asking_only_with_all_results_back(
    results: str,
) -> None:
    async with parent() as one:
        await to_card(one, "mass_or_tumor")
        await press(one, "visit_when:new")
        (asked,) = await one.write("tomorrow 10am")
        await press(one, buttons(asked)[0].data)
        visit = case(one).visits[-1]
        await press(one, f"visit_off:{visit.visit_id}")
        await press(one, f"off_by:doctor:{visit.visit_id}")
        since = reached(case(one))[0].at
        assert not called_off(case(one).visits, since)
        await one.write("Dr. Lee, on March 3")
        said = await press(one, f"results:{results}")
        assert called_off(case(one).visits, since) is (results == "all")
        assert ("go on asking" in said.text) is (results == "some")
        assert visit.events[-1].said_by == "Dr. Lee, on March 3"


async def test_a_diagnosis_leads_to_its_questions_and_its_time_counts() -> None:
    async with parent() as one:
        await to_card(one, "second_opinion")
        assert reached(case(one))[-1].level is Level.WITHIN_48_HOURS
        asked = await press(one, "now:diagnosed")
        assert {"a:dx_kind:acute_unseen", "a:dx_kind:team"} <= {b.data for b in buttons(asked)}
        shown = await press(one, "a:dx_kind:acute_unseen")
        while "a:" in "".join(b.data for b in buttons(shown)):
            unsure = next(b for b in buttons(shown) if b.data.endswith(":unsure"))
            shown = await press(one, unsure.data)
        assert "Changed" in shown.text
        assert reached(case(one))[-1].level is Level.SAME_DAY
        assert not any(isinstance(event, Spoke) for event in case(one).events)


async def test_in_the_emergency_department_it_is_asked_after_four_hours(one: Rehearsal) -> None:
    told = await press(one, "now:at_emergency")
    assert "I will ask you once" in told.text
    said = await one.pass_time(timedelta(hours=30))
    asked = [one for one in said if "Has a doctor seen your child there?" in one.text]
    assert len(asked) == 1
    assert len(said) == 1


async def test_home_again_asks_first_whether_a_doctor_checked(one: Rehearsal) -> None:
    await press(one, "now:at_emergency")
    home = await press(one, "now:home")
    assert home.text.startswith("<b>Did a doctor check your child there?")
    assert {"checked", "now:not_seen"} <= {b.data for b in buttons(home)}


async def test_a_pause_says_what_is_lost_and_offers_to_ask_all_the_same(one: Rehearsal) -> None:
    await press(one, "stopping")
    asked = await press(one, "pause")
    assert "I won't ask today at 12:10 pm if a doctor called." in plain(asked.text)
    assert "Quiet, but ask me today at 12:10 pm" in [b.label for b in buttons(asked)]
    await press(one, "pause_for:days:ask")
    said = await one.pass_time(timedelta(hours=3))
    assert ["Has a doctor spoken to you?" in one.text for one in said] == [True]


async def test_a_pause_without_it_asks_nothing(one: Rehearsal) -> None:
    for data in ["stopping", "pause", "pause_for:days"]:
        await press(one, data)
    assert await one.pass_time(timedelta(hours=30)) == []
