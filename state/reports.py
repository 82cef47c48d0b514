"""Files of words: what is in them is decided here, how they look when they are sent."""

import msgspec


class Written(msgspec.Struct, frozen=True, tag="written", forbid_unknown_fields=True):
    """A file that is sent as it is."""

    text: str


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading and the lines below it: plain text, whatever stands in it."""

    heading: str
    lines: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True, tag="report", forbid_unknown_fields=True):
    """A page to be read on a phone or printed. `language` is that of its own words."""

    language: str
    title: str
    intro: str
    sections: tuple[Section, ...] = ()
