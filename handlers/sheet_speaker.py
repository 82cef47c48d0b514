"""One language of the page for the clinic: its words, and days as they are written here."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from handlers.content import content
from handlers.context import Turn
from handlers.places import zone
from handlers.screens import as_written
from handlers.spoken import clock, skeleton
from state.assessments.said import Said
from state.case import Case
from state.plan.sheet_words import SheetWords


class Speaker(msgspec.Struct, frozen=True):
    """Says things of a case in the language `spoken`; `also` are the words of the other one."""

    turn: Turn
    case: Case
    spoken: str
    words: SheetWords
    also: SheetWords | None
    said: Said

    @classmethod
    def of(cls, turn: Turn, case: Case, spoken: str, also: str = "") -> "Speaker":
        known = content(turn)
        other = known.sheet[as_written(turn, also)] if also and also != spoken else None
        written = as_written(turn, spoken)
        return cls(turn, case, spoken, known.sheet[written], other, known.said[written])

    def local(self, moment: datetime, of_place: str = "") -> datetime:
        """A moment on the clock of its place, or of the family."""
        return moment.astimezone(ZoneInfo(of_place or zone(self.turn)))

    def day(self, day: date) -> str:
        """A day in a list: "Mar 3"."""
        return skeleton(self.turn, self.spoken, "MMMd", day)

    def weekday(self, day: date) -> str:
        """A day that is to come: "Tue, Mar 3"."""
        return skeleton(self.turn, self.spoken, "MMMEd", day)

    def in_full(self, local: datetime) -> str:
        """A day and its hour, for paper that is found again years later: "Mar 3, 2026, 9:25 pm"."""
        day = skeleton(self.turn, self.spoken, "yMMMd", local)
        return self.words.say("day_time", day=day, time=clock(self.turn, local, self.spoken))

    def moment(self, local: datetime, *, day_only: bool = False) -> str:
        """When something is to be: "Tue, Mar 3, 10:30 am"."""
        day = self.weekday(local.date())
        if day_only:
            return self.words.say("day_only", day=day)
        return self.words.say("day_time", day=day, time=clock(self.turn, local, self.spoken))

    def hour(self, local: datetime, day: date) -> str:
        """When something was noted: "Mar 3, 9 pm"."""
        time = clock(self.turn, local, self.spoken)
        return self.words.say("day_time", day=self.day(day), time=time)
