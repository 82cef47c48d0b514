"""The parts of the page for the clinic, each in one language."""

from collections.abc import Iterable

from handlers import reading
from handlers.entries import says_more
from handlers.records import gathered
from handlers.screens import script_label
from handlers.sheet_speaker import Speaker
from handlers.spoken import clock
from state import kept
from state.plan import entries, measures, timeline
from state.plan.entries import Entry
from state.plan.insurance import InsurerCall
from state.plan.marks import Marks
from state.plan.papers import MISSING, promised, stage, task_id
from state.plan.sheet import Group, Line, Mark, Section
from state.plan.timeline import Happened

TIMES = ("now", "today", "two_days", "later")
KEPT = ("doctors_words", "told_on", "treatment_on", "sent_on", "reference")
AS_TYPED = (("allergies", "allergy", 2), ("medicines", "medicine", 3))
"""Each heading, its kind of entry, and the lines to write on while there is none."""
NOTED = (("notes", "note"), ("family", "family"))


def titled(
    speaker: Speaker,
    name: str,
    groups: Iterable[Group],
    *,
    first: bool = False,
    boxed: bool = False,
) -> Section:
    """A part with its heading, in both languages."""
    return Section(
        speaker.words.headings[name],
        tuple(groups),
        also=speaker.also.headings[name] if speaker.also else "",
        note=speaker.words.notes.get(name, ""),
        first=first,
        boxed=boxed,
    )


def reason(speaker: Speaker, *, told: bool) -> Section:
    """Why they come: the reason, what they were told in their own words, and who said how soon."""
    say, facts = speaker.words.say, reading.facts(speaker.turn)
    known = kept.known(speaker.case) if told else {}
    reasons = facts.triggers or (reading.library(speaker.turn).unknown_trigger,)
    lines = [speaker.words.triggers[name] for name in dict.fromkeys(reasons)]
    if found := known.get("findings_led"):
        lines.append(say("quoted", text=found))
    lines += [say(name, text=known[name]) for name in KEPT if name in known]
    if team := speaker.case.notes.get("team"):
        lines.append(say("team", text=team))
    if goal := known.get("goal"):
        script = script_label(speaker.turn, speaker.spoken, f"goal_{goal}")
        lines.append(say("goal", goal=script))
    asked = reading.present(speaker.turn).asked
    lines += [say(f"clinician_{one}") for one in TIMES if asked.is_true(f"time_given is {one}")]
    rules = 0 if known else 2
    return titled(speaker, "reason", [Group(_plain(lines), rules=rules)], first=True)


def _plain(lines: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(one) for one in lines)


def signs(speaker: Speaker) -> Section:
    """What the family sees and what it is not sure of, the gravest first; what they were told."""
    facts, findings = reading.facts(speaker.turn), reading.library(speaker.turn).findings
    seen, results = speaker.said.seen, speaker.said.results

    def listed(names: frozenset[str], said: dict[str, str]) -> tuple[Line, ...]:
        ranked = sorted(names & {*said}, key=lambda name: (-findings[name].level.rank, name))
        return tuple(Line(said[name], mark=_MARKS[names is facts.yes]) for name in ranked)

    title = speaker.words.groups
    groups = [
        Group(listed(facts.yes, results), title["told"]),
        Group(listed(facts.yes, seen), title["yes"]),
        Group(listed(facts.unsure, {**seen, **results}), title["unsure"]),
    ]
    found = [group for group in groups if group.lines]
    nothing = Group(empty=speaker.words.empty["signs"], rules=1)
    return titled(speaker, "signs", found or [nothing], first=True)


_MARKS: dict[bool, Mark] = {True: "yes", False: "open"}


def happened(speaker: Speaker) -> Section | None:
    """What happened and what is booked, the newest first."""
    every = timeline.timeline(speaker.case)[::-1]
    lines = tuple(Line(_event(speaker, one), _when(speaker, one)) for one in every)
    return titled(speaker, "happened", [Group(lines)]) if lines else None


def _when(speaker: Speaker, one: Happened) -> str:
    return speaker.day(speaker.local(one.at, one.zone).date())


def _event(speaker: Speaker, one: Happened) -> str:
    """What happened, where, who said so, and their words; of a visit to come also the hour."""
    words = speaker.words
    what = words.happened[one.what]
    if one.kind:
        what = f"{what}: {words.visits[one.kind]}"
    hour = ""
    if one.what == "visit_booked":
        local = speaker.local(one.at, one.zone)
        hour = words.say("no_time") if one.day_only else clock(speaker.turn, local, speaker.spoken)
    said = words.say("quoted", text=one.said) if one.said else ""
    return ". ".join(part for part in (what, hour, one.where, one.who, said) if part)


def as_typed(speaker: Speaker, heading: str, kind: str, rules: int) -> Section:
    """Allergies or medicines, every one as it was typed; else room to write them down."""
    lines = _plain(one.text for one in entries.of(speaker.case.entries, kind))
    group = Group(lines) if lines else Group(empty=speaker.words.empty[heading], rules=rules)
    return titled(speaker, heading, [group], first=True, boxed=heading == "allergies")


def records(speaker: Speaker) -> Section:
    """The papers: which are missing, which were sent, which are there."""
    by_place: dict[str, list[Line]] = {"missing": [], "on_way": [], "have": []}
    marks: Marks = speaker.case.marks
    for paper in gathered(speaker.turn):
        given = marks.get(task_id(paper.id), ())
        now = stage(given)
        name = speaker.words.papers[paper.id]
        if now == "not_needed" or (paper.own and now == "open"):
            continue
        place = "missing" if now in MISSING else "on_way" if now == "sent" else "have"
        if due := promised(given):
            name = speaker.words.say("promised", name=name, day=speaker.day(due))
        by_place[place].append(Line(name, mark=_MARKS[place == "have"]))
    groups = [
        Group(tuple(lines), speaker.words.groups[name], flows=True)
        for name, lines in by_place.items()
        if lines
    ]
    return titled(speaker, "papers", groups)


def insurance(speaker: Speaker) -> Section | None:
    """The plan, and what was last said about each thing, with its numbers and days."""
    words, known = speaker.words, speaker.case.insurance
    lines = [words.say("plan", name=words.covers[known.plan])] if known.plan in words.covers else []
    newest = {call.about: call for call in known.calls}
    lines += [_call(speaker, call) for call in newest.values()]
    return titled(speaker, "insurance", [Group(_plain(lines))]) if lines else None


def _call(speaker: Speaker, call: InsurerCall) -> str:
    words = speaker.words
    head = words.calls[call.about]
    if call.outcome:
        head = f"{head}: {words.outcomes[call.outcome]}"
    days = {
        "letter_of": call.letter,
        "due": call.answer_by if call.outcome == "waiting" else None,
        "holds_to": call.expires,
        "object_by": call.appeal_by,
    }
    typed = {"number": call.reference, "spoke_with": call.name}
    more = [words.say(key, text=text) for key, text in typed.items() if text]
    more += [words.say(key, day=speaker.day(day)) for key, day in days.items() if day]
    return f"{head}. {' '.join(more)}".strip()


def measured(speaker: Speaker) -> Section | None:
    """Temperatures and pain, the newest first; the highest is said before."""
    groups = []
    for kind in ("temperature", "pain"):
        found = sorted(entries.of(speaker.case.entries, kind), key=lambda one: one.at)[::-1]
        if found:
            lines = tuple(Line(_value(speaker, one), _noted(speaker, one)) for one in found)
            groups.append(Group(lines, _with_highest(speaker, kind, found)))
    return titled(speaker, "measured", groups) if groups else None


def _with_highest(speaker: Speaker, kind: str, found: list[Entry]) -> str:
    title = speaker.words.groups[kind]
    known = [one for one in found if one.value is not None]
    if len(known) <= 1:
        return title
    highest = max(known, key=lambda one: one.value or 0)
    value = _number(speaker, kind, highest.value or 0)
    day = speaker.day(highest.day or speaker.local(highest.at).date())
    return f"{title}. {speaker.words.say('highest', value=value, day=day)}"


def _number(speaker: Speaker, kind: str, value: float) -> str:
    if kind == "pain":
        return speaker.words.say("of_ten", value=f"{value:g}")
    fahrenheit = f"{measures.fahrenheit(value):.1f}"
    return speaker.words.say("degrees", celsius=f"{value:.1f}", fahrenheit=fahrenheit)


def _value(speaker: Speaker, entry: Entry) -> str:
    """What was measured, and the words that were typed, if they say more than the number."""
    if entry.value is None:
        return speaker.words.say("quoted", text=entry.text)
    value = _number(speaker, entry.kind, entry.value)
    if not says_more(entry):
        return value
    return speaker.words.say("measured_with", value=value, text=entry.text)


def _noted(speaker: Speaker, entry: Entry) -> str:
    local = speaker.local(entry.at)
    day = entry.day or local.date()
    return speaker.hour(local, day) if day == local.date() else speaker.day(day)


def noted(speaker: Speaker, heading: str, kind: str) -> Section | None:
    """Notes of signs, the newest first; or illness in the family, in its order."""
    found = entries.of(speaker.case.entries, kind)
    ordered = found[::-1] if kind == "note" else found
    lines = tuple(
        Line(one.text, speaker.day(one.day) if one.day and kind == "note" else "")
        for one in ordered
    )
    return titled(speaker, heading, [Group(lines)]) if lines else None
