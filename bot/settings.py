"""The settings: environment variables, or lines in a file named `.env`. An empty one is not set."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.keys import decode_key
from bot.problems import Problem


def _matching(pattern: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not re.fullmatch(pattern, value):
            raise ValueError
        return value

    return AfterValidator(check)


def _setting(default: Any, must_be: str, about: str, **limits: Any) -> Any:
    """`must_be` ends the sentence said of a wrong value; `about` explains it in `.env.example`."""
    secret = limits.pop("secret", False)
    return Field(default, title=must_be, description=about, repr=not secret, **limits)


def _data_keys(text: str) -> str:
    for key in filter(None, text.split(",")):
        decode_key(key)
    return text


def _listed(value: Any) -> Any:
    return (
        tuple(filter(None, value.replace(" ", "").split(","))) if isinstance(value, str) else value
    )


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


HttpAddress = Annotated[str, _matching(r"https?://[^/\s]+(/[^\s?#]*)?")]
HostAndPort = Annotated[str, _matching(r"(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}")]


class Settings(BaseSettings):
    """What can be set, in the order of `.env.example`. Read it with `read_settings`."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    bot_token: Annotated[str, _matching(r"\d+:[A-Za-z0-9_-]+")] = _setting(
        "",
        "the token that BotFather gave, such as 123456:ABC-DEF",
        "Token from @BotFather. Empty: the bot talks to its own local sandbox.",
        secret=True,
    )
    operator_name: str = _setting(
        "", "text", "Who runs this bot, as parents read it. Needed with a token."
    )
    operator_contact: str = _setting(
        "",
        "text",
        "How parents reach whoever runs it, such as a mail address. Needed with a token.",
    )
    telegram_api_url: HttpAddress = _setting(
        "",
        "an address that begins with http:// or https://",
        "A Bot API server of your own (without the /bot part). Empty: Telegram's.",
    )
    database_url: Annotated[str, _matching(r"[a-z][a-z0-9+]*:.+")] = _setting(
        "",
        "an address such as sqlite:///data/companion.sqlite3",
        "Where the data is kept. Empty: an SQLite file in DATA_DIR.",
        secret=True,
    )
    data_dir: Path = _setting(
        Path("data"), "a folder", "Folder for everything that is kept. Only one bot may use it."
    )
    data_key: Annotated[str, AfterValidator(_data_keys)] = _setting(
        "",
        "32 bytes in base64url, or several such keys separated by commas",
        "Key of all that is kept: 32 bytes in base64url; several by commas, newest first. "
        "Empty: made on the first run, in DATA_DIR. Keep a copy apart from the data.",
        secret=True,
    )
    webhook_url: HttpAddress = _setting(
        "",
        "an address that begins with https://",
        "Full public address for Telegram's calls. Empty: the bot asks Telegram (long polling).",
    )
    webhook_listen: HostAndPort = _setting(
        "", "a host and port such as 127.0.0.1:8443", "Where the webhook listens, as host:port."
    )
    webhook_secret: Annotated[str, _matching(r"[A-Za-z0-9_-]{1,256}")] = _setting(
        "",
        "up to 256 letters, digits, _ and -, or off",
        "What Telegram's calls must carry. Empty: derived from the token. off: nothing.",
        secret=True,
    )
    sandbox_port: int = _setting(
        8081, "a port from 0 to 65535", "Port of the sandbox on this machine.", ge=0, le=65535
    )
    sandbox_pacing: bool = _setting(
        True, "on or off", "Whether the sandbox limits sending as Telegram does: on or off."
    )
    metrics_listen: HostAndPort = _setting(
        "", "a host and port such as 127.0.0.1:9090", "Where metrics are served. Empty: nowhere."
    )
    send_rate: float = _setting(
        30,
        "a number above 0",
        "Messages a second, at most; divide it among several processes.",
        gt=0,
        allow_inf_nan=False,
    )
    retention_days: int = _setting(
        90,
        "a whole number of days, 1 or more",
        "Days a case is kept after the last visit or activity.",
        ge=1,
        le=36500,
    )
    admin_chat_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)] = _setting(
        (), "chat numbers separated by commas", "Chats that may ask for statistics, by commas."
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        _setting("info", "debug, info, warning or error", "debug, info, warning or error.")
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = _setting(
        "text", "text or json", "text or json."
    )

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.telegram_api_url and not self.bot_token:
            raise ValueError("TELEGRAM_API_URL is set but BOT_TOKEN is not: set both or neither.")
        if bool(self.webhook_url) != bool(self.webhook_listen):
            raise ValueError("WEBHOOK_URL and WEBHOOK_LISTEN need each other: set both or neither.")
        if self.webhook_url and not self.bot_token:
            raise ValueError("WEBHOOK_URL is set but BOT_TOKEN is not: set both or neither.")
        if self.webhook_url.startswith("http://") and not self.telegram_api_url:
            raise ValueError("WEBHOOK_URL must begin with https://: Telegram calls no other.")
        return self

    @property
    def database_path(self) -> Path:
        """The SQLite file. Raises Problem if DATABASE_URL names another database."""
        if not self.database_url:
            return self.data_dir / "companion.sqlite3"
        kind, _, rest = self.database_url.partition("://")
        if kind.startswith("postgres"):
            raise Problem(
                "DATABASE_URL names a PostgreSQL database, which this version cannot use yet: "
                "leave it empty to keep an SQLite file in DATA_DIR."
            )
        if kind != "sqlite" or not rest.startswith("/") or not rest[1:]:
            raise Problem(
                "DATABASE_URL must be like sqlite:///folder/file, or sqlite:////folder/file for "
                "a path from the root."
            )
        return Path(rest[1:])

    def require_operator(self) -> None:
        """Parents must know who runs a bot they can reach. Raises Problem."""
        for name in ("operator_name", "operator_contact"):
            if not getattr(self, name).strip():
                raise Problem(f"{name.upper()} must be set when the bot runs with a token.")


def read_settings() -> Settings:
    """The settings of this process. Raises Problem: one sentence that names what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        # Its own text would quote the values, and some of them are secrets.
        raise Problem(" ".join(_sentence(detail) for detail in error.errors())) from None
    except (OSError, UnicodeDecodeError):
        raise Problem("The file .env, which holds settings, cannot be read.") from None


def _sentence(detail: ErrorDetails) -> str:
    if not detail["loc"]:
        return str(detail["ctx"]["error"])
    name = str(detail["loc"][0])
    return f"{name.upper()} must be {Settings.model_fields[name].title}."
