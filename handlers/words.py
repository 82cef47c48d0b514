"""Hard words in plain ones: `/word`, typed questions, and lists to pick from."""

from telegram import Update

from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.places import here
from handlers.presses import press, stale
from handlers.screens import Rows, button, language, render, stay, worse, worse_only
from state.effects import Button, Show
from state.glossary import Glossary

ON_A_PAGE = 4
OF_INSURERS = "money"
"""The list of words that insurers use."""


def glossary(turn: Turn) -> Glossary:
    return content(turn).glossary[language(turn)]


async def on_word(update: Update, context: TurnContext) -> None:
    """/word biopsy: what it means. /word alone: the lists to pick from."""
    turn, message = context.turn, update.effective_message
    typed = (message.text or "" if message else "").partition(" ")[2].strip()
    known = glossary(turn)
    found = known.named(typed) or next(iter(known.asked_about(typed)), None)
    if not typed:
        _lists(turn, 0)
    elif found:
        _explain(turn, found)
    else:
        near = known.nearest(typed, ON_A_PAGE)
        _show(turn, render(turn, "word_unknown", near=bool(near)), [[_term(turn, n)] for n in near])


def answer(turn: Turn, typed: str, *, question: bool) -> bool:
    """Explains a term that was typed, and shows the present screen again below; or says nothing.

    `question`: only where the words ask for it, such as "what is a biopsy?".
    """
    known = glossary(turn)
    named = None if question else known.named(typed)
    found = [named] if named else known.asked_about(typed) if question else []
    if found:
        stay(turn, explained(turn, found))
    return bool(found)


def explained(turn: Turn, names: list[str]) -> str:
    """What these terms mean, a line each."""
    terms = [glossary(turn).terms[name] for name in names]
    return render(turn, "term", terms=[(term.title, term.says) for term in terms])


@press("terms")
def _on_lists(turn: Turn, arguments: list[str]) -> None:
    """One list, or all of them: "terms:<group>:<page>"."""
    group, number = arguments[0], _number(arguments[-1])
    if group in glossary(turn).groups:
        _list(turn, group, number)
    else:
        _lists(turn, number)


@press("term")
def _on_term(turn: Turn, arguments: list[str]) -> None:
    if arguments[0] in glossary(turn).terms:
        _explain(turn, arguments[0])
    else:
        stale(turn)


def _lists(turn: Turn, number: int) -> None:
    shown = [(group, name) for group, name in glossary(turn).groups.items() if _fits(turn, group)]
    groups = [[Button(name, f"terms:{group}:0")] for group, name in shown]
    _show(turn, render(turn, "terms"), _page(turn, groups, "", number))


def _fits(turn: Turn, group: str) -> bool:
    """The words of insurers are not offered where care is public; typed, they are explained."""
    return group != OF_INSURERS or here(turn).care != "public"


def _list(turn: Turn, group: str, number: int) -> None:
    known = glossary(turn)
    terms = [[_term(turn, name)] for name in known.of_group(group)]
    text = render(turn, "terms_of", group=known.groups[group])
    _show(turn, text, [*_page(turn, terms, group, number), [button(turn, "other_words", "terms")]])


def _page(turn: Turn, rows: Rows, group: str, number: int) -> Rows:
    """Four of these rows, and the way to the next four; after the last come the first again."""
    first = number * ON_A_PAGE if number * ON_A_PAGE < len(rows) else 0
    more = [[button(turn, "more", f"terms:{group}:{first // ON_A_PAGE + 1}")]]
    return [*rows[first : first + ON_A_PAGE], *(more if len(rows) > ON_A_PAGE else [])]


def _explain(turn: Turn, name: str) -> None:
    group = glossary(turn).terms[name].group
    _show(turn, explained(turn, [name]), [[button(turn, "other_words", f"terms:{group}:0")]])


def _term(turn: Turn, name: str) -> Button:
    return Button(glossary(turn).terms[name].title, f"term:{name}")


def _show(turn: Turn, text: str, rows: Rows) -> None:
    """No place to be: the present screen stays the present one, one tap away."""
    rows = [*rows, [button(turn, "go_on" if turn.case else "start", "here"), worse(turn)]]
    keyboard = tuple(tuple(row) for row in rows)
    turn.send(Show(text, keyboard, edit=turn.pressed, leave_behind=worse_only(turn)))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < ON_A_PAGE else 0
