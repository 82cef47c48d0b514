"""The first minute: danger first, then consent, country, and the clock on the wall."""

from telegram import Update

from handlers import faq, joining, reading
from handlers.catalogue import open_assessment
from handlers.content import content, running
from handlers.context import Turn, TurnContext
from handlers.next_step import proceed
from handlers.places import emergency_numbers, zone_choices
from handlers.presses import press, stale
from handlers.returning import ask_since, asks_since
from handlers.rights import may_answer
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    in_silence,
    render,
    screen,
    stay,
    tongue,
    where,
    worse,
)
from handlers.spoken import clock
from state.case import Case, Member
from state.effects import Button
from state.places.countries import ELSEWHERE, countries
from state.places.country_names import country_names


async def on_start(update: Update, context: TurnContext) -> None:
    """/start: the first message, or exactly where one was; from an invite's link, what it opens."""
    turn = context.turn
    opens = (context.args or [""])[0]
    if joining.brings_secret(update):
        joining.arrive(turn)
    elif faq.came_by_link(turn, update):
        return
    elif turn.case is None:
        go(turn, "first", opens if opens in reading.library(turn).assessments else "", anew=True)
    elif opens and open_assessment(turn, opens):
        return
    elif asks_since(turn) and may_answer(turn):
        ask_since(turn, _welcome_back(turn, again=True))
    elif _asks_danger_first(turn):
        proceed(turn, note=_welcome_back(turn, again=True))
    else:
        stay(turn, _welcome_back(turn))


def _asks_danger_first(turn: Turn) -> bool:
    """Whether a question is open, and the danger signs were looked at too long ago for it."""
    at_a_question = where(turn).screen in {"ask", "which", "which_unsure", "home_check"}
    return at_a_question and not in_silence(turn) and reading.present(turn).dangers_are_old


def _welcome_back(turn: Turn, *, again: bool = False) -> str:
    """After days away: what was said is kept, and danger signs can be new."""
    last = max((answer.at for answer in turn.case.answers), default=turn.now) if turn.case else None
    days = (turn.now - last).days if last else 0
    return render(turn, "welcome_back", days=days, again=again) if days else ""


@screen("first")
def _first(turn: Turn, about: str) -> View:
    """`about`: the assessment that the link they came by opens; it travels in the buttons."""
    rows = [
        [button(turn, "unwell", "w")],
        [button(turn, "start", _to("start", about)), button(turn, "have_code", "have_code")],
    ]
    return View(render(turn, "first"), rows)


def _to(verb: str, opens: str) -> str:
    return f"{verb}:{opens}" if opens else verb


@press("start")
def _on_begin(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None:
        go(turn, "consent", arguments[0], anew=True)
    elif in_silence(turn):
        go(turn, "died")
    else:
        stay(turn)


@screen("consent")
def _consent(turn: Turn, about: str) -> View:
    facts = running(turn)
    text = render(
        turn,
        "consent",
        retention_days=facts.retention_days,
        operator_name=facts.operator_name,
        operator_contact=facts.operator_contact,
    )
    rows = [
        [button(turn, "agree", _to("agree", about))],
        [button(turn, "decline", "decline"), worse(turn)],
    ]
    return View(text, rows)


@press("decline")
def _on_decline(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is not None:
        stale(turn)
        return
    go(turn, "declined")


@screen("declined")
def _declined(turn: Turn, _about: str) -> View:
    rows = [
        [worse(turn)],
        [button(turn, "faq", "faq")],
        [button(turn, "start", "start")],
    ]
    return View(render(turn, "declined", emergency=emergency_numbers(turn)), rows)


@press("agree")
def _on_agree(turn: Turn, arguments: list[str]) -> None:
    """Consent: from here on there is a case. A second press finds it and goes on."""
    if turn.erased is not None or (turn.case is None and turn.pressed_is_old):
        go(turn, "consent", anew=True)
        return
    if turn.case is None:
        member = Member(turn.chat_id, tongue(turn), consented_at=turn.now)
        turn.case = Case(turn.new_id(), created_at=turn.now, members=[member])
        if arguments[0] and open_assessment(turn, arguments[0]):
            return
    proceed(turn)


@screen("country")
def _country(turn: Turn, _about: str) -> View:
    choices = [country for country in countries() if country != ELSEWHERE]
    choices.sort(key=lambda country: country != turn.likely_country)
    names = country_names(content(turn).templates, tongue(turn)).countries
    rows: Rows = _pairs([Button(names[c].name, f"country:{c}") for c in choices])
    rows.append([button(turn, "elsewhere", f"country:{ELSEWHERE}")])
    rows.append([worse(turn)])
    synonyms = {f"country:{c}": names[c].typed for c in [*choices, ELSEWHERE]}
    return View(render(turn, "country"), rows, synonyms=synonyms)


@press("country")
def _on_country(turn: Turn, arguments: list[str]) -> None:
    member = turn.member
    if member is None or arguments[0] not in countries() or not _settling_in(turn):
        stale(turn)
        return
    member.country, member.zone = arguments[0], None
    choices = zone_choices(turn).every
    if len(choices) == 1:
        member.zone = choices[0].zone
    proceed(turn)


@screen("zone")
def _zone(turn: Turn, about: str) -> View:
    choices = zone_choices(turn)
    shown = choices.every if about == "more" else choices.first
    rows: Rows = _pairs([Button(clock(turn, c.local), f"zone:{c.zone}") for c in shown])
    if choices.more and about != "more":
        rows.append([button(turn, "more", "zones")])
    rows.append([button(turn, "back", "to_country"), worse(turn)])
    return View(render(turn, "zone"), rows, clocks=choices.every)


@press("zones")
def _on_more_zones(turn: Turn, _arguments: list[str]) -> None:
    if turn.member is None or not _settling_in(turn):
        stale(turn)
    else:
        go(turn, "zone", "more")


def _settling_in(turn: Turn) -> bool:
    """Whether country or clock are being asked: their old buttons change nothing any more."""
    return where(turn).screen in {"country", "zone"} and not turn.pressed_is_old


@press("zone")
def _on_zone(turn: Turn, arguments: list[str]) -> None:
    zone = ":".join(arguments)
    known = {choice.zone for choice in zone_choices(turn).every}
    if turn.member is None or zone not in known or not _settling_in(turn):
        stale(turn)
        return
    turn.member.zone = zone
    proceed(turn)


@press("to_country")
def _on_back_to_country(turn: Turn, _arguments: list[str]) -> None:
    if turn.member is None or not _settling_in(turn):
        stale(turn)
    else:
        turn.member.country = turn.member.zone = None
        proceed(turn)


def _pairs(buttons: list[Button]) -> Rows:
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
