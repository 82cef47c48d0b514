"""The conversation this bot carries, as the pipeline takes it."""

import functools
from datetime import timedelta
from pathlib import Path

from telegram import Update

from bot.conversation import Conversation, Profile
from bot.problems import Problem
from bot.settings import Settings
from bot.telegram_server import TelegramServer
from bot.texts import FOLDER, Texts
from bot.undisturbed import undisturbed
from handlers import content as contents
from handlers import conversation as parents
from handlers import errors, joining, reminders, safety
from handlers.content import Content, Running
from state import case_marks
from state.assessments.assessment import AssessmentError
from state.assessments.yaml_files import YamlError
from state.safety.phrases import PhraseError

ALONE = {"w", "u", "not_safe", "erase", "keep"}
"""The buttons that work also for somebody whose case cannot be read."""


def conversation(settings: Settings, server: TelegramServer) -> Conversation:
    """Reads every text and rule. Raises Problem if one is wrong."""
    texts, content = read_texts(), read_content()
    running = Running(
        operator_name=settings.operator_name,
        operator_contact=settings.operator_contact,
        retention_days=settings.retention_days,
        real=not server.is_sandbox,
    )
    return Conversation(
        texts=texts,
        register=parents.register,
        next_wake=functools.partial(reminders.coming, content.library),
        purge_at=parents.purge_at(timedelta(days=settings.retention_days)),
        wake=reminders.wake,
        apologise=errors.apologise,
        unsay=reminders.unsay,
        listen=safety.heard,
        stands_alone=_stands_alone,
        secret_in=joining.secret_in,
        services={"content": content, "running": running},
        profiles=_profiles(texts),
    )


def _stands_alone(update: Update) -> bool:
    """The emergency screens, and erasing: they need no case, and none may be in their way."""
    if update.callback_query is not None:
        plain, _ = case_marks.spoken(update.callback_query.data or "")
        return plain.partition(":")[0] in ALONE
    text = (update.message and update.message.text) or ""
    return text.split("@")[0].strip().lower() == "/delete"


@undisturbed()
def read_texts(folder: Path = FOLDER) -> Texts:
    """The words of all languages, complete. Raises Problem."""
    texts = Texts(folder)
    if missing := texts.missing():
        raise Problem("\n".join(missing))
    return texts


@undisturbed()
def read_content(folder: Path = FOLDER) -> Content:
    """The rules and their wording, checked. Raises Problem."""
    try:
        return contents.load(folder)
    except (AssessmentError, PhraseError, YamlError) as error:
        raise Problem(str(error)) from None


def _profiles(texts: Texts) -> dict[str, Profile]:
    """By language; the first one is also for everybody whose language there is none."""
    profiles = {}
    for language in texts.languages:
        commands = parents.commands(texts, language)
        profiles[language] = Profile(commands, *parents.descriptions(texts, language))
    return {"": profiles[texts.languages[0]], **profiles}
