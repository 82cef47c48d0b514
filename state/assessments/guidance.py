"""Which papers, signs to watch for and first-aid lines belong to which reason.

Read from `state/assessments/guidance.yaml`, where each row names its sources and its review; the
words are in templates/. Nothing here changes a level.
"""

from collections.abc import Collection, Iterator

import msgspec

from state.assessments.rules import Named, Sourced
from state.case import Cause

IN_ONE_LINE = 2
"""Signs that one line of an emergency screen names."""


class FirstAid(Named, frozen=True):
    """A first-aid line: for these findings, and for these signs heard by the safety net.

    `by_ambulance`: nobody drives a child with this sign.
    """

    findings: tuple[str, ...]
    heard: tuple[str, ...] = ()
    by_ambulance: bool = False


class Watch(Named, frozen=True):
    """A group of danger signs that mean "go now" while waiting with any of these findings."""

    findings: tuple[str, ...]


class Records(Sourced, frozen=True):
    """The papers to ask for first, the most important one first.

    `found_at_home` are those there can be when the parent found it and nothing was tested yet.
    """

    papers: tuple[str, ...]
    found_at_home: tuple[str, ...] = ()


class BetweenDoctors(Sourced, frozen=True):
    """Findings that are no sign in the child: they ask that two doctors speak with each other."""

    findings: tuple[str, ...]


class Guidance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said beside a level. Of `first_aid` the first that fits; `records` are by trigger."""

    first_aid: tuple[FirstAid, ...]
    watch: tuple[Watch, ...]
    records: dict[str, Records]
    between_doctors: BetweenDoctors

    def aid_for(self, findings: Collection[str]) -> str | None:
        """The one first-aid line that fits these findings best, or None."""
        return next((aid.id for aid in self.first_aid if set(aid.findings) & set(findings)), None)

    def aid_for_any(self, findings: Collection[str]) -> str | None:
        """The first-aid line for an answer that may mean any of these, or None.

        Of two signs of one line the first that fits; of more, only what is right for each.
        """
        lines = {self.aid_for({finding}) for finding in findings}
        fits = len(findings) <= IN_ONE_LINE or len(lines) == 1
        return self.aid_for(findings) if fits else None

    def aid_for_heard(self, sign: str) -> str | None:
        """The first-aid line for a sign the safety net heard, or None."""
        return next((aid.id for aid in self.first_aid if sign in aid.heard), None)

    def watch_for(self, findings: Collection[str]) -> tuple[str, ...]:
        """The groups of danger signs to watch for with these findings."""
        return tuple(group.id for group in self.watch if set(group.findings) & set(findings))

    def is_by_ambulance(self, aid: str | None) -> bool:
        """Whether this first-aid line is for a sign with which nobody drives."""
        return any(one.by_ambulance for one in self.first_aid if one.id == aid)

    def is_between_doctors(self, causes: Collection[Cause], raising: Collection[str]) -> bool:
        """Whether no cause of a level is a sign in the child. The rules `raising` a level are."""
        names = self.between_doctors.findings
        return bool(causes) and all(
            cause.findings and set(cause.findings) <= set(names) and cause.rule not in raising
            for cause in causes
        )

    def papers(self, trigger: str, *, found_at_home: bool = False) -> tuple[str, ...]:
        records = self.records[trigger]
        return records.found_at_home or records.papers if found_at_home else records.papers

    def entries(self) -> Iterator[tuple[str, Sourced]]:
        """Every row, with the place it is written."""
        for aid in self.first_aid:
            yield f"guidance.yaml, the first aid '{aid.id}'", aid
        for group in self.watch:
            yield f"guidance.yaml, the signs to watch '{group.id}'", group
        for trigger, records in self.records.items():
            yield f"guidance.yaml, the records for '{trigger}'", records
        yield "guidance.yaml, what is between doctors", self.between_doctors

    def labels(self) -> Iterator[tuple[str, str]]:
        """Every label it needs in each language, with the place that needs it."""
        for place, entry in self.entries():
            if isinstance(entry, FirstAid):
                yield f"aid_{entry.id}", place
            elif isinstance(entry, Watch):
                yield f"watch_{entry.id}", place
            elif isinstance(entry, Records):
                papers = (*entry.papers, *entry.found_at_home)
                yield from ((f"paper_{paper}", place) for paper in papers)
