"""A message as plain words: whatever people's keyboards add, and however they shout, is gone."""

import re
import unicodedata

COMMA, STOP = ",", "."
"""The two marks that stay, each a word of its own."""

_APOSTROPHES = re.compile(r"['’‘‛`´ʼʹ′＇]")
_QUIET = re.compile(r"\.{2,}|…")
_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[.!?;。！？؟]+|[,:\n()/–—]+|&")
_RUN = re.compile(r"(.)\1{2,}")
_UNSEEN = {"Mn", "Me", "Cf"}
"""Unicode's accents and invisible marks: joiners, directions, soft hyphens."""


def fold(text: str) -> str:
    """The text in lower case, without accents, invisible marks and apostrophes."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    seen = "".join(c for c in wide if unicodedata.category(c) not in _UNSEEN)
    return _APOSTROPHES.sub("", seen)


def words(text: str) -> list[str]:
    """The words and numbers of a text in order, with "," and "." where it pauses.

    Dashes within words part them, three dots are no pause, a new line is a comma.
    """
    return [_word(piece) for piece in _PIECE.findall(_QUIET.sub(" ", fold(text)))]


def _word(piece: str) -> str:
    if piece[0].isalnum():
        return piece.replace(COMMA, STOP) if piece[0].isdigit() else piece
    if piece == "&":
        return "and"
    return STOP if piece[0] in ".!?;。！？؟" else COMMA


def calmer(word: str) -> tuple[str, ...]:
    """The word with letters repeated three times or more written twice, and once."""
    if not word.isalpha() or not _RUN.search(word):
        return ()
    return _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
