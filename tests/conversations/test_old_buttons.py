"""A button in an old message never reaches what came after the thing it was about."""

from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, buttons, texts
from test_files_of_papers import photo

from bot.rehearsal.rehearsal import Rehearsal
from state.case import Case

OPINION = CARDS["a second opinion, India"]


def case(one: Rehearsal) -> Case:
    assert one.case is not None
    return one.case


async def press(one: Rehearsal, data: str) -> None:
    await one.tap(one.screen_id or 0, data)


async def test_undo_of_a_note_that_is_gone_leaves_the_next_note() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await one.write("/notes")
        said = (await one.write("allergy: nuts"))[-1]
        undo = next(b.data for b in buttons(said) if b.label == "Undo")
        await one.tap(said.message_id, undo)
        await one.write("allergy: penicillin")
        await one.tap(said.message_id, undo)
        assert [entry.text for entry in case(one).entries] == ["penicillin"]


async def test_undo_of_a_visit_that_is_gone_leaves_the_next_visit() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await one.write("/visit")
        said = (await one.write("March 20 10:00"))[-1]
        undo = next(b.data for b in buttons(said) if b.label == "Undo")
        await one.tap(said.message_id, undo)
        await one.write("March 24 9:00")
        await one.tap(said.message_id, undo)
        assert [visit.local.day for visit in case(one).visits] == [24]


async def test_what_was_marked_for_a_visit_that_is_gone_says_nothing_of_the_next() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        numbers = []
        for when in ("March 20 10:00", "March 24 9:00"):
            await one.write("/visit")
            said = (await one.write(when))[-1]
            numbers.append(case(one).visits[-1].visit_id)
            undo = next(b.data for b in buttons(said) if b.label == "Undo")
            await one.tap(said.message_id, undo)
        assert numbers[0] != numbers[1]


async def test_taking_back_a_call_that_is_gone_leaves_the_next_call() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        for _ in range(2):
            await press(one, "note_call")
            await press(one, "called:approval")
            await press(one, "call_away:1")
        assert len(case(one).insurance.calls) == 1


async def test_letting_go_of_a_file_that_is_gone_leaves_the_next_file() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await press(one, "files:bloods")
        for name in ("p1", "p2"):
            await one.send(photo(name))
            await press(one, "file_drop:1:bloods")
        assert [kept.held.file_id for kept in case(one).files] == ["p2"]
