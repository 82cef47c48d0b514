"""A setting is what the manual says, or one sentence says what is wrong with it."""

import base64
from pathlib import Path

import pytest

from bot.env_example import example
from bot.problems import Problem
from bot.settings import Settings, read_settings

TOKEN = "123456:ABC-DEF"
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting comes from the machine the test runs on."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_file_is_the_settings_class_written_out() -> None:
    """Names, defaults, order and words. After a change, write `bot.env_example.example()` to it."""
    assert EXAMPLE.read_text(encoding="utf-8") == example()


def test_the_example_file_as_it_is_changes_nothing(tmp_path: Path) -> None:
    defaults = read_settings()
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_settings() == defaults


def test_without_any_setting_the_defaults_are_those_of_the_manual() -> None:
    settings = read_settings()
    assert settings.data_dir == Path("data")
    assert settings.database_path == Path("data/companion.sqlite3")
    assert (settings.sandbox_port, settings.sandbox_pacing) == (8081, True)
    assert (settings.send_rate, settings.retention_days) == (30, 90)
    assert settings.admin_chat_ids == ()


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("SANDBOX_PACING", "off", False),
        ("SEND_RATE", "7.5", 7.5),
        ("ADMIN_CHAT_IDS", "12, -34", (12, -34)),
        ("LOG_LEVEL", "WARNING", "warning"),
        ("LOG_FORMAT", "JSON", "json"),
        ("SANDBOX_PORT", "", 8081),
        ("METRICS_LISTEN", "[::1]:9090", "[::1]:9090"),
    ],
)
def test_a_setting_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), name.lower()) == field


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("SANDBOX_PORT=1\nRETENTION_DAYS=7\n")
    monkeypatch.setenv("SANDBOX_PORT", "2")
    settings = read_settings()
    assert (settings.sandbox_port, settings.retention_days) == (2, 7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "hunter2"),
        ("TELEGRAM_API_URL", "telegram.example"),
        ("DATABASE_URL", "hunter2"),
        ("DATA_KEY", "hunter2"),
        ("DATA_KEY", base64.urlsafe_b64encode(b"31 bytes are not a key, not yet").decode()),
        ("WEBHOOK_URL", "ftp://hunter2"),
        ("WEBHOOK_LISTEN", "8443"),
        ("WEBHOOK_SECRET", "hunter2 with spaces"),
        ("SANDBOX_PORT", "99999"),
        ("SANDBOX_PORT", "hunter2"),
        ("SANDBOX_PACING", "hunter2"),
        ("METRICS_LISTEN", "hunter2"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "inf"),
        ("RETENTION_DAYS", "0"),
        ("RETENTION_DAYS", "1.5"),
        ("ADMIN_CHAT_IDS", "12, hunter2"),
        ("LOG_LEVEL", "hunter2"),
        ("LOG_FORMAT", "hunter2"),
    ],
)
def test_a_wrong_value_is_named_but_not_quoted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Problem, match=rf"^{name} must be [^\n]+\.$") as told:
        read_settings()
    assert "hunter2" not in str(told.value)


def test_every_setting_can_say_what_it_must_be() -> None:
    for name, field in Settings.model_fields.items():
        assert field.title, name
        assert field.description, name


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"TELEGRAM_API_URL": "http://127.0.0.1:1"}, "TELEGRAM_API_URL is set but BOT_TOKEN"),
        (
            {"WEBHOOK_URL": "https://a.example/x", "WEBHOOK_LISTEN": "0.0.0.0:1"},
            "WEBHOOK_URL is set but BOT_TOKEN",
        ),
        ({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://a.example/x"}, "WEBHOOK_LISTEN"),
        (
            {
                "BOT_TOKEN": TOKEN,
                "WEBHOOK_URL": "http://a.example/x",
                "WEBHOOK_LISTEN": "0.0.0.0:1",
            },
            "WEBHOOK_URL must begin with https://",
        ),
    ],
)
def test_settings_that_do_not_fit_together(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], says: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Problem, match=says):
        read_settings()


def test_a_server_of_ones_own_may_be_called_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081")
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:9000/hook")
    monkeypatch.setenv("WEBHOOK_LISTEN", "127.0.0.1:9000")
    assert read_settings().webhook_url == "http://127.0.0.1:9000/hook"


@pytest.mark.parametrize(
    ("name", "contact", "missing"), [(" ", "a@b.example", "NAME"), ("A", "", "CONTACT")]
)
def test_who_runs_the_bot_must_be_said(name: str, contact: str, missing: str) -> None:
    with pytest.raises(Problem, match=f"OPERATOR_{missing} must be set"):
        Settings(operator_name=name, operator_contact=contact).require_operator()
    Settings(operator_name="A", operator_contact="a@b.example").require_operator()


def test_secrets_are_not_printed() -> None:
    settings = Settings(bot_token=TOKEN, webhook_secret="hunter2", data_key="A" * 43)
    assert all(secret not in repr(settings) for secret in (TOKEN, "hunter2", "A" * 43))


def test_a_settings_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Problem, match=r"\.env"):
        read_settings()
