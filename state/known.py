"""What a case already knows that makes a few words a danger: a fever, of a child on treatment.

The names are parts of the safety net (`templates/<language>/safety.yaml`).
"""

from collections.abc import Mapping

from state.present import Present

TREATMENT, YOUNG_BABY = "treatment", "young_baby"
PARTS: Mapping[str, frozenset[str]] = {
    TREATMENT: frozenset(
        {
            "fever_on_chemo_line",
            "fever_low_anc",
            "anc_under_05_no_fever",
            "chemo_unwell_no_fever",
            "infection_exposure_chemo",
            "under_care_question",
        }
    ),
    YOUNG_BABY: frozenset({"fever_under_3mo"}),
    "low_platelets": frozenset({"platelets_under_20"}),
}
"""Findings, said yes or not sure, by the part they stand for. Sources: those of the findings
`fever_on_chemo_line`, `fever_under_3mo`, `platelets_under_20` (any bleeding or headache)."""


def known(present: Present) -> frozenset[str]:
    """The parts that this case knows of the child."""
    said = present.facts.yes | present.facts.unsure
    found = {part for part, findings in PARTS.items() if findings & said}
    if present.asked.has_team():
        found.add(TREATMENT)
    if present.asked.age() == "under_3mo":
        found.add(YOUNG_BABY)
    return frozenset(found)
