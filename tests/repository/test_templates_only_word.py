"""Templates word what was decided; what to do at a level is decided in state/."""

import re

import pytest
from repository_files import ending, name_of

from state.levels import Level

BLOCK = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
FOR_CLINICIANS = "review"
"""What a clinician reads shows the levels themselves; no parent reads it."""
A_LEVEL = re.compile(rf"\b({'|'.join(level.value for level in Level)})\b|\blevel\b")


def test_no_template_decides_by_a_level() -> None:
    found = [
        f"{name_of(path)}: {block}"
        for path in ending(".j2", under="templates")
        if path.parent.name != FOR_CLINICIANS
        for block in BLOCK.findall(path.read_text(encoding="utf-8"))
        if A_LEVEL.search(block)
    ]
    assert found == []


@pytest.mark.parametrize(
    "block",
    ['{% if level == "SAME_DAY" %}', '{{ "now" if x == "EMERGENCY" }}', "{% set a = level %}"],
)
def test_such_a_block_would_be_found(block: str) -> None:
    assert BLOCK.fullmatch(block)
    assert A_LEVEL.search(block)
