"""The first page holds the top of everything; what is too long goes on behind, and none is lost."""

from state.plan import sheet
from state.plan.sheet import Column, Group, Line, Said, Section

SAID = Said("{count} more", "{title}: the rest", "{count} left out")
LONG = "as long as may be typed " * 12


def section(title: str, count: int, *, text: str = "short", first: bool = False) -> Section:
    lines = tuple(Line(f"{title} {number} {text}") for number in range(count))
    return Section(title, (Group(lines),), first=first)


def lines(sections: tuple[Section, ...]) -> list[str]:
    return [line.text for one in sections for group in one.groups for line in group.lines]


def test_what_fits_is_whole_and_nothing_stands_behind() -> None:
    every = [section("reason", 4), section("notes", 3)]
    here, behind = Column("left", 30, every).cut(SAID)
    assert here == tuple(every)
    assert behind == ()


def test_every_part_gets_its_share_and_says_that_there_is_more() -> None:
    here, behind = Column("left", 20, [section("a", 40), section("b", 40)]).cut(SAID)
    shown = lines(here)
    assert {one[0] for one in shown} == {"a", "b"}
    assert len(shown) <= 20
    left = [f"{40 - sum(one[0] == name for one in shown)} more" for name in "ab"]
    assert [group.further for one in here for group in one.groups] == left
    assert [one.title for one in behind] == ["a: the rest", "b: the rest"]


def test_what_matters_most_is_set_first() -> None:
    every = [section("notes", 40), section("allergies", 6, first=True)]
    here, _ = Column("right", 16, every).cut(SAID)
    assert sum(one.startswith("allergies") for one in lines(here)) == 6
    assert any(one.startswith("notes") for one in lines(here))


def test_one_long_text_takes_no_more_than_its_share() -> None:
    every = [section("notes", 2, text=LONG), section("family", 3)]
    here, behind = Column("left", 16, every).cut(SAID)
    assert sum(one.startswith("family") for one in lines(here)) == 3
    assert len(lines(here)) + len(lines(behind)) == 5


def test_allergies_are_never_left_out_and_of_notes_it_is_said_how_many() -> None:
    every = [section("allergies", 90, first=True), section("notes", 90)]
    here, behind = Column("right", 20, every).cut(SAID)
    shown = lines(here) + lines(behind)
    assert sum(one.startswith("allergies") for one in shown) == 90
    notes = sum(one.startswith("notes") for one in shown)
    assert [group.further for one in behind for group in one.groups] == [
        "",
        f"{90 - notes} left out",
    ]


def test_what_may_stand_on_either_side_stands_where_there_is_room() -> None:
    left, right = sheet.columns(
        [section("reason", 30)],
        [section("papers", 2)],
        [section("insurance", 4)],
        "a4",
    )
    assert [one.title for one in left.sections] == ["reason"]
    assert [one.title for one in right.sections] == ["papers", "insurance"]


def test_letters_of_east_asia_are_twice_as_wide() -> None:
    assert sheet.width("药") == 2 * sheet.width("a")
