"""First aid, signs to watch and papers: one row each, sourced, and with words in every language."""

import shutil
from pathlib import Path

import msgspec
import pytest
from stand_ins import loaded

from bot.texts import FOLDER as TEMPLATES
from handlers import content
from state.assessments import guidance_checks
from state.assessments.assessment import AssessmentError
from state.assessments.guidance import FirstAid, Guidance
from state.case import Cause
from state.safety import scanning as safety

LIBRARY = loaded.library()
GUIDANCE: Guidance = LIBRARY.guidance


@pytest.mark.parametrize(
    ("findings", "aid"),
    [
        ("", None),
        ("age_unknown pale", None),
        ("seizure", "fit"),
        ("hard_to_wake confused", "waking"),
        ("confused", "confused"),
        ("cannot_lie_flat imaging_mediastinal", "chest_mass"),
        ("rash_nonfading bleeding_wont_stop", "bleeding"),
        ("belly_rigid breathing_hard", "breathing"),
        ("fever_on_chemo_line line_broken_out", "line"),
    ],
)
def test_the_first_line_that_fits_is_said(findings: str, aid: str | None) -> None:
    assert GUIDANCE.aid_for(findings.split()) == aid


@pytest.mark.parametrize(
    ("heard", "aid"),
    [("allergy", "breathing"), ("fever_on_treatment", "fever_treatment"), ("stroke", None)],
)
def test_what_was_heard_has_a_line_or_none(heard: str, aid: str | None) -> None:
    assert GUIDANCE.aid_for_heard(heard) == aid


def test_what_to_watch_for_comes_in_the_order_of_the_file() -> None:
    found = {"abdominal_mass", "imaging_brain_spine_mass", "hb_under_7"}
    assert GUIDANCE.watch_for(found) == ("blood", "head", "back", "belly")
    assert GUIDANCE.watch_for(set()) == ()


def test_every_trigger_has_three_papers() -> None:
    for trigger in LIBRARY.triggers:
        assert len(GUIDANCE.papers(trigger)) == 3


def test_nobody_who_found_a_lump_at_home_is_asked_for_a_scan_that_never_was() -> None:
    assert GUIDANCE.papers("mass_or_tumor", found_at_home=True) == ("lump_notes",)
    assert GUIDANCE.papers("imaging_concern", found_at_home=True) == GUIDANCE.papers(
        "imaging_concern"
    )


def test_nobody_drives_a_child_who_cannot_breathe_or_wake() -> None:
    ambulance = {aid.id for aid in GUIDANCE.first_aid if aid.by_ambulance}
    assert ambulance == {"chest_mass", "breathing", "fit", "waking"}
    assert GUIDANCE.is_by_ambulance("fit")
    assert not GUIDANCE.is_by_ambulance(None)


@pytest.mark.parametrize(
    ("rules", "between"),
    [
        ([("second_opinion_7d", "second_opinion_7d")], True),
        ([("unsure_sign", "second_opinion_7d")], True),
        ([("second_opinion_7d", "second_opinion_7d"), ("pale", "pale")], False),
        ([("known_risk", "second_opinion_relapse")], False),
        ([("clinician_time", "")], False),
        ([], False),
    ],
)
def test_a_level_is_between_doctors_only_where_no_sign_is_behind_it(
    rules: list[tuple[str, str]], *, between: bool
) -> None:
    causes = [Cause(rule, tuple(finding.split()), "") for rule, finding in rules]
    raising = {modifier.id for modifier in LIBRARY.modifiers}
    assert GUIDANCE.is_between_doctors(causes, raising) is between


def test_no_sign_and_no_finding_has_two_first_aid_lines() -> None:
    for kind in ("heard", "findings"):
        named = [name for aid in GUIDANCE.first_aid for name in getattr(aid, kind)]
        assert len(named) == len(set(named))


def test_a_missing_label_is_named_with_the_place_that_needs_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    labels = folder / "en" / "labels.yaml"
    labels.write_text(labels.read_text("utf-8").replace("aid_fit:", "aid_fits:"), "utf-8")
    with pytest.raises(AssessmentError) as caught:
        content.load(folder)
    sentence = (
        "templates/en/labels.yaml: the label 'aid_fit' is missing; "
        "guidance.yaml, the first aid 'fit' needs it."
    )
    assert caught.value.sentences == (sentence,)


def test_a_sign_nobody_listens_for_is_named() -> None:
    lost = FirstAid(id="spots", findings=(), heard=("spotz",), sources=(), reviewed=None)
    library = msgspec.structs.replace(
        LIBRARY, guidance=Guidance((lost,), (), {}, GUIDANCE.between_doctors)
    )
    assert list(guidance_checks.unheard(library, safety.load(TEMPLATES))) == [
        "guidance.yaml, the first aid 'spots': no safety.yaml listens for 'spotz'."
    ]


def test_of_an_answer_that_may_mean_many_signs_only_a_line_right_for_each_is_said() -> None:
    assert GUIDANCE.aid_for_any({"hard_to_wake", "confused"}) == "waking"
    many = {"fever_low_anc", "bleeding_wont_stop", "pale_breathless_faint"}
    assert GUIDANCE.aid_for_any(many) is None
    assert GUIDANCE.aid_for_any(set()) is None
