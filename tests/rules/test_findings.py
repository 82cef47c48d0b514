"""The level of every finding, kept in a second place so that no change goes unnoticed."""

import pytest
from rule_samples import EMERGENCY, HOURS_48, PLANNED, SAME_DAY, WEEKS_2, level, library, rules_of

from state.levels import Level

LEVELS = {
    EMERGENCY: """
        breathing_hard cannot_lie_flat face_neck_swelling neck_lump_airway leg_weakness_new
        bladder_bowel_loss hard_to_wake confused seizure headache_vomit_waking headache_plus_neuro
        sudden_severe_headache face_droop_speech stiff_neck_fever rash_nonfading bleeding_wont_stop
        head_bump_low_platelets fever_on_chemo_line fever_low_anc chills_after_line_flush
        line_broken_out sepsis_look fever_under_3mo wbc_over_100 tls_signs severe_pain
        testicle_pain_sudden belly_rigid pale_breathless_faint sudden_vision_loss
        imaging_brain_pressure imaging_cord_compression looks_very_ill
    """,
    SAME_DAY: """
        blasts_on_blood critical_lab_call two_counts_low platelets_under_20 hb_under_7
        anc_under_05_no_fever wbc_50_100 liver_spleen_big imaging_mediastinal
        imaging_brain_spine_mass headache_redflag vomiting_waking neuro_new_slow
        squint_plus_white_pupil limp_refuses_walk back_pain_redflag fever_with_blood_signs
        lumps_breathless eye_bulge_raccoon head_growth_fontanelle thirst_weeing jaundice_belly
        chemo_unwell_no_fever infection_exposure_chemo seizure_past strong_pain_home
        parent_instinct dx_acute_unseen
    """,
    HOURS_48: """
        abdominal_mass blood_in_urine pale fatigue_persistent fever_unexplained
        infection_persistent nodes_generalised bone_pain_persistent bruising_unexplained
        bleeding_minor spleen_big node_redflag lump_growing bone_swelling imaging_suspicious
        white_pupil general_two three_three_three back_pain_persistent testicle_lump_growing
        dx_solid_unseen doctor_cancer_word lab_unexplained second_opinion_7d
    """,
    WEEKS_2: """
        weight_loss_only night_sweats_only lump_small_stable testicle_lump_painless thyroid_lump
        mole_changing behaviour_decline symptom_over_2_weeks imaging_incidental lab_mild_reviewed
        doctor_rule_out_only second_opinion_relapse
    """,
    PLANNED: """
        node_small_after_cold growing_pain_pattern minor_injury_improving fever_simple_well
        family_risk_no_symptoms second_opinion_stable under_care_question
    """,
}
EXPECTED = {name: at for at, names in LEVELS.items() for name in names.split()}

STRICTER_THAN_NICE = {
    "white_pupil",
    "neuro_new_slow",
    "rash_nonfading",
    "headache_vomit_waking",
    "fever_with_blood_signs",
}


def test_the_table_and_the_findings_are_the_same_hundred_and_four() -> None:
    assert set(EXPECTED) == set(library().findings)
    assert len(EXPECTED) == 104


@pytest.mark.parametrize(("name", "own"), EXPECTED.items())
def test_a_yes_reaches_the_findings_own_level(name: str, own: Level) -> None:
    assert level("second_opinion", yes=name) is own
    assert name in rules_of("second_opinion", yes=name)


def test_where_a_level_asks_for_more_than_the_guideline_it_says_so() -> None:
    stricter = {name for name, finding in library().findings.items() if finding.stricter}
    assert stricter >= STRICTER_THAN_NICE
    cluster = next(rule for rule in library().rules if rule.id == "three_blood_signs")
    assert cluster.stricter


def test_no_review_is_claimed_that_has_not_happened() -> None:
    assert not [name for name, finding in library().findings.items() if finding.reviewed]


def test_every_finding_says_what_its_guideline_asks_for() -> None:
    assert not [name for name, finding in library().findings.items() if not finding.guideline]
