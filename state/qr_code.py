"""A link as a picture for a camera: another telephone reads it off this one's screen."""

import msgspec


class QrCode(msgspec.Struct, frozen=True, tag="qr_code", forbid_unknown_fields=True):
    """What the picture is made of, when it is sent: the text that a camera reads."""

    text: str
