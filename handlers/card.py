"""The card: by when, whom to call, when to go now. And the same for the other adult."""

from handlers import reading
from handlers.brief import is_brief, show_everything
from handlers.content import content
from handlers.context import Turn
from handlers.danger import danger
from handlers.places import emergency_numbers, is_open, nurse_line, opening
from handlers.presses import press, stale
from handlers.rise import rise_row
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    inner,
    label,
    nickname,
    render,
    screen,
    worse,
)
from handlers.sign_off import unchecked
from handlers.spoken import at, when
from handlers.team import team
from handlers.wording import words
from state import chases
from state.assessments.facts import Facts
from state.calling import Call, Line, call, desk
from state.case import Reached
from state.effects import Button
from state.levels import Level
from state.plan import child_states
from state.urgency import Standing, reach, reached, was_missed


def deadline(turn: Turn, now_is: Standing) -> str | None:
    """The latest time in words; None where there is none, or it has gone by."""
    ahead = now_is.deadline is not None and not now_is.passed(turn.now)
    return when(turn, now_is.deadline) if now_is.deadline and ahead else None


def calling(turn: Turn, now_is: Standing) -> Call:
    """Whom to call at this hour, and what to do when nobody answers."""
    return call(
        now_is.level,
        office_open=is_open(turn),
        opens=opening(turn),
        deadline=now_is.deadline,
        now=turn.now,
        line=_line(turn, now_is),
    )


def _line(turn: Turn, now_is: Standing) -> Line:
    """Who may be called, as far as the answers tell."""
    asked, trigger = reading.present(turn).asked, reading.facts(turn).trigger
    has_team = asked.has_team()
    no_team = has_team or asked.is_true("team_now is no")
    return Line(
        desk=desk(asked.told_by(), trigger),
        has_team=has_team,
        maybe_team=trigger == "second_opinion" and not no_team,
        between_doctors=between_doctors(turn, now_is),
    )


def between_doctors(turn: Turn, shown: Standing | Reached) -> bool:
    """Whether all that is behind a level is that two doctors should speak with each other."""
    library = reading.library(turn)
    raising = {modifier.id for modifier in library.modifiers}
    return library.guidance.is_between_doctors(shown.causes, raising)


def first_step(turn: Turn, now_is: Standing) -> str:
    """The first thing to do, in a sentence."""
    to_call = calling(turn, now_is)
    first = to_call.whom[0].replace("office", to_call.line.desk)
    return label(
        turn, f"do_call_{first}", number=emergency_numbers(turn), opens=at(turn, opening(turn))
    )


def papers(turn: Turn) -> list[str]:
    """The papers to ask for first, by the reason to come, and whether anybody tested anything."""
    trigger = reading.facts(turn).trigger or "not_sure"
    found = reading.present(turn).asked.told_by() == "nobody"
    papers = reading.library(turn).guidance.papers(trigger, found_at_home=found)
    return [label(turn, f"paper_{paper}") for paper in papers]


def on_card(turn: Turn) -> dict[str, object]:
    """What the card and everything that hangs on it may fill in. What is shown, is reached."""
    now_is = reading.now_is(turn)
    record(turn, now_is)
    return {
        "call": calling(turn, now_is),
        "when": deadline(turn, now_is),
        "missed": was_missed(reading.case(turn), now_is, turn.now),
        "first": first_step(turn, now_is),
        "papers": papers(turn),
        "trigger": reading.facts(turn).trigger,
        "team": team(turn),
        "far": reading.present(turn).asked.is_true("far is yes"),
        "sender": reading.present(turn).asked.sender(),
        "emergency": emergency_numbers(turn),
        "nurse_line": nurse_line(turn),
        "opens": at(turn, opening(turn)),
        "urgent": is_urgent(turn, now_is),
    }


def is_urgent(turn: Turn, now_is: Standing) -> bool:
    """Whether "urgent review" may be asked for: our time says so, or a clinician did."""
    told = reading.facts(turn).clinician_time or Level.PLANNED
    return max(now_is.level, told) >= Level.WITHIN_48_HOURS


@screen("card")
def _card(turn: Turn, _about: str) -> View:
    now_is = reading.now_is(turn)
    if now_is.level is Level.EMERGENCY:
        return _danger_card(
            turn, _rows_when_done(turn), being_seen=reading.present(turn).being_seen
        )
    values = on_card(turn)
    no_number = reading.present(turn).asked.has_team() and not team(turn)
    return View(
        _closed(turn)
        + render(
            turn,
            "card",
            **values,
            no_number=no_number,
            later=reading.present(turn).clinician_is_later(),
            so_far=not reading.present(turn).asked.body_lists_done(),
            unchecked=unchecked(turn),
            asks=next_chase(turn),
            watch=watch_for(turn),
        ),
        [
            *_ways_on(turn),
            *_about_the_call(turn, now_is),
            *([[button(turn, "team", "team")]] if no_number else []),
            *_chases(turn, now_is),
            *rise_row(turn),
            *_open_walk(turn),
            *([[show_everything(turn, "card")]] if is_brief(turn) else []),
            [worse(turn)],
        ],
    )


def _ways_on(turn: Turn) -> Rows:
    if is_brief(turn):
        return [[button(turn, "words", "words")]]
    return [
        [button(turn, "words", "words"), button(turn, "why", "why")],
        [button(turn, "today", "today"), button(turn, "share", "share")],
    ]


def _closed(turn: Turn) -> str:
    """What was closed and who said so, above a card that is as urgent as it was shown."""
    states = reading.case(turn).child_states
    if child_states.latest(states) != "not_cancer":
        return ""
    return render(turn, "card_closed", who=states[-1].who) + "\n\n"


MOST_TO_WATCH = 3


def watch_for(turn: Turn, facts: Facts | None = None) -> list[str]:
    """What else means "go now", for these facts; else for this child, or a level shown before."""
    shown = () if facts else _shown_for(turn)
    facts = reading.facts(turn) if facts is None else facts
    groups = reading.library(turn).guidance.watch_for(facts.yes | facts.unsure | {*shown})
    return [label(turn, f"watch_{group}") for group in groups[:MOST_TO_WATCH]]


def _shown_for(turn: Turn) -> set[str]:
    """What the shown levels rest on: signs may stop counting, not what to look out for."""
    causes = [cause for event in reached(reading.case(turn)) for cause in event.causes]
    return {name for cause in causes for name in cause.findings}


def next_chase(turn: Turn) -> str | None:
    """When we ask this member back, in words."""
    case = reading.case(turn)
    moment = chases.next_chase(case, turn.now)
    return at(turn, moment) if moment and turn.member in chases.to_ask(case, turn.now) else None


def _about_the_call(turn: Turn, now_is: Standing) -> Rows:
    """Where there is a time: what to do when nobody answers; that somebody did, if it is asked."""
    if now_is.level is Level.PLANNED:
        return []
    row = [button(turn, "closed", "closed")]
    if now_is.level is Level.SAME_DAY:
        row.append(button(turn, "doctor_called", "spoke"))
    return [row]


def _chases(turn: Turn, now_is: Standing) -> Rows:
    """Asking back is announced on the card, and can be declined there."""
    if now_is.level is not Level.SAME_DAY or turn.member is None:
        return []
    if turn.member.chases:
        return [[button(turn, "no_chases", "quiet:off")]]
    return [[button(turn, "chases", "quiet:on")]]


def _open_walk(turn: Turn) -> Rows:
    """Back to the assessment that had to wait for the card."""
    walk = turn.member.walk if turn.member else None
    if walk is None:
        return []
    name = words(turn).offered(walk.assessment).name
    return [[Button(label(turn, "go_on_with", name=name), "next")]]


@screen("emergency")
def _emergency(turn: Turn, _about: str) -> View:
    """The emergency card as it is first shown: which one it is, is asked after it, never before."""
    rows: Rows = [[button(turn, "seen", "seen")]]
    if reading.present(turn).asked.unnamed_screen() is not None:
        rows.append([button(turn, "which_one", "which")])
    rows.append([button(turn, "mistake", "mistake")])
    return _danger_card(turn, [*rows, [worse(turn)]])


def _danger_card(turn: Turn, rows: Rows, *, being_seen: bool = False) -> View:
    now_is = reading.now_is(turn)
    record(turn, now_is)
    facts, guidance = reading.facts(turn), reading.library(turn).guidance
    behind = {name for cause in now_is.causes for name in cause.findings}  # not sure is among them
    named = guidance.aid_for(facts.yes)
    aid = named or guidance.aid_for_any(facts.one_of) or guidance.aid_for_any(behind) or "general"
    text = danger(
        turn, aid, named=named is not None, being_seen=being_seen, nickname=nickname(turn)
    )
    return View(text, [*rows[:-1], *rise_row(turn), rows[-1]], alone=True, says_child=True)


def _rows_when_done(turn: Turn) -> Rows:
    return [
        [button(turn, "checked", "checked"), button(turn, "why", "why")],
        [button(turn, "today", "today"), button(turn, "share", "share")],
        [worse(turn)],
    ]


def still(turn: Turn) -> str:
    """What stays as it was: the first step and its time; nothing before there is a card."""
    if turn.case is None or not reading.card_is_due(turn):
        return ""
    now_is = reading.now_is(turn)
    known = {"call": calling(turn, now_is), "when": deadline(turn, now_is)}
    return inner(turn, "still", **known, first=first_step(turn, now_is))


def record(turn: Turn, now_is: Standing) -> None:
    """A level that is shown is reached: nothing said later makes it calmer."""
    reach(reading.case(turn.real), now_is, content(turn).library.version, turn.chat_id, turn.now)


@press("card")
def on_card_button(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "card")
