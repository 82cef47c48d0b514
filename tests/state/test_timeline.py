"""What happened stands in order, as it was said; a death is on no page."""

from case_samples import NOON, ONE, after, case, checked

from state.plan.child_states import ChildState
from state.plan.referrals import Referral, ReferralStep
from state.plan.timeline import timeline
from state.plan.visits import Visit, VisitEvent


def test_all_of_it_is_in_order_with_what_was_typed() -> None:
    one = case()
    one.events.append(checked(after(3)))
    one.child_states.append(ChildState("more_tests", ONE, after(1), who="Dr. A"))
    step = ReferralStep("sent", ONE, after(2), who="Ann", number="555 0101", note="by fax")
    one.referrals.append(Referral(1, "Children's Hospital", steps=[step]))
    found = timeline(one)
    assert [this.what for this in found] == ["child_more_tests", "referral_sent", "checked"]
    assert (found[1].where, found[1].who, found[1].said) == (
        "Children's Hospital",
        "Ann, 555 0101",
        "by fax",
    )


def test_what_was_taken_back_did_not_happen() -> None:
    one = case()
    steps = [ReferralStep("sent", ONE, NOON), ReferralStep("undone", ONE, after(1))]
    one.referrals.append(Referral(1, steps=steps))
    assert timeline(one) == []


def test_a_visit_stands_at_its_own_time_and_a_lost_one_when_it_was_lost() -> None:
    one = case()
    booked = VisitEvent("booked", ONE, NOON, moment=after(48))
    lost = VisitEvent("cancelled", ONE, after(5), cancelled_by="clinic")
    one.visits += [
        Visit(1, "first", "Europe/Paris", events=[booked]),
        Visit(2, "test", "Europe/Paris", events=[booked, lost]),
    ]
    found = timeline(one)
    assert [(this.what, this.at) for this in found] == [
        ("visit_cancelled", after(5)),
        ("visit_booked", after(48)),
    ]


def test_a_death_is_on_no_page() -> None:
    one = case()
    one.child_states.append(ChildState("died", ONE, NOON))
    assert timeline(one) == []
