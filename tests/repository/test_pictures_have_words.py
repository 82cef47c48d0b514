"""Whoever cannot see a picture is told what is on it."""

import re

from repository_files import ending, name_of

IMAGE = re.compile(r"!\[([^\]]*)\]\(")


def test_every_picture_in_the_documents_has_words() -> None:
    silent = [
        name_of(path)
        for path in ending(".md")
        for words in IMAGE.findall(path.read_text(encoding="utf-8"))
        if not words.strip()
    ]
    assert silent == []
