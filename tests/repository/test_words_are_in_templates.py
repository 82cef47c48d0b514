"""What a parent reads stands in templates/, so that it can be reviewed and translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from repository_files import ending, name_of, tree_of

SEVERAL_WORDS = re.compile(r"(?<!\w)[A-Za-z][a-z']*(?: [A-Za-z][a-z']*){2,}")
A_CONDITION = re.compile(r"\w+ is \w+")
FOR_WHOEVER_MAINTAINS = {
    # These say what is wrong with the files of rules and words, or with the database.
    "state/assessments/assessment_checks.py",
    "state/assessments/assessment_files.py",
    "state/assessments/catalogue_words.py",
    "state/assessments/cover_checks.py",
    "state/assessments/outcome_checks.py",
    "state/assessments/outcome_words.py",
    "state/assessments/faq_checks.py",
    "state/store/documents.py",
    "state/assessments/guidance.py",
    "state/assessments/guidance_checks.py",
    "state/glossary_files.py",
    "state/assessments/item_checks.py",
    "state/assessments/list_words.py",
    "state/safety/phrases.py",
    "state/assessments/said.py",
    "state/plan/sheet_words.py",
    "state/assessments/sentences.py",
    "state/assessments/topic_checks.py",
    "state/store/sqlite.py",
    "state/assessments/wording.py",
    "state/assessments/yaml_files.py",
}


def test_no_sentence_stands_in_the_python_of_handlers_and_state() -> None:
    """Three words in a row are a sentence, unless they document, refuse or ask of an answer."""
    files = [*ending(".py", under="handlers"), *ending(".py", under="state")]
    found = [
        f"{name_of(path)}: {text}"
        for path in files
        if name_of(path) not in FOR_WHOEVER_MAINTAINS
        for text in _texts(path)
        if SEVERAL_WORDS.search(text) and not A_CONDITION.fullmatch(text)
    ]
    assert found == []


def _texts(path: Path) -> Iterator[str]:
    """Every string of a file but docstrings and what is raised."""
    tree = tree_of(path)
    aside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            aside.update(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.value
