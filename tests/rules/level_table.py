"""The levels as they should be, written a second time by hand, and cases made from them.

Whoever changes a level changes it here too, on purpose.
"""

from collections.abc import Iterator
from itertools import combinations

from rule_samples import EMERGENCY, HOURS_48, PLANNED, SAME_DAY, WEEKS_2, facts

from state.assessments.facts import Facts
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

FLOORS = {
    "doctor_mentioned_cancer": HOURS_48,
    "mass_or_tumor": HOURS_48,
    "imaging_concern": HOURS_48,
    "not_sure": HOURS_48,
    "abnormal_labs": SAME_DAY,
    "confirmed_diagnosis": SAME_DAY,
    "unexplained_symptoms": WEEKS_2,
    "second_opinion": PLANNED,
}

GIVES_WAY = [
    ("doctor_mentioned_cancer", "doctor_rule_out_only", WEEKS_2),
    ("doctor_mentioned_cancer", "family_risk_no_symptoms", PLANNED),
    ("mass_or_tumor", "lump_small_stable", WEEKS_2),
    ("mass_or_tumor", "node_small_after_cold", PLANNED),
    ("mass_or_tumor", "thyroid_lump", WEEKS_2),
    ("mass_or_tumor", "testicle_lump_painless", WEEKS_2),
    ("mass_or_tumor", "minor_injury_improving", PLANNED),
    ("mass_or_tumor", "mole_changing", WEEKS_2),
    ("abnormal_labs", "lab_unexplained", HOURS_48),
    ("abnormal_labs", "lab_mild_reviewed", WEEKS_2),
    ("imaging_concern", "imaging_incidental", WEEKS_2),
    ("unexplained_symptoms", "node_small_after_cold", PLANNED),
    ("unexplained_symptoms", "growing_pain_pattern", PLANNED),
    ("unexplained_symptoms", "minor_injury_improving", PLANNED),
    ("unexplained_symptoms", "fever_simple_well", PLANNED),
    ("confirmed_diagnosis", "dx_solid_unseen", HOURS_48),
    ("confirmed_diagnosis", "under_care_question", PLANNED),
]

CRITICAL = [
    "breathing_hard",
    "cannot_lie_flat",
    "hard_to_wake",
    "leg_weakness_new",
    "bladder_bowel_loss",
    "rash_nonfading",
    "fever_on_chemo_line",
    "fever_low_anc",
]

BLOOD_SIGNS = [
    "pale",
    "fatigue_persistent",
    "fever_unexplained",
    "infection_persistent",
    "nodes_generalised",
    "bone_pain_persistent",
    "bruising_unexplained",
    "bleeding_minor",
]

Expected = tuple[Facts, Level]


def of_finding(finding: str) -> Iterator[Expected]:
    """What a finding means under every trigger, and when one is not sure of it."""
    own = EXPECTED[finding]
    for trigger, floor in FLOORS.items():
        gives_way = (trigger, finding, own) in GIVES_WAY
        yield facts(trigger, yes=finding), own if gives_way else max(own, floor)
        yield facts(trigger, unsure=finding), max(_unsure(finding), floor)


def _unsure(finding: str) -> Level:
    if EXPECTED[finding] is EMERGENCY:
        return EMERGENCY if finding in CRITICAL else SAME_DAY
    return EXPECTED[finding]


def of_floors() -> Iterator[Expected]:
    yield from ((facts(trigger), floor) for trigger, floor in FLOORS.items())
    yield Facts(), HOURS_48
    yield Facts(triggers=("second_opinion",), unnamed=("em_head",)), EMERGENCY
    yield from ((facts("second_opinion", told=told), told) for told in Level)


def of_several() -> Iterator[Expected]:
    """Findings together."""
    yield facts("second_opinion", unsure="confused belly_rigid"), EMERGENCY
    for first, second in combinations(BLOOD_SIGNS, 2):
        yield facts("second_opinion", yes=f"{first} {second}"), HOURS_48
    for other in {*LEVELS[HOURS_48].split()} - {*BLOOD_SIGNS}:
        yield facts("second_opinion", yes=f"pale fatigue_persistent {other}"), HOURS_48
    for first, second, third in combinations(BLOOD_SIGNS, 3):
        yield facts("second_opinion", yes=f"{first} {second} {third}"), SAME_DAY
        yield facts("second_opinion", yes=first, unsure=f"{second} {third}"), SAME_DAY


def of_circumstances() -> Iterator[Expected]:
    """What raises a sign, and how far: alone, then one after the other."""
    risk, worse = "known_risk", "worse_last_24h"
    rows = [
        ("mole_changing", HOURS_48, HOURS_48, SAME_DAY, SAME_DAY),
        ("spleen_big", SAME_DAY, SAME_DAY, EMERGENCY, SAME_DAY),
        ("jaundice_belly", SAME_DAY, EMERGENCY, EMERGENCY, SAME_DAY),
        ("seizure", EMERGENCY, EMERGENCY, EMERGENCY, EMERGENCY),
        ("fever_simple_well", PLANNED, PLANNED, PLANNED, PLANNED),
    ]
    for finding, with_risk, when_worse, with_both, when_young in rows:
        yield facts("second_opinion", yes=finding, also=risk), with_risk
        yield facts("second_opinion", yes=finding, also=worse), when_worse
        yield facts("second_opinion", yes=finding, also=f"{risk} {worse}"), with_both
        yield facts("second_opinion", yes=finding, age=0.24), when_young
    yield facts("second_opinion", unsure="mole_changing", also=worse), HOURS_48
    yield facts("second_opinion", unsure="seizure", also=risk), SAME_DAY
    yield facts("second_opinion", unsure="seizure", also=worse), EMERGENCY
    yield facts("second_opinion", yes="mole_changing", age=0.25), WEEKS_2
    yield facts("second_opinion", yes="mole_changing", also=worse, age=0.1), SAME_DAY
    yield facts("second_opinion", also=f"{risk} {worse}", age=0.1), PLANNED
    yield facts("abnormal_labs", yes="mole_changing", also=worse), SAME_DAY
    yield facts("second_opinion", told=SAME_DAY, also=worse), SAME_DAY
