"""Which papers, steps and first-aid lines belong to which reason. The words are in templates/.

Sources: first aid after RCH Melbourne (mediastinal mass), NHS and HSE parent advice (fits, spots)
and the Children's Oncology Group (fever, lines); records after common intake lists of
children's cancer centres. All wait for clinical review.
"""

FIRST_AID: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "breathing",
        frozenset({"breathing_hard", "cannot_lie_flat", "face_neck_swelling", "neck_lump_airway"}),
    ),
    ("fit", frozenset({"seizure", "hard_to_wake", "confused"})),
    ("line", frozenset({"line_broken_out"})),
    (
        "fever_treatment",
        frozenset({"fever_on_chemo_line", "fever_low_anc", "chills_after_line_flush"}),
    ),
    ("bleeding", frozenset({"bleeding_wont_stop", "head_bump_low_platelets"})),
    ("spots", frozenset({"rash_nonfading"})),
    ("still", frozenset({"leg_weakness_new", "bladder_bowel_loss", "severe_pain"})),
    ("nothing_to_eat", frozenset({"belly_rigid", "testicle_pain_sudden"})),
)
"""First that fits is said."""

RECORDS: dict[str, tuple[str, ...]] = {
    "doctor_mentioned_cancer": ("referral", "notes", "bloods"),
    "mass_or_tumor": ("referral", "scan_report", "scan_pictures"),
    "abnormal_labs": ("referral", "bloods", "smear"),
    "imaging_concern": ("referral", "scan_report", "scan_pictures"),
    "unexplained_symptoms": ("referral", "diary", "notes"),
    "confirmed_diagnosis": ("referral", "pathology", "scan_pictures"),
    "second_opinion": ("treatment", "pathology", "scan_pictures"),
    "not_sure": ("referral", "notes", "bloods"),
}
"""The first three papers by trigger; the referral letter is critical for all."""


def first_aid(findings: set[str]) -> str | None:
    """The one first-aid line that fits these findings best, or None."""
    for line, signs in FIRST_AID:
        if signs & findings:
            return line
    return None


WATCH: dict[str, frozenset[str]] = {
    "treatment": frozenset(
        {"chemo_unwell_no_fever", "infection_exposure_chemo", "under_care_question"}
    ),
    "blood": frozenset(
        {"blasts_on_blood", "two_counts_low", "platelets_under_20", "hb_under_7", "wbc_50_100"}
        | {"anc_under_05_no_fever", "critical_lab_call", "lab_unexplained", "lab_mild_reviewed"}
        | {"pale", "fatigue_persistent", "fever_unexplained", "infection_persistent"}
        | {"bruising_unexplained", "bleeding_minor", "fever_with_blood_signs", "spleen_big"}
        | {"liver_spleen_big", "nodes_generalised"}
    ),
    "chest": frozenset({"imaging_mediastinal", "lumps_breathless", "node_redflag"}),
    "head": frozenset(
        {"imaging_brain_spine_mass", "headache_redflag", "vomiting_waking", "neuro_new_slow"}
        | {"seizure_past", "squint_plus_white_pupil", "head_growth_fontanelle"}
    ),
    "back": frozenset(
        {"imaging_brain_spine_mass", "back_pain_redflag", "back_pain_persistent", "dx_acute_unseen"}
    ),
    "belly": frozenset({"abdominal_mass", "jaundice_belly", "blood_in_urine"}),
}
"""What else means "go now" while waiting, by what was found. Sources as for first aid."""


def watch(findings: frozenset[str]) -> tuple[str, ...]:
    """The groups of danger signs to watch for with these findings."""
    return tuple(name for name, signs in WATCH.items() if signs & findings)


AID_FOR_HEARD = {
    "breathing": "breathing",
    "allergy": "breathing",
    "waking": "fit",
    "seizure": "fit",
    "line": "line",
    "fever_on_treatment": "fever_treatment",
    "bleeding": "bleeding",
    "rash": "spots",
    "weak": "still",
    "injury": "still",
    "testicle": "nothing_to_eat",
    "belly": "nothing_to_eat",
}
"""The first-aid line for what the safety net heard, by its name for the sign."""
