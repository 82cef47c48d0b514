"""Every card says when its guidance was not checked by a clinician, or too long ago; no other."""

import dataclasses
from datetime import date, timedelta

import msgspec
import pytest
from rehearsing import A_TUESDAY, plain, services, texts

from bot.rehearsal.rehearsal import Rehearsal
from handlers.content import Content, Running
from state.assessments.assessment import Library
from state.assessments.rules import Review
from state.assessments.sign_off import Signature, SignOff

NONE = [f"a:em_{part}:none" for part in ("breathing", "head", "bleeding", "fever")]
BEGIN = ["start", "agree", "country:us", "zone:America/New_York"]
CALM = [*BEGIN, *NONE]
LAST = ["a:age:4_6", "a:who_told:letter"]
CARDS = {
    "the emergency card": [*BEGIN, "a:em_breathing:yes"],
    "the emergency card, later": [*BEGIN, "a:em_breathing:yes", "seen", "card"],
    "the same day": [*CALM, "a:reason:diagnosis", "a:dx_kind:acute_unseen", *LAST],
    "within 48 hours": [*CALM, "a:reason:unsure", *LAST],
    "within two weeks": [
        *CALM,
        *("a:reason:someone_said", "a:said:lump", "a:lump_kind:small"),
        *LAST,
    ],
    "planned": [
        *CALM,
        "a:reason:second_opinion",
        "a:opinion_kind:stable",
        "a:team_now:no",
        "a:age:4_6",
    ],
    "for the other adult": [*CALM, "a:reason:unsure", *LAST, "share"],
    "unwell, danger": ["w", "u::a:em_breathing:yes"],
    "unwell, nothing found": ["w", *(f"u::{one}" for one in NONE)],
}
NOT_YET = "Not yet checked by a clinician."
LONG_AGO = "A clinician checked this over a year ago."
CHANGED = "The rules have changed since a clinician checked them."
IN_PART = "A clinician checked a part of this over a year ago."
SAYINGS = {NOT_YET, LONG_AGO, CHANGED, IN_PART}
TODAY = A_TUESDAY.date()


async def shown(way: list[str], library: Library, *, real: bool) -> str:
    """What stands on the last screen of this way, when these rules are in use."""
    content: Content = services()["content"]
    facts = {
        "content": dataclasses.replace(content, library=library),
        "running": Running("", "", 90, real=real),
    }
    async with Rehearsal(A_TUESDAY, texts(), facts, "en") as one:
        await one.write("/start")
        for data in way:
            await one.tap(one.screen_id or 0, data)
        return plain(one.messages[one.screen_id or 0].text)


def rules(signed: date | None = None, version: str = "", reviewed: date | None = None) -> Library:
    """The rules as they are, signed and reviewed on these days."""
    library: Library = services()["content"].library
    names = ("Dr. Example", "pediatric oncologist")
    by = (Signature(*names, signed, version or library.version),) if signed else ()
    if reviewed is None:
        return msgspec.structs.replace(library, sign_off=SignOff(by))
    review = Review(names[0], reviewed)
    return msgspec.structs.replace(
        library,
        sign_off=SignOff(by),
        one_of_these=msgspec.structs.replace(library.one_of_these, reviewed=review),
    )


def said(text: str) -> set[str]:
    return {saying for saying in SAYINGS if saying in text}


@pytest.mark.parametrize("card", CARDS)
async def test_a_card_says_what_stands_behind_it(card: str) -> None:
    long_ago = TODAY - timedelta(days=366)
    assert said(await shown(CARDS[card], rules(), real=True)) == {NOT_YET}
    assert said(await shown(CARDS[card], rules(), real=False)) == set()
    assert said(await shown(CARDS[card], rules(TODAY), real=True)) == set()
    for real in (True, False):
        assert said(await shown(CARDS[card], rules(long_ago), real=real)) == {LONG_AGO}
        assert said(await shown(CARDS[card], rules(TODAY, "0123456789ab"), real=real)) == {CHANGED}


async def test_an_old_review_is_said_on_the_cards_that_rest_on_it_only() -> None:
    library = rules(TODAY, reviewed=TODAY - timedelta(days=366))
    assert said(await shown(CARDS["the emergency card"], library, real=True)) == {IN_PART}
    assert said(await shown(CARDS["the same day"], library, real=True)) == set()


async def test_why_names_who_checked_each_rule_and_the_whole() -> None:
    why = [*CARDS["the emergency card, later"], "why"]
    assert (await shown(why, rules(), real=True)).count("by a clinician: not yet.") == 2
    told = await shown(why, rules(TODAY, reviewed=TODAY), real=True)
    assert "Checked by a clinician: Dr. Example, on 2026-03-03. Source: " in told
    assert "checked by a clinician: Dr. Example, pediatric oncologist, on 2026-03-03." in told


async def test_why_names_the_guideline_of_a_sign_one_is_not_sure_about() -> None:
    """Not only our own rule that not sure is never no: the reason given is the guideline's."""
    library = rules()
    way = ("a:reason:someone_said", "a:said:result", "a:lab_kind:serious", "a:low_now:no")
    why = await shown([*CALM, *way, *LAST, "why"], library, real=True)
    own = texts().label("en", "source_own_rule")
    sources = [line.partition("Source: ")[2] for line in why.splitlines() if "Source: " in line]
    assert sources
    assert all(own in source and not source.startswith(own) for source in sources)
