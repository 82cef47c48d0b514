"""The stories of tests/rules/vignettes through the safety net, in the parents' own words.

They were written without a look at the net's phrases. At first sight it heard 35 of 51 emergencies;
the others it was taught since, by ideas and not as whole sentences.
"""

from pathlib import Path

from stand_ins import loaded
from stand_ins.vignettes import Vignette, vignettes

from state.levels import Level
from state.safety.scanning import load, scan

HERE = Path(__file__).parent
NETS = load(HERE.parents[1] / "templates")
FINDINGS = loaded.library().findings
ON_PAPER = {"high_potassium_in_the_result", "platelets_low_and_gums_bleed_later"}
"""What makes the sign of the body an emergency, these stories have from a report."""
MOST_FALSE_ALARMS = 0.05


def emergency_is_seen(vignette: Vignette) -> bool:
    """Whether an emergency sign is there to be seen, and not only in doubt."""
    return vignette.id not in ON_PAPER and any(
        FINDINGS[name].level is Level.EMERGENCY and FINDINGS[name].known_from == "body"
        for name in vignette.given.yes
    )


EMERGENCIES = [vignette for vignette in vignettes() if emergency_is_seen(vignette)]
CALM = [vignette for vignette in vignettes() if vignette.level < Level.SAME_DAY]


def test_every_story_of_an_emergency_is_heard() -> None:
    """Printed with -s: the rate, and what is passed over."""
    passed_over = [vignette for vignette in EMERGENCIES if scan(vignette.said, NETS) is None]
    heard = len(EMERGENCIES) - len(passed_over)
    print(f"\n{heard} of {len(EMERGENCIES)} emergencies heard in the parents' own words")
    for vignette in passed_over:
        print(f"  {vignette.id}: {vignette.said}")
    assert passed_over == []


def test_stories_that_can_wait_a_day_are_hardly_ever_stopped() -> None:
    alarms = {vignette.id: found for vignette in CALM if (found := scan(vignette.said, NETS))}
    print(f"\n{len(alarms)} false alarms among {len(CALM)} stories: {', '.join(alarms)}")
    assert len(alarms) < MOST_FALSE_ALARMS * len(CALM)
