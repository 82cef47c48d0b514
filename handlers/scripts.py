"""The words to say: to a doctor, to the cancer clinic, as a message; in two languages if need be.

What is known is filled in; what is never kept, such as names and birth dates, stays a marked blank.
"""

from collections.abc import Callable
from typing import Literal

from handlers import kept, reading
from handlers.card import calling, is_urgent, on_card
from handlers.content import content
from handlers.context import Turn
from handlers.places import emergency_numbers, here
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    as_written,
    back_to_card,
    button,
    go,
    label,
    render,
    screen,
    script_label,
    script_text,
    tongue,
    where,
)
from handlers.spoken import name_in, when_in
from state.effects import Button
from state.kept import KEEPS

Script = Literal["doctor", "clinic", "letter"]
MOST_SAID = 2
"""Signs said at once; more are said when somebody asks."""
MOST_IN_ALL = 6
MOST_BUTTONS = 4
CLINIC_SPEAKS = "clinic_speaks"
OFFERED_ON = {"referral", "cover_call"}
"""Other pages with words to say: they stay where they are when one more language is wanted."""

TELLERS = ("own_doctor", "hospital")
TIMES = ("now", "today", "two_days", "later")


def languages(turn: Turn) -> tuple[str, str]:
    """The language this adult speaks, and the clinic's."""
    has = turn.texts.script_languages
    own = (turn.member.speaks if turn.member else "") or tongue(turn)
    clinic = reading.case(turn).notes.get(CLINIC_SPEAKS, "") or tongue(turn)
    return own if own in has else has[0], clinic if clinic in has else has[0]


def values(turn: Turn, spoken: str) -> dict[str, object]:
    """What a script may fill in, in the language it is `spoken` in. What is shown, is reached."""
    on_card(turn)
    now_is, facts = reading.now_is(turn), reading.facts(turn)
    said = content(turn).said[as_written(turn, spoken)]
    seen = [said.seen[name] for name in _gravest_first(turn) if name in said.seen]
    told = kept.typed(turn)
    if goal := told.get("goal"):
        told["goal"] = script_label(turn, spoken, f"goal_{goal}")
    return {
        "trigger": facts.trigger,
        "aim": calling(turn, now_is).aim,
        "when": when_in(turn, spoken, now_is.deadline) if now_is.deadline else "",
        "urgent": is_urgent(turn, now_is),
        "passed": now_is.passed(turn.now),
        "clinician": _one_of(turn, "time_given", TIMES),
        "sender": reading.present(turn).asked.sender(),
        "teller": _one_of(turn, "who_told", TELLERS),
        "insured": here(turn).care != "public",
        "signs": seen[:MOST_SAID],
        "more_signs": seen[MOST_SAID:MOST_IN_ALL],
        "results": [words for name, words in said.results.items() if name in facts.yes],
        "kept": dict.fromkeys(KEEPS, "") | told,
        "interpreter": interpreter(turn, spoken),
    }


def _gravest_first(turn: Turn) -> list[str]:
    """What the parent said yes to; what one is not sure of is not said for them."""
    findings, yes = reading.library(turn).findings, reading.facts(turn).yes
    ranked = [name for name in findings if name in yes]
    return sorted(ranked, key=lambda name: findings[name].level, reverse=True)


def _one_of(turn: Turn, item: str, options: tuple[str, ...]) -> str:
    """Which of these options of a question was chosen, if any."""
    asked = reading.present(turn).asked
    return next((one for one in options if asked.is_true(f"{item} is {one}")), "")


def _is_own_worry(turn: Turn) -> bool:
    """Whether nobody but the family has spoken of a referral yet."""
    return reading.facts(turn).trigger == "unexplained_symptoms"


def in_both(turn: Turn, spoken: Callable[[str], dict[str, str]]) -> dict[str, object]:
    """What is `spoken` in the clinic's language, and below it in the parent's own, if it differs.

    `spoken` gives the words in a language, as a template has them: `script`, and `more` of it.
    """
    own, clinic = languages(turn)
    first, *others = [
        {"name": script_label(turn, one, "name")} | spoken(one)
        for one in dict.fromkeys((clinic, own))
    ]
    unchecked = any(one not in turn.texts.languages for one in (own, clinic))
    return {**first, "others": others, "unchecked": unchecked}


def interpreter(turn: Turn, spoken: str) -> str:
    """The language an interpreter is asked for, in the language `spoken`; none, if it is that."""
    own, _ = languages(turn)
    return name_in(spoken, own) if own != spoken else ""


def _page(turn: Turn, template: str, script: Script) -> str:
    return render(
        turn,
        template,
        **in_both(turn, lambda spoken: _spoken(turn, script, spoken)),
        aim=calling(turn, reading.now_is(turn)).aim,
        emergency=emergency_numbers(turn),
    )


def _spoken(turn: Turn, script: Script, spoken: str) -> dict[str, str]:
    known = values(turn, spoken)
    found = {"script": script_text(turn, spoken, script, **known)}
    if script != "letter":
        found["more"] = script_text(turn, spoken, f"{script}_more", **known)
    return found


@screen("words")
def _words(turn: Turn, _about: str) -> View:
    """The call to make now. The ways on, the likeliest first; four of them."""
    ways = [button(turn, "as_message", "message"), button(turn, "closed", "closed")]
    ways.append(button(turn, "more_words", "more_words"))
    ways += offer(turn)
    if reading.present(turn).asked.has_team():
        ways.append(button(turn, "team", "team"))
    asked_for = bool(reading.present(turn).asked.sender()) or not _is_own_worry(turn)
    ways.append(
        button(turn, "to_clinic", "clinic")
        if asked_for
        else button(turn, "ask_referral", "ask_referral")
    )
    shown = ways[:MOST_BUTTONS]
    return View(_page(turn, "words", "doctor"), [shown[:2], shown[2:], back_to_card(turn)])


@screen("clinic")
def _clinic(turn: Turn, _about: str) -> View:
    rows = [[button(turn, "words", "words"), button(turn, "fill", "fill")], back_to_card(turn)]
    return View(_page(turn, "clinic", "clinic"), rows)


@screen("message")
def _message(turn: Turn, _about: str) -> View:
    rows = [[button(turn, "words", "words"), button(turn, "fill", "fill")], back_to_card(turn)]
    return View(_page(turn, "message", "letter"), rows)


@screen("more_words")
def _more_words(turn: Turn, _about: str) -> View:
    rows: Rows = [
        [button(turn, "fill", "fill"), button(turn, "to_clinic", "clinic")],
        [button(turn, "refused", "refused"), button(turn, "languages", "languages")],
        back_to_card(turn),
    ]
    return View(render(turn, "more_words"), rows)


def _on(name: str) -> None:
    @press(name)
    def show(turn: Turn, _arguments: list[str]) -> None:
        if _is_due(turn):
            go(turn, name)
        else:
            stale(turn)


for _name in ("words", "clinic", "message", "more_words", "languages"):
    _on(_name)


def _is_due(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


def _offered(turn: Turn) -> str:
    """A language of their Telegram or their country that has scripts and is not used yet."""
    used = {*languages(turn), tongue(turn)}
    was_said = CLINIC_SPEAKS in reading.case(turn).notes
    for one in (turn.speaks, "" if was_said else here(turn).clinics_speak):
        if one in turn.texts.script_languages and one not in used:
            return one
    return ""


def offer(turn: Turn) -> list[Button]:
    """A button for the words in one more language, where that is likely to help."""
    found = _offered(turn)
    return [Button(script_label(turn, found, "offer"), f"also:{found}")] if found else []


@press("also")
def _on_also(turn: Turn, arguments: list[str]) -> None:
    """Whoever speaks it, speaks it; where the country speaks it, so does the clinic."""
    found = arguments[0]
    if turn.member is None or not _is_due(turn) or found not in turn.texts.script_languages:
        stale(turn)
        return
    if found == turn.speaks:
        turn.member.speaks = found
    if found == here(turn).clinics_speak:
        reading.case(turn).notes[CLINIC_SPEAKS] = found
    here_now = where(turn)
    if here_now.screen in OFFERED_ON:
        go(turn, here_now.screen, here_now.about)
    else:
        go(turn, "words")


@screen("languages")
def _languages(turn: Turn, _about: str) -> View:
    """What this adult speaks and what the clinic speaks; a button for each other one."""
    own, clinic = languages(turn)
    has = turn.texts.script_languages
    rows: Rows = [
        *([_choice(turn, "we_speak", "speaks", one)] for one in has if one != own),
        *([_choice(turn, "they_speak", CLINIC_SPEAKS, one)] for one in has if one != clinic),
        [button(turn, "words", "words")],
        back_to_card(turn),
    ]
    named = {"own": name_of(turn, own), "clinic": name_of(turn, clinic)}
    return View(render(turn, "languages", **named), rows)


def _choice(turn: Turn, key: str, verb: str, one: str) -> Button:
    return Button(label(turn, key, named=name_of(turn, one)), f"{verb}:{one}")


def name_of(turn: Turn, one: str) -> str:
    """What a language is called in the parent's."""
    return name_in(tongue(turn), one)


@press("speaks")
def _on_speaks(turn: Turn, arguments: list[str]) -> None:
    if turn.member is None or not _is_language(turn, arguments[0]):
        stale(turn)
    else:
        turn.member.speaks = arguments[0]
        go(turn, "languages")


@press(CLINIC_SPEAKS)
def _on_clinic_speaks(turn: Turn, arguments: list[str]) -> None:
    if not _is_language(turn, arguments[0]):
        stale(turn)
    else:
        reading.case(turn).notes[CLINIC_SPEAKS] = arguments[0]
        go(turn, "languages")


def _is_language(turn: Turn, one: str) -> bool:
    return _is_due(turn) and one in turn.texts.script_languages
