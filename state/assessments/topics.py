"""Topics: pages of guidance that hang on a case, beside its card.

Which there are, and for whom, is read from `state/assessments/topics/<group>.yaml`, where each
names its sources and its review. The words are in `templates/<language>/topics/<id>.j2`, the
labels in `templates/<language>/topics.yaml`. Nothing here changes a level.
"""

from collections.abc import Iterator

import msgspec

from state.assessments.rules import Named, Sourced
from state.levels import Level

GROUPS = ("referral", "calls", "papers", "waiting", "visit", "child", "family")
"""The groups, in the order in which they are offered."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What of a case decides which topics fit. `age` and `country` are empty while not known."""

    trigger: str
    level: Level
    age: str = ""
    country: str = ""


class Topic(Named, frozen=True):
    """A page of guidance. What it is limited to must fit; a limit left out fits everyone.

    `keeps` are the answers that have a place here, `leads_to` the topics offered below it.
    """

    triggers: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    ages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()

    def fits(self, here: Situation) -> bool:
        limits = (
            (self.triggers, here.trigger),
            (self.levels, here.level),
            (self.ages, here.age),
            (self.countries, here.country),
        )
        return all(not allowed or value in allowed for allowed, value in limits)


class Topics(msgspec.Struct, frozen=True):
    """All topics by group, in the order of their files."""

    by_group: dict[str, tuple[Topic, ...]] = {}

    def groups(self, here: Situation) -> tuple[str, ...]:
        """The groups that have a topic which fits."""
        return tuple(group for group in GROUPS if self.of(group, here))

    def of(self, group: str, here: Situation) -> tuple[Topic, ...]:
        """The topics of a group that fit."""
        return tuple(topic for topic in self.by_group.get(group, ()) if topic.fits(here))

    def find(self, name: str, here: Situation) -> Topic | None:
        """The topic of this id, if it fits."""
        return next((topic for _, topic in self if topic.id == name and topic.fits(here)), None)

    def below(self, topic: Topic, here: Situation) -> tuple[Topic, ...]:
        """The topics offered below this one that fit, in its order."""
        found = (self.find(name, here) for name in topic.leads_to)
        return tuple(one for one in found if one)

    def group_of(self, name: str) -> str:
        """The group of a topic. Raises StopIteration if there is none of this id."""
        return next(group for group, topic in self if topic.id == name)

    def entries(self) -> Iterator[tuple[str, Sourced]]:
        """Every topic, with the place it is written."""
        for group, topic in self:
            yield f"topics/{group}.yaml, '{topic.id}'", topic

    def __iter__(self) -> Iterator[tuple[str, Topic]]:
        """Every topic with its group."""
        for group, topics in self.by_group.items():
            yield from ((group, topic) for topic in topics)
