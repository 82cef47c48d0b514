"""What an adult is not to see is not there for them; what they wrote themselves always is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from state import retention
from state.case import Case, Member, Part
from state.inviting import Draft
from state.plan.visits import VisitEvent
from state.sharing import PARTS, seen_by
from state.store.documents import CASE

KEPT = Path(__file__).parents[1] / "storage" / "documents" / "case-1.json"
OF_VISITS = ("Children's clinic, door 3", "555 0100", "2026-03-09")
OF_WHO = ('"by":5',)
"""But for who has taken a task."""


def kept() -> Case:
    """A case with everything in it; members 5 and 6, nearly all of it by 5."""
    return CASE.read(KEPT.read_bytes())


def seen(*left_out: Part) -> str:
    case = kept()
    other = case.member(6)
    other.leaves_out = left_out
    return msgspec.json.encode(seen_by(case, other)).decode()


def test_who_sees_all_sees_all() -> None:
    case = kept()
    other = case.member(6)
    other.leaves_out = ()
    shown = seen_by(case, other)
    for field in msgspec.structs.fields(Case):
        if field.name != "members":
            assert getattr(shown, field.name) == getattr(case, field.name), field.name


def test_place_and_time_of_visits_are_not_there() -> None:
    assert [one for one in OF_VISITS if one not in seen()] == []
    assert [one for one in OF_VISITS if one in seen("visits")] == []


def test_where_a_referral_goes_is_not_there_but_how_far_it_is() -> None:
    case, other = kept(), kept().member(6)
    other.leaves_out = ("visits",)
    names = (case.referrals[0].centre, "Ann", "555 0101", "by fax", case.referrals[0].needs)
    assert [one for one in names if one not in seen()] == []
    assert [one for one in names if one in seen("visits")] == []
    stages = [one.stage(urgent=False) for one in seen_by(case, other).referrals]
    assert stages == [one.stage(urgent=False) for one in case.referrals] != []


def test_who_is_invited_sees_nothing_at_first_that_can_name_a_place() -> None:
    assert {"visits", "notes"} <= {*Draft("parent").leaves_out}


def test_the_end_of_keeping_does_not_give_the_time_of_a_visit_away() -> None:
    """Not in what they see, and not by when they are warned of it or how that is recorded."""
    case, ninety, heard = kept(), timedelta(days=90), datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
    visit = datetime(2026, 6, 17, 13, 35, tzinfo=UTC)
    case.visits[0].events.append(VisitEvent("moved", 5, heard, moment=visit))
    case.numbers["visit"] = 7
    case.child_states.clear()
    other = Member(6, "en", heard, zone="America/Chicago", leaves_out=("visits",))
    case.members[1] = other
    assert retention.heard(case, heard, ninety) == visit + ninety
    shown = seen_by(case, other)
    assert shown.kept_until == heard + ninety
    assert "visit" not in shown.numbers
    first = retention.next_warning(case, other, heard)
    assert first is not None
    assert first < heard + ninety - timedelta(days=13)
    assert f"{visit + ninety:%Y%m%d}" not in str(retention.record(case, other, first))
    assert retention.next_warning(case, other, heard + ninety) is None


def test_what_others_were_asked_about_themselves_is_their_own() -> None:
    case = kept()
    case.notes |= {"asked_5": "1", "asked_6": "1"}
    assert {"asked_5", "asked_6"} & set(seen_by(case, case.member(6)).notes) == {"asked_6"}


def test_who_did_what_is_not_there() -> None:
    assert [one for one in OF_WHO if one in seen("who")] == []


@pytest.mark.parametrize("part", PARTS)
def test_case_itself_is_as_it_was(part: Part) -> None:
    case, before = kept(), kept()
    case.member(6).leaves_out = before.member(6).leaves_out = (part,)
    seen_by(case, case.member(6))
    assert case == before


def test_notes_and_files_are_not_there_but_for_ones_own() -> None:
    case = kept()
    mine, other = case.member(5), case.member(6)
    mine.leaves_out = other.leaves_out = ("notes",)
    for member in (mine, other):
        shown = seen_by(case, member)
        theirs = [one for one in case.entries if one.by == member.chat_id]
        assert shown.entries == theirs != case.entries
        assert shown.files == [one for one in case.files if one.by == member.chat_id]
    shown = seen_by(case, other)
    assert "come again after the scan" not in seen("notes")
    assert "by mail" not in seen("notes")


def test_who_pays_is_not_there() -> None:
    shown = seen_by(
        kept(), Member(6, "en", datetime(2026, 3, 1, tzinfo=UTC), leaves_out=("insurance",))
    )
    assert not shown.insurance.calls
    assert not shown.insurance.plan


def test_how_others_want_to_be_written_to_and_where_they_live_is_their_own() -> None:
    other = seen_by(kept(), kept().member(6)).member(5)
    assert other == Member(5, "en", other.consented_at)
