"""Items as they are written in YAML, before it is known which other file they belong to."""

import msgspec

from state.assessments.assessment import Effect, Item, Kind, Phase
from state.assessments.condition import Condition


class WrittenItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Either an item of its own (`id`) or one borrowed from another file (`use`).

    `lines` is short for options that establish a finding. A line of several means one of them:
    each is unsure until another question tells which.
    """

    id: str | None = None
    use: str | None = None
    kind: Kind | None = None
    phase: Phase | None = None
    lines: dict[str, tuple[str, ...]] = {}
    options: dict[str, Effect | None] = {}
    not_sure: Effect | None = None
    enable_when: Condition | None = None
    short_when: Condition | None = None
    one_of_these: bool = False
    part: str | None = None
    now: bool = False
    decides: bool = False
    skip_when: Condition | None = None

    def item(self, home: str, kind: Kind, phase: Phase) -> Item:
        """The item this file defines."""
        lines = {line: _established(findings) for line, findings in self.lines.items()}
        options = {option: effect or Effect() for option, effect in self.options.items()}
        return Item(
            id=self.id or "",
            home=home,
            kind=kind,
            phase=phase,
            options=lines | options,
            not_sure=self.not_sure,
            enable_when=self.enable_when,
            short_when=self.short_when,
            one_of_these=self.one_of_these,
            part=self.part,
            now=self.now,
            decides=self.decides,
            skip_when=self.skip_when,
        )

    def borrowed(self, item: Item) -> Item:
        """The item of another file, asked when this one says."""
        return msgspec.structs.replace(
            item,
            phase=self.phase or item.phase,
            enable_when=self.enable_when,
            short_when=self.short_when,
            part=self.part,
            skip_when=self.skip_when,
        )


def _established(findings: tuple[str, ...]) -> Effect:
    return Effect(unsure=findings) if len(findings) > 1 else Effect(yes=findings)
