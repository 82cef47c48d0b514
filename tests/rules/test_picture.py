"""The picture shows every question and every line between them, and nothing lies over anything."""

from functools import cache
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from rule_samples import library, oncology
from stand_ins import loaded

from bot.review import picture
from bot.review.layout import WIDTH, Box, Panel, arranged
from state.assessments import graph
from state.assessments.condition import Condition, choices

SVG = "{http://www.w3.org/2000/svg}"


@cache
def panels() -> list[Panel]:
    return arranged(picture.panels(library(), oncology(), loaded.content().wording["en"]))


def drawn() -> str:
    return picture.whole(library(), oncology(), loaded.content().wording["en"])


def test_every_answer_a_condition_asks_for_is_an_edge() -> None:
    edges = graph.edges(oncology())
    pairs = {(edge.before, edge.option, edge.after) for edge in edges}
    for item in oncology().items.values():
        for when in (item.enable_when or Condition(), item.short_when or Condition()):
            for test in (*(one for several in when.all for one in choices(several)), *when.any):
                if " is " in test:
                    before, _, word = test.partition(" is ")
                    assert (before, "" if word == "answered" else word, item.id) in pairs, test
    assert graph.Edge("said", "doctor", "doctor_kind", "asked") in edges
    assert graph.Edge("worry_part", "blood", "body_blood", "sooner") in edges


def test_a_finding_leads_on_from_every_answer_that_establishes_it() -> None:
    to_baby_fever = {
        (edge.before, edge.option) for edge in graph.edges(oncology()) if edge.after == "baby_fever"
    }
    assert to_baby_fever >= {("age", "under_3mo"), ("mild_blood", "cold"), ("body_blood", "fever")}


def test_edges_lead_forward_only() -> None:
    order = list(oncology().items)
    for edge in graph.edges(oncology()):
        assert order.index(edge.before) < order.index(edge.after)


def test_every_question_has_one_box_with_all_its_answers() -> None:
    boxes = [box for panel in panels() for box in panel.boxes]
    assert sorted(box.item for box in boxes) == sorted(oncology().items)
    for box in boxes:
        assert {row.option for row in box.rows} >= set(oncology().items[box.item].options)


def test_nothing_lies_over_anything() -> None:
    for panel in panels():
        for one, other in combinations(panel.boxes, 2):
            assert apart(one, other), f"{one.item} and {other.item}"
            assert other.x + WIDTH <= panel.width
            assert other.y + other.height <= panel.height
    for first, second in combinations(panels(), 2):
        beside = first.x + first.width <= second.x or second.x + second.width <= first.x
        below = first.y + first.height <= second.y or second.y + second.height <= first.y
        assert beside or below


def apart(one: Box, other: Box) -> bool:
    beside = abs(one.x - other.x) >= WIDTH
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_it_is_an_svg_that_can_be_read_aloud() -> None:
    root = ET.fromstring(drawn())
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert words >= set(oncology().items)


def test_lines_begin_at_their_answer_and_end_at_their_question() -> None:
    for panel in panels():
        ends = {(box.x, box.y + 15) for box in panel.boxes}
        rows = {
            (box.x + WIDTH, box.leaves_at(row.option)) for box in panel.boxes for row in box.rows
        } | {(box.x + WIDTH, box.leaves_at("")) for box in panel.boxes}
        for line in panel.lines:
            assert (line.x2, line.y2) in ends
            assert (line.x1, line.y1) in rows


@pytest.mark.parametrize(
    ("item", "option", "badge"),
    [
        ("em_breathing", "breathing", "EMERGENCY"),
        ("lab_kind", "unexplained", "48 HOURS"),
        ("time_given", "today", "SAME DAY"),
        ("said", "doctor", ""),
    ],
)
def test_an_answer_is_labelled_with_how_soon_it_alone_asks_to_act(
    item: str, option: str, badge: str
) -> None:
    asked = oncology().items[item]
    assert picture.badge(library(), asked, asked.options[option]) == badge
