"""A case to make pages of: with nothing in it, as a family has it after a week, and over-full."""

from datetime import UTC, date, datetime, timedelta

from state.case import Answer, Case, Kept, Says
from state.effects import Held
from state.plan import entries, files
from state.plan.child_states import ChildState
from state.plan.entries import EntryKind
from state.plan.marks import Mark, add
from state.plan.referrals import Referral, ReferralStep
from state.plan.visits import Visit, VisitEvent

PARENT = 1
BEGUN = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
SEEN: dict[str, Says] = {"bruises": "yes", "tired": "yes", "pale": "unsure", "*": "no"}
HOSTILE = ('#panic("no")', "#read(sys.inputs)", '"); #panic()', "*b* _i_ $x$ @where <label>", "\\")
TYPICAL: tuple[tuple[EntryKind, str, float | None], ...] = (
    ("question", "Can she go to school until then?", None),
    ("question", "Who do we ring at night?", None),
    ("medicine", "Ibuprofen 5 ml when the knee hurts, last on Monday", None),
    ("medicine", "Vitamin D drops, once a day", None),
    ("allergy", "Penicillin: hives when she was two", None),
    ("temperature", "38.4 after school", 38.4),
    ("temperature", "37.6", 37.6),
    ("pain", "6 in the left knee, at night", 6.0),
    ("note", "new bruises on both shins, no fall", None),
    ("note", "slept all afternoon", None),
    ("family", "My mother had breast cancer at 41", None),
)


def typical(case: Case) -> Case:
    """What a family has written down after a week; every text in it is one of theirs."""
    number = max((one.number for one in case.answers), default=0) + 1
    case.answers.append(Answer(number, "body_blood", SEEN, PARENT, BEGUN))
    for number, (kind, text, value) in enumerate(TYPICAL):
        at = BEGUN + timedelta(hours=number)
        day = at.date() if kind in entries.OF_A_DAY else None
        entries.add(case.entries, case.numbers, kind, text, by=PARENT, at=at, day=day, value=value)
    entries.add(case.entries, case.numbers, "question", "", by=PARENT, at=BEGUN, asks="which_test")
    known = {
        "findings_led": "platelets 41, white cells 2.9, on a test for bruises",
        "doctors_words": "I want someone with more training to look at these cells",
        "told_on": "Monday March 2",
        "goal": "diagnosis",
        "sent_on": "March 2, by fax",
        "reference": "R-2210",
    }
    for number, (name, text) in enumerate(known.items(), 1):
        case.kept.append(Kept(number, name, text, PARENT, BEGUN))
    asked = ReferralStep("asked", PARENT, BEGUN, who="Ann", number="555 0101")
    sent = ReferralStep("sent", PARENT, BEGUN + timedelta(hours=3), note="fax page says OK")
    case.referrals.append(Referral(1, "Children's Hospital", steps=[asked, sent]))
    booked = VisitEvent("booked", PARENT, BEGUN, moment=BEGUN + timedelta(days=6))
    seen = [
        VisitEvent("booked", PARENT, BEGUN, moment=BEGUN - timedelta(days=1)),
        VisitEvent("happened", PARENT, BEGUN),
    ]
    case.visits += [
        Visit(1, "own_doctor", "America/New_York", said="blood again on Friday", events=seen),
        Visit(2, "first", "America/New_York", place="Door 3", phone="555 0100", events=[booked]),
    ]
    add(case.marks, "record/bloods", Mark("in_hand", PARENT, BEGUN))
    add(case.marks, "record/notes", Mark("sent", PARENT, BEGUN))
    add(case.marks, "record/smear", Mark("asked", PARENT, BEGUN))
    promised = Mark("promised", PARENT, BEGUN, due=date(2026, 3, 6))
    add(case.marks, "record/smear", promised)
    case.insurance.plan = "hmo"
    call = case.insurance.add(case.numbers, "approval", PARENT, BEGUN)
    case.insurance.change(
        call, outcome="waiting", reference="A-17", name="Lee", answer_by=date(2026, 3, 9)
    )
    case.child_states.append(ChildState("more_tests", PARENT, BEGUN, who="Dr. A, by phone"))
    files.attach(
        case.files,
        case.numbers,
        Held("BQACAgQ", "document"),
        "blood.pdf",
        by=PARENT,
        at=BEGUN,
        paper="bloods",
    )
    return case


def over_full(case: Case) -> Case:
    """As much as the case takes of nearly everything, each text as long as may be typed."""
    typical(case)
    long = "a long line that somebody typed late at night, with all they could remember of it. " * 4
    for kind in entries.KINDS:
        value = 38.9 if kind == "temperature" else 7.0 if kind == "pain" else None
        for number in range(40 if kind in {"medicine", "allergy"} else entries.MOST):
            at = BEGUN + timedelta(minutes=number)
            text = f"{kind} {number}: {long}"[: entries.LONGEST]
            entries.add(
                case.entries,
                case.numbers,
                kind,
                text,
                by=PARENT,
                at=at,
                day=at.date() if kind in entries.OF_A_DAY else None,
                value=value,
            )
    for number in range(40):
        step = ReferralStep("noted", PARENT, BEGUN + timedelta(hours=number), note=long[:300])
        case.referrals[0].add(step)
    return case


def hostile(case: Case) -> Case:
    """Commands of the drawing, wherever something may be typed."""
    typical(case)
    for kind in entries.KINDS:
        for text in HOSTILE:
            entries.add(case.entries, case.numbers, kind, text, by=PARENT, at=BEGUN)
    case.kept.append(Kept(9, "findings_led", HOSTILE[0], PARENT, BEGUN))
    case.kept.append(Kept(10, "doctors_words", HOSTILE[2], PARENT, BEGUN))
    case.notes["team"] = HOSTILE[1]
    case.referrals[0].centre = HOSTILE[3]
    return case
