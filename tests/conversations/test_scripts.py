"""The words to say: for every reason to come and every time to act, in every language they are in.

What is known is filled in, what is never kept is a marked blank, and both languages say the same.
"""

import html
import itertools
import re
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from rehearsing import A_TUESDAY, buttons, parent, plain, services, texts

from bot.rehearsal.rehearsal import Said
from bot.texts import FOLDER
from handlers.scripts import MOST_IN_ALL, MOST_SAID
from state.assessments.said import Said as Phrases
from state.calling import AIMS
from state.kept import KEEPS
from state.plan.next_call import NextCall, Pace
from state.plan.referrals import Stage

CONTENT = services()["content"]
TRIGGERS = [*CONTENT.library.triggers]
LANGUAGES = texts().script_languages
SCRIPTS = ("doctor", "doctor_more", "clinic", "clinic_more", "letter")
WHEN = "TOMORROW"
MARK = re.compile(r"\[[^\]]+\]")
MOST_IN_TELEGRAM = 4096
ROUND_ABOUT = 350
"""Characters of the page itself, and of a line said before it."""
MOST_SAID_AT_ONCE = 85
CALMING = {"fever_simple_well", "growing_pain_pattern", "minor_injury_improving"}


NOTHING: dict[str, Any] = {
    "trigger": "not_sure",
    "aim": "visit",
    "when": WHEN,
    "passed": False,
    "urgent": True,
    "clinician": "",
    "sender": "",
    "teller": "",
    "insured": True,
    "signs": [],
    "more_signs": [],
    "results": [],
    "kept": dict.fromkeys(KEEPS, ""),
    "interpreter": "",
}


def script(language: str, name: str, **known: object) -> str:
    """A script with nothing known but what is named here."""
    return html.unescape(texts().script(language, name, **NOTHING | known))


def every_case() -> Iterator[dict[str, Any]]:
    """Reasons, times to act, and what else changes a script, each both ways."""
    known = dict.fromkeys(KEEPS, "KEPT")
    for trigger, aim in itertools.product(TRIGGERS, [*AIMS.values(), "doctors"]):
        base = {"trigger": trigger, "aim": aim, "when": WHEN if aim != "plan" else ""}
        yield base
        yield base | {"signs": ["A", "B"], "more_signs": ["C"], "results": ["R"]}
        yield base | {"kept": known, "teller": "hospital", "clinician": "later"}
        yield base | {"sender": "own_doctor", "teller": "own_doctor", "clinician": "today"}
        yield base | {"sender": "hospital", "clinician": "two_days", "interpreter": "LANGUAGE"}
        yield base | {"passed": True, "urgent": False, "insured": False, "signs": ["A"]}


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_language_fills_in_and_leaves_blank_the_same(name: str) -> None:
    """What one language says from the case, and asks to be said, the others do too."""
    first, *others = LANGUAGES
    for known in every_case():
        for other in others:
            assert blanks_and_facts(script(other, name, **known)) == blanks_and_facts(
                script(first, name, **known)
            ), (other, name, known)


def blanks_and_facts(text: str) -> tuple[int, dict[str, int]]:
    facts = {word: text.count(word) for word in (WHEN, "KEPT", "LANGUAGE")}
    return len(MARK.findall(text)), facts


def test_no_script_has_a_gap_or_a_doubled_stop() -> None:
    for language, name, known in itertools.product(LANGUAGES, SCRIPTS, every_case()):
        text = script(language, name, **known)
        assert text
        assert not re.search(r" {2}| [.,;?]|\.\.|None|\n\n\n", text), text


def test_at_the_same_day_the_doctor_on_call_is_asked_for_by_telephone() -> None:
    for trigger in TRIGGERS:
        said = script("en", "doctor", trigger=trigger, aim="phone")
        assert f"a doctor on the phone by {WHEN}" in said
        assert "put me through to the doctor on call" in said
        assert "urgent review" not in said
        assert "on call" in script("en", "clinic", trigger=trigger, aim="phone")


def test_urgent_is_only_said_where_it_is() -> None:
    for language, name, known in itertools.product(LANGUAGES, SCRIPTS, every_case()):
        text = script(language, name, **known | {"urgent": False}).lower()
        assert not re.search(r"\burgent|urgente", text), text
    assert "urgent review" in script("en", "doctor")
    assert "marked urgent" in script("en", "letter")
    assert "revisión urgente" in script("es", "doctor")


def test_a_time_that_has_passed_is_not_asked_for() -> None:
    assert "on the phone now" in script("en", "doctor", aim="phone", passed=True)
    assert WHEN not in script("en", "doctor", aim="phone", passed=True)
    assert "should have been seen" in script("en", "doctor", passed=True)


def test_in_an_emergency_help_is_called_and_no_visit_asked_for() -> None:
    for language, trigger in itertools.product(LANGUAGES, TRIGGERS):
        said = script(language, "doctor", trigger=trigger, aim="ambulance", signs=["A"])
        assert "A" in said
        assert len(MARK.findall(said)) == 3, "age, address, number"


def test_each_reason_adds_its_own_words() -> None:
    for language in LANGUAGES:
        added = {trigger: script(language, "doctor_more", trigger=trigger) for trigger in TRIGGERS}
        assert len(set(added.values())) == len(TRIGGERS)
        messages = {script(language, "letter", trigger=trigger) for trigger in TRIGGERS}
        assert len(messages) == len(TRIGGERS)


def test_a_clinicians_later_time_is_asked_about_and_never_used_to_wait() -> None:
    assert "Is any result critical" in script("en", "doctor_more", clinician="later")
    assert "crítico" in script("es", "doctor_more", clinician="later")
    assert script("en", "doctor", clinician="later") == script("en", "doctor")


def test_an_interpreter_is_asked_for_first() -> None:
    assert script("en", "doctor", interpreter="Spanish").startswith("“I speak Spanish.")
    assert script("es", "clinic", interpreter="inglés").startswith("“Hablo inglés.")
    assert "interpreter" not in script("en", "doctor")


def test_names_and_birth_dates_are_always_a_marked_blank() -> None:
    for trigger in TRIGGERS:
        for name in ("doctor", "clinic"):
            said = script("en", name, trigger=trigger)
            assert "[say your child's full name and date of birth]" in said
        assert "[your child's full name and date of birth]" in script("en", "letter")
        assert "nombre completo y su fecha de nacimiento]" in script("es", "doctor")


def test_what_was_typed_cannot_break_the_message() -> None:
    typed = dict.fromkeys(KEEPS, "") | {"findings_led": "<b>5 & 6</b>"}
    text = texts().script("en", "doctor", **NOTHING | {"kept": typed})
    assert "&lt;b&gt;5 &amp; 6&lt;/b&gt;" in text


CALL = NextCall(
    stage="ask",
    whom="doctor",
    begin="now",
    opens=A_TUESDAY,
    closes=None,
    again=A_TUESDAY,
    doctor_rings=False,
    unanswered=False,
    pace="in_days",
    go_now=False,
)
PACES = get_args(Pace)


def referral_script(language: str, *, urgent: bool = True, **known: Any) -> str:
    """The words for the next call about a referral; `known` is of the call, or of the script."""
    of_call = {key: value for key, value in known.items() if key in NextCall.__struct_fields__}
    rest = {**NOTHING, "asked_on": "", "interpreter": ""}
    rest |= {key: value for key, value in known.items() if key not in of_call}
    call = msgspec.structs.replace(CALL, **of_call)
    text = texts().script(language, "referral", **{**rest, "call": call, "urgent": urgent})
    return html.unescape(text)


def every_call() -> Iterator[dict[str, Any]]:
    for stage, pace, urgent in itertools.product(get_args(Stage), PACES, (True, False)):
        if stage != "booked" and (urgent or stage != "mark_urgent"):
            base = {"stage": stage, "pace": pace, "urgent": urgent}
            yield base
            yield base | {"unanswered": True, "asked_on": "KEPT", "passed": True}
            yield base | {"doctor_rings": True, "interpreter": "LANGUAGE", "when": ""}


def test_the_next_call_about_a_referral_is_the_same_in_every_language() -> None:
    first, *others = LANGUAGES
    for known, other in itertools.product(every_call(), others):
        said = referral_script(other, **known)
        assert blanks_and_facts(said) == blanks_and_facts(referral_script(first, **known)), known
        assert said.count("?") == referral_script(first, **known).count("?"), known


def test_the_words_of_the_next_call_have_no_gap_and_say_urgent_only_where_it_is() -> None:
    for language, known in itertools.product(LANGUAGES, every_call()):
        text = referral_script(language, **known)
        assert text
        assert not re.search(r" {2}| [.,;?]|\.\.|None|\n", text), text
        assert known["urgent"] or not re.search(r"\burgent|urgente", text), text


@pytest.mark.parametrize(("language", "begins"), [("en", "I speak X."), ("es", "Hablo X.")])
def test_every_call_opens_with_the_interpreter(language: str, begins: str) -> None:
    known = {"interpreter": "X", "urgent": True, "gap": True, "medicaid": True, "network": True}
    assert referral_script(language, interpreter="X").startswith(begins)
    for name in ("insurer", "uninsured"):
        assert texts().script(language, name, **known).startswith(f"“{begins}")


@pytest.mark.parametrize("name", ["insurer", "insurer_more", "uninsured"])
def test_the_call_to_the_insurer_is_the_same_in_every_language(name: str) -> None:
    for flags in itertools.product((True, False), repeat=4):
        known = dict(zip(("urgent", "gap", "medicaid", "network"), flags, strict=True))
        said = [texts().script(one, name, **known, interpreter="") for one in LANGUAGES]
        assert len({one.count("?") for one in said}) == 1
        assert len({len(MARK.findall(one)) for one in said}) == 1
        assert len({len(one.splitlines()) for one in said}) == 1


def test_spanish_scripts_fit_a_girl_and_a_boy() -> None:
    """Adjectives of the child, and the words for one, that only fit a boy or only a girl."""
    one_sided = re.compile(
        r"\b(?:mi (?:hijo(?! o hija)|hija)|el niño|la niña|acostad[oa]|confundid[oa]|cansad[oa]"
        r"|enferm[oa]|pálid[oa]|verl[oa]|despertarl[oa]|atenderl[oa]|anotarl[oa])\b"
    )
    for path in sorted((FOLDER / "es" / "scripts").iterdir()):
        assert not one_sided.search(path.read_text("utf-8")), path.name


PAGES = (("doctor", "doctor_more"), ("clinic", "clinic_more"), ("letter",))


@pytest.mark.parametrize("page", PAGES)
def test_two_languages_with_everything_known_fit_one_message(page: tuple[str, ...]) -> None:
    words = sorted(CONTENT.said["es"].seen.values(), key=len, reverse=True)
    known = {
        "kept": {name: "x" * keep.longest for name, keep in KEEPS.items()},
        "signs": words[:MOST_SAID],
        "more_signs": words[MOST_SAID:MOST_IN_ALL],
        "results": [*CONTENT.said["es"].results.values()],
        "clinician": "later",
        "interpreter": "LANGUAGE",
    }
    for trigger, aim in itertools.product(TRIGGERS, [*AIMS.values(), "doctors"]):
        case = known | {"trigger": trigger, "aim": aim}
        whole = "".join(script(one, part, **case) for one in LANGUAGES for part in page)
        assert len(whole) + ROUND_ABOUT < MOST_IN_TELEGRAM, (trigger, aim)


def test_what_is_said_at_once_is_said_in_one_breath_or_two() -> None:
    for known in every_case():
        if "kept" not in known and "interpreter" not in known:
            text = plain(script("en", "doctor", **known))
            assert len(text.split()) <= MOST_SAID_AT_ONCE, text


def test_every_sign_a_parent_can_see_has_words_for_the_telephone() -> None:
    said: Phrases = CONTENT.said["en"]
    seen = {
        name
        for name, finding in CONTENT.library.findings.items()
        if finding.known_from == "body" and finding.level.rank > 0
    }
    assert seen - said.worded - NOT_A_SIGN == set()
    assert not CALMING & said.worded


NOT_A_SIGN = {"lump_small_stable", "symptom_over_2_weeks", "three_three_three"}
"""The reason to come says it, or how long it has lasted."""


def test_every_language_has_the_same_findings() -> None:
    keys = {(*said.seen, *said.results) for said in CONTENT.said.values()}
    assert len(CONTENT.said) == len(LANGUAGES) > 1
    assert len(keys) == 1


async def test_what_is_known_of_the_case_stands_in_the_script() -> None:
    """Played: the sign said yes to, who told, what was kept, and only the member's own offer."""
    async with parent() as one:
        await one.write("/start")
        for data in (*WAY, "words"):
            said = await one.tap(one.screen_id or 0, data)
        assert "También en español" not in labels(said[-1])
        for data in ("fill", "fill_in:sent_on:"):
            await one.tap(one.screen_id or 0, data)
        await one.write("Monday by fax")
        words = plain((await one.tap(one.screen_id or 0, "words"))[-1].text)
        assert "I see: paler than usual; bruises with no injury." in words
        clinic = plain((await one.tap(one.screen_id or 0, "clinic"))[-1].text)
        assert "Has the referral arrived" in clinic
        assert "The referral was sent: Monday by fax." in clinic


WAY = (
    *("start", "agree", "country:us", "zone:America/New_York"),
    *(f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever")),
    *("a:reason:worried", "a:worry_part:blood", "a:body_blood:yes", "y:body_blood:pale"),
    *(
        "y:body_blood:bruises",
        "y_done:body_blood",
        "a:fever_too:no",
        "a:worry_pattern:two_weeks",
        "a:age:4_6",
        "card",
    ),
)


def labels(said: Said) -> set[str]:
    return {button.label for button in buttons(said)}


@pytest.mark.parametrize(
    ("language", "country", "zone"),
    [
        ("es", "us", "America/New_York"),
        ("en", "mx", "America/Tijuana"),
        ("es-MX", "mx", "America/Tijuana"),
    ],
)
async def test_spanish_is_offered_to_whoever_speaks_it_or_lives_where_it_is_spoken(
    language: str, country: str, zone: str
) -> None:
    async with parent(language=language) as one:
        await one.write("/start")
        for data in (
            "start",
            "agree",
            f"country:{country}",
            f"zone:{zone}",
            *WAY[4:],
            "speak:en",
            "words",
        ):
            said = await one.tap(one.screen_id or 0, data)
        assert "También en español" in labels(said[-1])
        assert len([button for button in buttons(said[-1]) if button.data not in BESIDE]) == 4
        said = await one.tap(one.screen_id or 0, "also:es")
        assert "Veo: más palidez de lo normal" in plain(said[-1].text)
        assert "También en español" not in labels(said[-1])
        assert ("I speak Spanish" in said[-1].text) is (language == "es")


@pytest.mark.parametrize(
    ("country", "clock"),
    [("us", ["zone:America/New_York"]), ("gb", []), ("ca", ["zone:America/Toronto"])],
)
async def test_a_spanish_speaking_family_is_offered_the_words_their_clinics_speak(
    country: str, clock: list[str]
) -> None:
    async with parent(language="es") as one:
        await one.write("/start")
        for data in ("start", "agree", f"country:{country}", *clock, *WAY[4:], "words"):
            said = await one.tap(one.screen_id or 0, data)
        assert "Veo: más palidez de lo normal" in plain(said[-1].text)
        assert "Also in English" in labels(said[-1])
        said = await one.tap(one.screen_id or 0, "also:en")
        assert "I speak Spanish" in plain(said[-1].text)
        assert "Veo: más palidez de lo normal" in plain(said[-1].text)
        assert "Also in English" not in labels(said[-1])


BESIDE = {"w", "card"}
