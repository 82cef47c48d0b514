"""Telegram's HTML: tags to entities, with the official complaints at byte offsets.

Follows TDLib's `parse_html` (MessageEntity.cpp 3405-3615) in what it accepts and what it says.
"""

import re
from typing import NamedTuple

from bot.sandbox.formatting.entity import Entity, Formatted, in_order, unparsable
from bot.sandbox.formatting.links import checked_link, linked_user
from bot.sandbox.formatting.utf16 import units

_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_PLAIN, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}

_SPECIAL = re.compile(rb"[<&]")
_CHARACTER = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_SPACE = b" \t\r\n\0\v"
_NAME_END = re.compile(rb"[ \t\r\n\0\v>]")
_ATTRIBUTE_END = re.compile(rb"[ \t\r\n\0\v=>]")
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_LAST_CODE_POINT = 0x10FFFF
_LONGEST_REFERENCE = 10


class _Open(NamedTuple):
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int  # index of the first piece of text inside


def character_reference(data: bytes, at: int) -> tuple[str, int]:
    """The character an &reference; stands for and where it ends; nothing if it is none."""
    match = _CHARACTER.match(data, at)
    if match is None:
        return "", at
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, ""), match.end()
    code = int(hexadecimal or b"0", 16) if hexadecimal is not None else int(decimal or b"0")
    length = match.end() - at - match[0].endswith(b";")
    if code == 0 or code >= _LAST_CODE_POINT or length >= _LONGEST_REFERENCE:
        return "", at
    return chr(code), match.end()


class _Parser:
    """Reads one text; the data ends with a NUL so that looking ahead needs no care."""

    def __init__(self, text: str) -> None:
        self.data = text.encode() + b"\0"
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> Formatted:
        end = len(self.data) - 1
        while (special := _SPECIAL.search(self.data, self.at, end)) is not None:
            self.add(self.data[self.at : special.start()].decode())
            self.at = special.start()
            if special[0] == b"&":
                self.reference()
            elif self.data[self.at + 1 : self.at + 2] == b"/":
                self.end_tag()
            else:
                self.start_tag()
        self.add(self.data[self.at : end].decode())
        if self.open:
            tag = self.open[-1].tag
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return Formatted(self.joined(0), in_order(self.entities))

    def joined(self, first: int) -> str:
        text = "".join(self.pieces[first:])
        try:
            text.encode()
        except UnicodeEncodeError:
            try:
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            except UnicodeDecodeError:
                raise unparsable(
                    "Text contains invalid Unicode characters after decoding HTML entities, "
                    "check for unmatched surrogate code units"
                ) from None
        return text

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += units(text)

    def reference(self) -> None:
        character, after = character_reference(self.data, self.at)
        self.add(character or "&")
        self.at = after if character else self.at + 1

    def skip_space(self) -> None:
        last = len(self.data) - 1
        while self.at < last and self.data[self.at] in _SPACE:
            self.at += 1

    def start_tag(self) -> None:
        begin = self.at
        name_end = _NAME_END.search(self.data, begin + 1)
        self.at = name_end.start() if name_end else len(self.data) - 1
        if self.data[self.at] == 0:
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        tag = self.data[begin + 1 : self.at].decode().lower()
        if tag not in _TAGS:
            raise unparsable(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.data[self.at] != ord(">"):
            self.skip_space()
            if self.data[self.at] == ord(">"):
                break
            end = _ATTRIBUTE_END.search(self.data, self.at)
            name_end = end.start() if end else len(self.data) - 1
            name = self.data[self.at : name_end].decode()
            if not name and self.data[name_end] == 0:
                raise unparsable(f"Unclosed start tag at byte offset {begin}")
            if not name:
                raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self.at = name_end
            self.skip_space()
            if self.data[self.at] != ord("="):
                found[name] = ""  # as in <blockquote expandable>
            else:
                self.at += 1
                self.skip_space()
                found[name] = self.value(tag, begin)
            if self.data[self.at] == 0:
                raise unparsable(f"Unclosed start tag at byte offset {begin}")
        self.at += 1
        return found

    def value(self, tag: str, begin: int) -> str:
        quote = self.data[self.at]
        if quote == 0:
            raise unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote in b"\"'":
            return self.quoted(quote)
        start = self.at
        token = _TOKEN.match(self.data, start)
        self.at = token.end() if token else start
        if self.data[self.at] not in _SPACE + b">":
            raise unparsable(f"Unexpected end of name token at byte offset {start}")
        return self.data[start : self.at].decode().lower()

    def quoted(self, quote: int) -> str:
        self.at += 1
        value = bytearray()
        while self.data[self.at] not in (quote, 0):
            if self.data[self.at] == ord("&"):
                character, after = character_reference(self.data, self.at)
                if character:
                    value += character.encode(errors="replace")
                    self.at = after
                    continue
            value.append(self.data[self.at])
            self.at += 1
        if self.data[self.at] == quote:
            self.at += 1
        return value.decode(errors="replace")

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {begin}")
        name_end = _NAME_END.search(self.data, begin + 2)
        self.at = name_end.start() if name_end else len(self.data) - 1
        name = self.data[begin + 2 : self.at].decode().lower()
        self.skip_space()
        if self.data[self.at] != ord(">"):
            raise unparsable(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise unparsable(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        entity = Entity(_PLAIN.get(opened.tag, opened.tag), opened.offset, 0)
        entity.length = self.offset - opened.offset
        if opened.tag == "a":
            self.close_link(entity, opened)
        elif opened.tag in {"pre", "code"}:
            self.close_code(entity, opened)
        elif opened.tag == "tg-emoji":
            self.close_emoji(entity, opened)
        elif opened.tag == "tg-time":
            self.close_time(entity, opened)
        else:
            if opened.tag == "blockquote" and "expandable" in opened.attributes:
                entity.type = "expandable_blockquote"
            self.entities.append(entity)

    def close_link(self, entity: Entity, opened: _Open) -> None:
        link = opened.attributes.get("href") or self.joined(opened.piece)
        add_link(self.entities, entity, link)

    def close_code(self, entity: Entity, opened: _Open) -> None:
        """A <pre> and a <code class="language-…"> around the same text are one entity."""
        css = opened.attributes.get("class", "")
        if opened.tag == "code" and css.startswith("language-"):
            entity.language = css.removeprefix("language-")
        last = self.entities[-1] if self.entities else None
        if last is not None and (last.offset, last.length) == (entity.offset, entity.length):
            pair = {last.type, entity.type} == {"pre", "code"}
            language = last.language if last.type == "code" else entity.language
            if pair and language:
                last.type, last.language = "pre", language
                return
        self.entities.append(entity)

    def close_emoji(self, entity: Entity, opened: _Open) -> None:
        emoji = opened.attributes.get("emoji-id", "")
        if not emoji.isdecimal() or int(emoji) == 0:
            raise unparsable("Invalid custom emoji identifier specified")
        entity.type, entity.custom_emoji_id = "custom_emoji", emoji
        self.entities.append(entity)

    def close_time(self, entity: Entity, opened: _Open) -> None:
        unix = opened.attributes.get("unix", "")
        if not unix.isdecimal() or int(unix) == 0:
            raise unparsable("Invalid date specified")
        entity.type, entity.unix_time = "date_time", int(unix)
        entity.date_time_format = opened.attributes.get("format", "")
        self.entities.append(entity)


def add_link(entities: list[Entity], entity: Entity, link: str) -> None:
    """Adds a link or a mention; links that Telegram does not take are dropped in silence."""
    user = linked_user(link)
    if user is not None:
        entity.type, entity.user = "text_mention", {"id": user}
        entities.append(entity)
    elif url := checked_link(link):
        entity.type, entity.url = "text_link", url
        entities.append(entity)


def parse_html(text: str) -> Formatted:
    """Raises BotApiError with Telegram's own words."""
    formatted = _Parser(text).parse()
    for entity in formatted.entities:
        if entity.type == "code":
            entity.language = None
    return formatted
