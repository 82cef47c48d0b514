"""When something holds: tests over earlier answers, as in FHIR's enableWhen."""

import functools
from collections.abc import Set as AbstractSet

import msgspec

OR = " or "


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tests over earlier answers: "said is scan", "finding pale", "case denied".

    All of `all`, one of `any` (if there are any) and not one of `none`. A test of `all` may leave
    a choice: "dx_kind is team or team_now is yes". Tests: `conditions`, and `on_the_case`.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @property
    def tests(self) -> tuple[str, ...]:
        return tuple(test for one in self.all for test in choices(one)) + self.any + self.none

    def holds(self, truths: AbstractSet[str]) -> bool:
        for test in self.all:
            if test not in truths and (OR not in test or truths.isdisjoint(choices(test))):
                return False
        return (not self.any or not truths.isdisjoint(self.any)) and truths.isdisjoint(self.none)


@functools.cache
def choices(test: str) -> tuple[str, ...]:
    """The tests of which one is enough, as "A or B" says it."""
    return tuple(test.split(OR))
