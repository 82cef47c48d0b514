"""Why, with all its sources, is one message that Telegram takes, however many signs there are."""

from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, plain, services, texts, turn_of

from handlers.screens import view
from state.case import Answer, Place, Value

MOST_IN_TELEGRAM = 4096
SIGNS = {
    "em_breathing": "waking",
    "em_head": "fit",
    "em_bleeding": "spots",
    "em_fever": "treatment",
    "which_waking": "waking",
    "which_treatment": "treatment",
}
"""The signs that cannot wait whose sources are longest, one on each screen."""


async def test_signs_of_all_screens_with_the_longest_sources_fit() -> None:
    items = services()["content"].library.assessments["oncology_referral"].items
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, CARDS["an emergency in Mexico"])
        assert one.case is not None
        for name, line in SIGNS.items():
            value: Value = line if items[name].kind != "signs" else {line: "yes", "*": "no"}
            number = one.case.answers[-1].number + 1
            one.case.answers.append(Answer(number, name, value, 1001, one.now))
        text = plain(view(turn_of(one), Place("why")).text)
        assert len(text.encode("utf-16-le")) // 2 < MOST_IN_TELEGRAM
        assert "Source: " in text
