"""The days of several adults on one plan as plain text: each step, and what the phones show then.

What comes to the phone of whoever acts stands below the step; what comes to another one, below a
line that says whose. What the bot began has its time on that adult's clock and its reason.
"""

from bot.rehearsal import transcript
from bot.rehearsal.diary import began
from bot.rehearsal.household import Household
from bot.rehearsal.rehearsal import Said


async def play(household: Household, script: list[tuple[str, str]]) -> str:
    """Plays a script and writes it down. Raises Problem where a step cannot be done."""
    parts = []
    for what, detail in script:
        before = {name: len(phone.started) for name, phone in household.phones.items()}
        who, said = await _do(household, what, detail)
        parts.append(f"{what}: {detail}\n")
        for name, phone in household.phones.items():
            started = phone.started[before[name] :]
            if started:
                parts += [f"{name}'s phone, {began(one, phone.zone)}" for one in started]
            elif written := [transcript.written(one) for whose, one in said if whose == name]:
                parts += [*([] if name == who else [f"{name}'s phone:\n"]), *written]
    return "\n".join(parts)


async def _do(household: Household, what: str, detail: str) -> tuple[str, list[tuple[str, Said]]]:
    """One step of one adult, or of the clock they share."""
    who = what.partition(" ")[0]
    if who in household.phones:
        await transcript.do(household[who], what, detail)
        return who, household.shown
    first = next(iter(household.phones.values()))
    time = transcript.until(first, detail) if what == "Until" else transcript.span(detail)
    return "", await household.pass_time(time)
