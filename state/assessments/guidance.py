"""Which papers, signs to watch for and first-aid lines belong to which reason.

Read from `state/assessments/guidance.yaml`, where each row names its sources and its review; the
words are in templates/. Nothing here changes a level.
"""

from collections.abc import Collection, Iterator

import msgspec

from state.assessments.rules import Named, Sourced


class FirstAid(Named, frozen=True):
    """A first-aid line: for these findings, and for these signs heard by the safety net."""

    findings: tuple[str, ...]
    heard: tuple[str, ...] = ()


class Watch(Named, frozen=True):
    """A group of danger signs that mean "go now" while waiting with any of these findings."""

    findings: tuple[str, ...]


class Records(Sourced, frozen=True):
    """The papers to ask for first, the most important one first."""

    papers: tuple[str, ...]


class Guidance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said beside a level. Of `first_aid` the first that fits; `records` are by trigger."""

    first_aid: tuple[FirstAid, ...]
    watch: tuple[Watch, ...]
    records: dict[str, Records]

    def aid_for(self, findings: Collection[str]) -> str | None:
        """The one first-aid line that fits these findings best, or None."""
        return next((aid.id for aid in self.first_aid if set(aid.findings) & set(findings)), None)

    def aid_for_heard(self, sign: str) -> str | None:
        """The first-aid line for a sign the safety net heard, or None."""
        return next((aid.id for aid in self.first_aid if sign in aid.heard), None)

    def watch_for(self, findings: Collection[str]) -> tuple[str, ...]:
        """The groups of danger signs to watch for with these findings."""
        return tuple(group.id for group in self.watch if set(group.findings) & set(findings))

    def papers(self, trigger: str) -> tuple[str, ...]:
        return self.records[trigger].papers

    def entries(self) -> Iterator[tuple[str, Sourced]]:
        """Every row, with the place it is written."""
        for aid in self.first_aid:
            yield f"guidance.yaml, the first aid '{aid.id}'", aid
        for group in self.watch:
            yield f"guidance.yaml, the signs to watch '{group.id}'", group
        for trigger, records in self.records.items():
            yield f"guidance.yaml, the records for '{trigger}'", records

    def labels(self) -> Iterator[tuple[str, str]]:
        """Every label it needs in each language, with the place that needs it."""
        for place, entry in self.entries():
            if isinstance(entry, FirstAid):
                yield f"aid_{entry.id}", place
            elif isinstance(entry, Watch):
                yield f"watch_{entry.id}", place
            elif isinstance(entry, Records):
                yield from ((f"paper_{paper}", place) for paper in entry.papers)
