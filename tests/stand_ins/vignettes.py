"""What parents wrote, and how soon their child should be seen: read from tests/rules/vignettes.

Each is written by hand from the guidance, not from the rules. `given` is what the words mean, in
the shape `companion assess` takes; `floor` is the latest time that `source` allows.
"""

from functools import cache
from pathlib import Path

import msgspec

from state.assessments import yaml_files
from state.assessments.facts import Facts
from state.levels import Level

FOLDER = Path(__file__).parents[1] / "rules" / "vignettes"


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a story establishes. What is in none of the lists was not spoken of."""

    trigger: str
    age_years: float | None = None
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    known_risk: bool = False
    worse_last_24h: bool = False
    clinician_time: Level | None = None

    @property
    def circumstances(self) -> frozenset[str]:
        return frozenset(
            name for name in ("known_risk", "worse_last_24h") if getattr(self, name) is True
        )

    def facts(self) -> Facts:
        return Facts(
            triggers=(self.trigger,),
            yes=frozenset(self.yes),
            unsure=frozenset(self.unsure),
            no=frozenset(self.no),
            age_years=self.age_years,
            circumstances=self.circumstances,
            clinician_time=self.clinician_time,
        )


class Vignette(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One story. `because` are the rules and findings that reach the level, no others."""

    id: str
    said: str
    given: Given
    level: Level
    because: frozenset[str]
    floor: Level
    source: str
    why: str


@cache
def vignettes() -> tuple[Vignette, ...]:
    """All of them, file by file."""
    return tuple(
        vignette
        for path in sorted(FOLDER.glob("*.yaml"))
        for vignette in msgspec.convert(yaml_files.read(path, path.name), list[Vignette])
    )
