"""Why the bot wrote by itself: the rows of the timetable a message says, read off its steps."""

import re
from collections.abc import Sequence

from bot.problems import Problem
from state.plan.steps import Step

ROWS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"date/\d+/(?P<number>\d+)", "no date yet, time {number} of asking"),
        (r"date/\d+/over", "the time to act has passed without a date"),
        (r"visit/\d+/\d+/three_days", "three days before the visit"),
        (r"visit/\d+/\d+/evening", "the evening before the visit"),
        (r"visit/\d+/\d+/morning", "the morning of the visit"),
        (r"visit/\d+/\d+/after", "the day after the visit"),
        (r"visit/\d+/\d+/(?P<task>.+)/1", "the day before the visit: {task}"),
        (r"visit/\d+/\d+/(?P<task>.+)/(?P<days>\d+)", "{days} days before the visit: {task}"),
        (r"(?P<task>.+)/passed_on/\d+", "nobody answered, and they wanted this one told: {task}"),
        (r"(?P<task>.+)/promised/(?P<day>[\d-]+)", "promised by {day}: {task}"),
        (r"(?P<task>.+)/snoozed/(?P<day>[\d-]+)", "put off to {day}: {task}"),
        (r"(?P<task>.+)/due/(?P<day>[\d-]+)", "an answer is due on {day}: {task}"),
        (r"(?P<task>.+)/last/(?P<last>[\d-]+)/[\d-]+", "the last day is {last}: {task}"),
    )
)
"""Names of steps, as `state.plan.timetable` gives them, and what each row of it says."""
ASKED_BACK = "no doctor yet (the same day, also at night)"


def reason(steps: Sequence[Step]) -> str:
    """In one line: the rows a message is made of, and what was folded into it."""
    if not steps:
        return ASKED_BACK
    tasks: dict[str, list[str]] = {}
    newest = {_subject(step): step for step in sorted(steps, key=lambda step: step.at)}
    for step in newest.values():
        row, _, task = _row(step).partition(": ")
        tasks.setdefault(row, []).extend([task] if task else [])
    rows = [f"{row}: {', '.join(of)}" if of else row for row, of in tasks.items()]
    folded = len(steps) - len(newest)
    return "; ".join([*rows, *([f"folded in from earlier days: {folded}"] if folded else [])])


def _subject(step: Step) -> str:
    """What a step is about: of several of them the newest stands for all."""
    return step.part or " ".join(step.tasks)


def _row(step: Step) -> str:
    for pattern, words in ROWS:
        if match := pattern.fullmatch(step.id):
            return words.format(**match.groupdict())
    raise Problem(f"No row of the timetable is known for the step {step.id!r}.")
