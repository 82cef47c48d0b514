"""Which links Telegram accepts, and the form it gives them."""

import re
from urllib.parse import parse_qs

_TELEGRAM = re.compile(r"(tg|ton|tonsite):(//)?(.*)", re.IGNORECASE | re.DOTALL)
_WEB = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?:[^/?#@]*@)?"
    r"(?P<host>[^/?#:@]+)(?::(?P<port>\d{1,5}))?(?P<rest>[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_USER = re.compile(r"tg:(?://)?user\?(.*)", re.IGNORECASE)


def checked_link(link: str) -> str:
    """The link in full, or nothing if Telegram would drop it (as it drops tel: links)."""
    link = link.strip()
    if telegram := _TELEGRAM.fullmatch(link):
        return f"{telegram[1].lower()}://{telegram[3]}" if telegram[3] else ""
    web = _WEB.fullmatch(link)
    if web is None or "." not in web["host"] or any(c.isspace() for c in web["host"]):
        return ""
    scheme = (web["scheme"] or "http").lower()
    if scheme not in {"http", "https"}:
        return ""
    rest = web["rest"] or "/"
    port = f":{web['port']}" if web["port"] else ""
    return f"{scheme}://{web['host'].lower()}{port}{rest if rest[0] == '/' else '/' + rest}"


def linked_user(link: str) -> int | None:
    """The user a tg://user?id=… link names."""
    match = _USER.fullmatch(link.strip())
    ids = parse_qs(match[1]).get("id", []) if match else []
    return int(ids[0]) if ids and ids[0].isdecimal() else None
