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
