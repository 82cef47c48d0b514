"""The tasks of the case: what there is to do today, and what each is called."""

from handlers import reading
from handlers.context import Turn
from handlers.lists import lists, words
from handlers.screens import label
from handlers.wording import words as assessment_words
from state.case import Member
from state.plan import cover, referrals, reminders
from state.plan.about import about
from state.plan.habits import Habits
from state.plan.plan import Plan, plan
from state.plan.referrals import Referral
from state.plan.tasks import About, Task, tasks


def member(turn: Turn) -> Member:
    """The member of this turn; only called where there is one."""
    assert turn.member is not None  # noqa: S101 - a screen of a plan is never shown without one
    return turn.member


def hours(turn: Turn) -> Habits:
    return reminders.habits(member(turn))


def about_case(turn: Turn) -> About:
    return about(reading.present(turn.real), member(turn))


def every(turn: Turn) -> list[Task]:
    """All tasks there are for this member: made from the case itself, shown as they may see it."""
    return tasks(reading.case(turn.real), about_case(turn), turn.now)


def the_plan(turn: Turn) -> Plan:
    """The plan as it is for this member today."""
    return plan(reading.case(turn.real), about_case(turn), hours(turn), turn.now, me=turn.chat_id)


def find(turn: Turn, task_id: str) -> Task | None:
    """The task of this id, if the case still has it."""
    if turn.case is None or not task_id:
        return None
    return next((task for task in every(turn) if task.id == task_id), None)


def name(turn: Turn, task: Task) -> str:
    """What a task is called: short enough for a button."""
    if task.kind == "record":
        paper = words(turn).records[_row(task)].name
        return label(turn, "task_sent", paper=paper) if task.sent else paper
    if task.kind in {"insurance", "prepare", "do"}:
        return _of_a_row(turn, task)
    if centre := _centre(turn, task):
        return label(turn, "task_referral_to", centre=centre)
    if task.kind == "referral" and _is_on_its_way(turn, task):
        return label(turn, "task_referral_sent")
    return label(turn, f"task_{task.kind}")


def _of_a_row(turn: Turn, task: Task) -> str:
    """What a chore or an errand is called."""
    if task.kind == "do":
        return assessment_words(turn).errand(errand_of(task)).name
    if _is_uninsured(turn, task):
        return label(turn, "task_uninsured")
    return words(turn).chores[_row(task)].name


def _centre(turn: Turn, task: Task) -> str:
    """The center a referral is for, if the family named it."""
    found = referral_of(turn, task)
    return found.centre if found else ""


def referral_of(turn: Turn, task: Task) -> Referral | None:
    """The referral a task is about, if one was begun."""
    number = task.id.partition("/")[2]
    if task.kind != "referral" or not number.isdecimal():
        return None
    return referrals.of(reading.case(turn).referrals, int(number))


def _is_on_its_way(turn: Turn, task: Task) -> bool:
    """Whether it was sent and nobody has said that it arrived, where that can't wait."""
    number = task.id.partition("/")[2]
    found = referrals.of(reading.case(turn).referrals, int(number)) if number.isdecimal() else None
    return found is not None and not task.waiting and found.stage(urgent=True) == "arrive"


def why(turn: Turn, task: Task) -> tuple[str, str, str]:
    """Why it is to be done, who has it (or nothing), and the words to say."""
    if task.kind == "record":
        paper = words(turn).records[_row(task)]
        return paper.what, paper.who, paper.ask
    if _is_uninsured(turn, task):
        return label(turn, "why_uninsured"), "", label(turn, "say_uninsured")
    if task.kind in {"insurance", "prepare"}:
        chore = words(turn).chores[_row(task)]
        return chore.what, "", chore.ask
    if task.kind == "do":
        errand = assessment_words(turn).errand(errand_of(task))
        return errand.what, "", errand.ask
    return label(turn, f"why_{task.kind}"), "", label(turn, f"say_{task.kind}")


def errand_of(task: Task) -> str:
    """The id of the errand a task is about."""
    return task.id.rpartition("/")[2]


def _is_uninsured(turn: Turn, task: Task) -> bool:
    """Whether it is about insurance, and the family said that there is none."""
    plan = cover.find(lists(turn), reading.case(turn).insurance.plan)
    return task.kind == "insurance" and plan is not None and plan.uninsured


def is_own(turn: Turn, task: Task) -> bool:
    """Whether a chore or an errand is the family's alone: nobody is asked for it."""
    if task.kind == "do":
        errand = reading.library(turn).errand(errand_of(task))
        return errand is not None and errand.own
    chores = reading.library(turn).lists.chores
    return any(chore.own for chore in chores if chore.id == _row(task))


def _row(task: Task) -> str:
    return task.id.split("/")[1]
