"""What each assessment may come to is read in plain words, in every language, whether or not a
conversation ends there.
"""

import pytest
from readers import Text
from stand_ins import loaded
from test_readability import ENOUGH_WORDS, HIGHEST_GRADE, LONGEST_SENTENCE, how_hard, takes

from bot.texts import Texts
from state.assessments.assessment import Assessment

CATALOGUE = [one for one in loaded.library().catalogue if one.outcomes]


def by_name(assessment: Assessment) -> str:
    return assessment.id


@pytest.mark.parametrize("language", Texts().languages)
@pytest.mark.parametrize("assessment", CATALOGUE, ids=by_name)
def test_every_outcome_is_plain(assessment: Assessment, language: str) -> None:
    beside = loaded.content().wording[language].beside[assessment.id]
    for outcome, said in beside.outcomes.items():
        lines = [said.first, said.by, said.call, said.say, said.urgent, said.more]
        text = Text(outcome, "\n".join(line for line in lines if line), language=language)
        if text.length >= ENOUGH_WORDS:
            assert how_hard(text) <= HIGHEST_GRADE, text
        for sentence in text.sentences:
            assert len(sentence.split()) <= LONGEST_SENTENCE * takes(text), sentence
    for errand, asked in beside.errands.items():
        for sentence in Text(errand, f"{asked.what}\n{asked.ask}", language=language).sentences:
            assert len(sentence.split()) <= LONGEST_SENTENCE * takes(text), sentence
