"""Telegram's HTML as pieces that the document can set: what is bold, and what is folded."""

from html.parser import HTMLParser
from typing import Any


class _Pieces(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.pieces: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        folded = tag == "blockquote" and any(name == "expandable" for name, _ in attrs)
        self.open.append("folded" if folded else tag)

    def handle_endtag(self, _tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        block = next((tag for tag in self.open if tag in {"folded", "blockquote"}), "")
        self.pieces.append({"text": data, "bold": "b" in self.open, "block": block})


def pieces(text: str) -> list[dict[str, Any]]:
    """The pieces of a text in order: `text`, whether it is `bold`, and the `block` it is in.

    A block is "blockquote", "folded" (a quote that opens on a tap) or "" for neither.
    """
    parser = _Pieces()
    parser.feed(text)
    parser.close()
    return parser.pieces
