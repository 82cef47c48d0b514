"""The weeks of one family as plain text: what the bot wrote by itself, when, and why.

A diary is a transcript in which each message the bot began has its local time and its reason.
"""

from zoneinfo import ZoneInfo

from bot.rehearsal import transcript
from bot.rehearsal.reasons import reason
from bot.rehearsal.rehearsal import Rehearsal, Started


async def play(rehearsal: Rehearsal, script: list[tuple[str, str]]) -> str:
    """Plays a script and writes the diary. Raises Problem where a step cannot be done."""
    parts = []
    for what, detail in script:
        before = len(rehearsal.started)
        said = await transcript.do(rehearsal, what, detail)
        started = rehearsal.started[before:]
        parts.append(f"{what}: {detail}\n")
        if started:
            parts += [began(one, rehearsal.zone) for one in started]
        else:
            parts += [transcript.written(one) for one in said]
    return "\n".join(parts)


def began(one: Started, zone: ZoneInfo) -> str:
    """A message the bot began, with its time on this clock and its reason."""
    when = one.at.astimezone(zone).strftime("%A %Y-%m-%d, %H:%M")
    return f"{when}. Why: {reason(one.steps)}.\n\n{transcript.written(one.said)}"
