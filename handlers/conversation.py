"""All handlers in one list; its order is the product's order of care."""

from datetime import datetime, timedelta
from typing import Any

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

# Imported for the buttons and screens they register.
from handlers import (  # noqa: F401
    about_you,
    assessment,
    card,
    catalogue,
    changes,
    checklists,
    checks,
    child_states,
    children,
    claims,
    deleting,
    errors,
    expiring,
    faq,
    files,
    guidance,
    insurance,
    insurance_denied,
    insurer_calls,
    inviting,
    joining,
    kept,
    measured,
    media,
    menu,
    minds_rest,
    missing,
    mistakes,
    mydata,
    notes,
    notes_sheet,
    notes_typed,
    on_the_plan,
    outcome,
    papers,
    parts,
    pausing,
    plan,
    presses,
    privacy,
    records,
    referral_details,
    referral_more,
    referral_steps,
    referrals,
    reminders,
    results,
    returning,
    rise,
    safety,
    scripts,
    settings_reminders,
    sharing,
    signs,
    someone_else,
    start,
    stopping,
    summary,
    task,
    team,
    topics,
    typed,
    unwell,
    visit_after,
    visit_calendar,
    visit_earlier,
    visit_more,
    visit_off,
    visit_questions,
    visit_room,
    visit_when,
    visits,
    waiting,
    who_did,
    words,
)
from handlers.context import Texts, TurnContext
from state.case import Case
from state.retention import heard

AnyApplication = Application[
    ExtBot[None], TurnContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any
]

PRIVATE = filters.ChatType.PRIVATE
COMMANDS = {
    "start": start.on_start,
    "menu": menu.on_menu,
    "why": guidance.on_why_command,
    "plan": plan.on_plan,
    "visit": visits.on_visit,
    "now": child_states.on_now,
    "child": children.on_child,
    "reminders": settings_reminders.on_reminders,
    "stop": stopping.on_stop,
    "notes": notes.on_notes,
    "papers": missing.on_papers,
    "summary": summary.on_summary,
    "guide": topics.on_guide,
    "assessments": catalogue.on_assessments,
    "help": menu.on_help,
    "faq": faq.on_faq,
    "word": words.on_word,
    "share": sharing.on_share,
    "adults": on_the_plan.on_adults,
    "join": joining.on_join,
    "privacy": privacy.on_privacy,
    "language": menu.on_language,
    "cancel": menu.on_cancel,
    "mydata": mydata.on_mydata,
    "delete": deleting.on_delete,
}


def register(application: AnyApplication) -> None:
    """Adds every handler. Groups run in order; within one, the first that fits."""
    # Groups and channels come first: nothing about health is ever said there.
    application.add_handler(MessageHandler(~PRIVATE, media.on_group), group=-3)
    # Then what every turn needs to know of whoever writes: their language before consent.
    application.add_handler(TypeHandler(Update, _on_any), group=-2)
    # The safety net reads every text and caption, in any state, edited ones too, before the rest.
    application.add_handler(
        MessageHandler(filters.TEXT | filters.CAPTION, safety.on_text), group=-1
    )
    # An edited message corrects an answer; it is never a new one, and never a command again.
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, typed.on_edited))
    for name, on_command in COMMANDS.items():
        application.add_handler(CommandHandler(name, on_command))
    application.add_handler(CallbackQueryHandler(presses.on_press))
    # A command nobody knows is shown the menu; then words; then everything that is not words.
    application.add_handler(MessageHandler(filters.COMMAND, menu.on_menu))
    application.add_handler(MessageHandler(filters.TEXT, typed.on_words))
    application.add_handler(MessageHandler(~filters.StatusUpdate.ALL, media.on_media))
    application.add_error_handler(errors.on_error)


async def _on_any(update: Update, context: TurnContext) -> None:
    turn, user, chat = context.turn, update.effective_user, update.effective_chat
    if user is None or (chat is not None and chat.type != ChatType.PRIVATE):
        raise ApplicationHandlerStop
    if user.id != turn.chat_id:  # nobody acts in the chat of somebody else
        raise ApplicationHandlerStop
    turn.language = turn.texts.nearest(turn.chosen or user.language_code)
    if turn.member is not None:
        turn.member.unreachable = _blocks(update)
    turn.bot_name = context.bot.username
    speaks, _, region = (user.language_code or "").lower().partition("-")
    turn.speaks, turn.likely_country = speaks, region or None


def _blocks(update: Update) -> bool:
    """Whether Telegram says here that this person has blocked the bot."""
    changed = update.my_chat_member
    return changed is not None and changed.new_chat_member.status == ChatMember.BANNED


def commands(texts: Texts, language: str) -> list[tuple[str, str]]:
    """The command menu in one language: name and what it does."""
    return [(name, texts.label(language, f"command_{name}")) for name in COMMANDS]


def descriptions(texts: Texts, language: str) -> tuple[str, str]:
    """What Telegram shows before the first message: the description, and the short one."""
    return texts.label(language, "description"), texts.label(language, "short_description")


def purge_at(retention: timedelta) -> Any:
    """Notes that a member has written; when the case is erased if nobody writes again."""

    def erased_at(case: Case, now: datetime) -> datetime:
        return heard(case, now, retention)

    return erased_at
