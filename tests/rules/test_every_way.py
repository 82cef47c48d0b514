"""Every way through the assessment, shown over all states of its conditions, none sampled."""

from functools import cache

from rule_samples import NONE, SOME, answers, library, oncology

from state.assessments import parts, progress, walk
from state.assessments.assessment import BEFORE_CARD, Item
from state.assessments.conditions import truths
from state.assessments.judging import judge_case
from state.case import UNSURE, Value
from state.levels import Level

TAPS_BEFORE_THE_QUESTIONS = 3  # consent, country, zone
MOST_TAPS = 13
LONGER = {
    ("age", "under_3mo"): "a baby with a fever is asked about it once more",
    ("age", UNSURE): "not sure how old: it is asked if it may be a baby",
    ("young_baby", "yes"): "a baby it is, and there is a fever",
    ("young_baby", UNSURE): "a baby it may be, and there is a fever",
    ("scan_kind", "central"): "a mass in the chest, brain or spine is asked for its signs",
    ("mild_clear", "no"): "a harmless pattern only where the signs of the blood are denied too",
    ("worry_part", UNSURE): "the parent cannot say where, so the lists of all four parts are asked",
}


@cache
def visits() -> list[walk.Visit]:
    return walk.walk(oncology())


def emergencies_none_then_any(item: Item) -> list[Value]:
    """No sign is found, and every question is answered in every way, "not sure" included."""
    return [NONE] if item.by_line else walk.every_answer(item)


def test_every_question_is_reached() -> None:
    assert {visit.item.id for visit in visits()} == set(oncology().items)


def test_every_option_line_and_not_sure_can_be_answered_and_changes_what_is_true() -> None:
    for visit in visits():
        for option in visit.item.options:
            value: Value = {option: "yes", "*": "no"} if visit.item.by_line else option
            assert f"{visit.item.id} is {option}" in truths(visit.item, value)
        value = {"*": "unsure"} if visit.item.by_line else UNSURE
        assert f"{visit.item.id} is unsure" in truths(visit.item, value)


def test_every_way_ends_with_a_card_and_a_reason_for_its_level() -> None:
    for path in walk.routes(oncology()).values():
        given = answers(*path)
        assert progress.next_item(oncology(), given) is None
        assert judge_case(library(), given).causes


def test_what_follows_the_card_ends_as_well_in_whichever_order_its_parts_are_taken() -> None:
    for path in walk.routes(oncology()).values():
        forwards, backwards = (deeper(path, turned) for turned in (False, True))
        for given in (forwards, backwards):
            assert progress.body_lists_done(oncology(), answers(*given))
        assert counting(forwards) == counting(backwards)
        levels = {judge_case(library(), answers(*given)).level for given in (forwards, backwards)}
        assert len(levels) == 1


def deeper(path: walk.Path, backwards: bool) -> list[tuple[str, Value]]:  # noqa: FBT001 - one way or the other
    """All that follows the card, part by part: the first choice each time, and "not sure"."""
    given = list(path)
    while still := [part for part in parts_of(given) if part.open]:
        item = (still[-1] if backwards else still[0]).open[0]
        given.append((item.id, {"*": "unsure"} if item.by_line else next(iter(item.options))))
    assert {part.state for part in parts_of(given)} == {"done"}
    return given


def counting(given: list[tuple[str, Value]]) -> dict[str, Value]:
    """The answers whose question still applies at the end."""
    said = dict(given)
    applies = progress.route(oncology(), said).phases
    return {item: value for item, value in said.items() if item in applies}


def parts_of(given: list[tuple[str, Value]]) -> list[parts.Part]:
    values = dict(given)
    return parts.parts(oncology(), progress.route(oncology(), values), values)


def test_every_part_is_begun_left_and_finished() -> None:
    """Each has a state of its own at every step, and no question outside the parts is left."""
    seen = set()
    for path in walk.routes(oncology(), walk.calm_answer).values():
        given = list(path)
        while still := [part for part in parts_of(given) if part.open]:
            seen |= {(part.id, part.state) for part in parts_of(given)}
            item = still[0].open[0]
            given.append((item.id, SOME if item.by_line else next(iter(item.options))))
        seen |= {(part.id, part.state) for part in parts_of(given)}
        assert progress.next_item(oncology(), answers(*given), ["after"]) is None
    always = set(oncology().parts) - {"named"}
    assert {part for part, state in seen if state == "done"} >= always
    assert {part for part, state in seen if state == "not_yet"} >= always - {"bones"}
    assert {"blood", "story", "plan"} <= {part for part, state in seen if state == "some_left"}


def test_the_size_of_the_walk() -> None:
    """Printed with -s; the documents state it."""
    size = walk.size(oncology())
    print(size)
    assert size.questions == len(oncology().items)
    assert size.visits == len(visits())
    assert size.routes == len(walk.routes(oncology()))
    assert size.questions < size.visits < size.answers


def test_the_questions_come_one_by_one_in_the_order_of_the_phases() -> None:
    for route, path in walk.routes(oncology()).items():
        asked: list[str] = []
        given: dict[str, Value] = dict(path)
        while item := progress.next_item(oncology(), answers(*((i, given[i]) for i in asked))):
            asked.append(item.id)
        phases = progress.route(oncology(), given).phases
        assert sorted(asked) == sorted(route)
        assert [phases[i] for i in asked] == sorted((phases[i] for i in asked), key=order_of)


def order_of(phase: str) -> int:
    return ["emergency", "reason", "short", "after"].index(phase)


def test_every_level_is_reached_by_answers() -> None:
    left = set(Level)
    for visit in visits():
        for value in walk.every_answer(visit.item) if left else ():
            given = answers(*visit.path, (visit.item.id, value))
            left.discard(judge_case(library(), given).level)
    assert not left


def test_every_emergency_screen_reaches_the_highest_level_at_once() -> None:
    for screen in ("em_breathing", "em_head", "em_bleeding", "em_fever"):
        assert judge_case(library(), answers((screen, SOME))).level is Level.EMERGENCY
        for line in oncology().items[screen].options:
            named: Value = {line: "yes", "*": "no"}
            assert judge_case(library(), answers((screen, named))).level is Level.EMERGENCY


def test_every_emergency_seen_in_a_child_is_asked_of_everyone_before_any_other_question() -> None:
    screens = [item for item in oncology().items.values() if item.phase == "emergency"]
    asked = {f for item in screens for effect in item.effects for f in effect.findings}
    seen = {
        name
        for name, finding in library().findings.items()
        if finding.level is Level.EMERGENCY and finding.known_from == "body"
    }
    assert asked == seen
    assert len(seen) == 30
    for route in walk.routes(oncology()):
        assert route[: len(screens)] == tuple(item.id for item in screens)


def test_until_the_last_emergency_screen_is_answered_they_are_not_done() -> None:
    given: list[tuple[str, Value]] = []
    for item in ("em_breathing", "em_head", "em_bleeding", "em_fever"):
        assert not progress.emergencies_asked(oncology(), answers(*given))
        given.append((item, NONE))
    assert progress.emergencies_asked(oncology(), answers(*given))


def test_every_finding_can_be_established_alone_by_some_answer() -> None:
    """Each of the signs and facts has an answer that means it and no other."""
    items = oncology().items.values()
    alone = {effect.yes for item in items for effect in item.options.values()}
    assert {finding for finding in library().findings if (finding,) not in alone} == set()


def test_a_line_of_two_signs_has_a_question_that_tells_which() -> None:
    lines = [
        (item, line, effect.unsure)
        for item in oncology().items.values()
        for line, effect in item.options.items()
        if item.kind == "signs" and len(effect.findings) > 1
    ]
    assert len(lines) == 6
    for item, line, findings in lines:
        tells = [
            other
            for other in oncology().items.values()
            if other.enable_when and f"{item.id} is {line}" in other.enable_when.tests
        ]
        named = {f for other in tells for e in other.options.values() for f in e.yes}
        assert named == set(findings), line


def test_a_line_of_two_signs_is_as_urgent_before_it_is_known_which_as_after() -> None:
    for item in oncology().items.values():
        for line, effect in item.options.items() if item.kind == "signs" else ():
            for finding in effect.unsure:
                said: Value = {line: "yes", "*": "no"}
                before = judge_case(library(), answers((item.id, said))).level
                assert before >= library().findings[finding].level


def test_on_every_list_in_every_state_no_unsure_and_yes_only_rise() -> None:
    """Line by line, whatever was said before: a sign never makes the level calmer."""
    for visit in visits():
        if visit.item.kind != "signs":
            continue

        def level(said: Value, visit: walk.Visit = visit) -> Level:
            return judge_case(library(), answers(*visit.path, (visit.item.id, said))).level

        none = level(NONE)
        for line in visit.item.options:
            unsure, yes = level({line: "unsure", "*": "no"}), level({line: "yes", "*": "no"})
            assert none <= unsure <= yes, (visit.item.id, line)


def test_nothing_is_calmer_than_a_clinicians_time_whatever_else_was_said() -> None:
    times = oncology().items["time_given"].options
    asked = [visit for visit in visits() if visit.item.id == "time_given"]
    assert asked
    for visit in asked:
        for option, effect in times.items():
            level = judge_case(library(), answers(*visit.path, ("time_given", option))).level
            assert effect.clinician_time is not None
            assert level >= effect.clinician_time


def test_no_calmer_level_may_be_shown_before_every_emergency_sign_was_asked() -> None:
    """In every state before the end of the emergency screens there are emergency signs left."""
    for visit in visits():
        asked = progress.emergencies_asked(oncology(), answers(*visit.path))
        assert visit.phase == "after" or asked is (visit.phase != "emergency")


def test_at_most_thirteen_taps_lead_to_the_card_when_no_sign_is_found() -> None:
    routes = walk.routes(oncology(), emergencies_none_then_any)
    for route, path in routes.items():
        taps = TAPS_BEFORE_THE_QUESTIONS + len(route)
        reasons = [
            LONGER[step] for step in path if not isinstance(step[1], dict) and step in LONGER
        ]
        assert taps <= MOST_TAPS + len(reasons), path
        if taps > MOST_TAPS:
            print(f"{taps} taps: {reasons[0]}")
    calm = walk.routes(oncology(), walk.calm_answer)
    detours = {"baby_fever", "mass_signs", "mild_clear"}
    longest = max(len(route) for route in calm if detours.isdisjoint(route))
    assert TAPS_BEFORE_THE_QUESTIONS + longest == MOST_TAPS


def test_a_harmless_pattern_is_offered_only_after_its_own_list_was_all_no() -> None:
    lists = {"mild_blood": "body_blood", "mild_lumps": "body_lumps", "mild_bones": "body_bones"}
    for visit in visits():
        if visit.item.id in lists:
            assert dict(visit.path)[lists[visit.item.id]] == NONE


def test_only_what_can_be_answered_before_the_card_can_replace_a_floor() -> None:
    """Answers offered from the card can add to a level; they never make it calmer."""
    for path in walk.routes(oncology()).values():
        before = judge_case(library(), answers(*path)).level
        given = dict(path)
        phases = progress.route(oncology(), given).phases
        for item in (oncology().items[name] for name in phases if phases[name] not in BEFORE_CARD):
            for value in walk.every_answer(item):
                after = judge_case(library(), answers(*path, (item.id, value))).level
                assert after >= before
