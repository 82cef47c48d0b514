"""What the tests of notes share: something typed at the notes of a case, and what was kept."""

from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import plain

from bot.rehearsal.rehearsal import Rehearsal

IN_TREATMENT = CARDS["a diagnosis, New Zealand, 12 to 18"]
BABY = CARDS["cancer was mentioned, US, under 3 months"]
ELSE = CARDS["a lump, Canada, 4 to 6"]


async def typed(one: Reader, given: dict[str, str], text: str) -> str:
    """What is said to this text, typed at the notes of such a case."""
    await to_the_card(one, given)
    await one.write("/notes")
    return plain((await one.write(text))[-1].text)


def values(one: Rehearsal) -> list[float | None]:
    assert one.case is not None
    return [entry.value for entry in one.case.entries]
