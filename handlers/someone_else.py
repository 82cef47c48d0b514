"""When it is not about the child of this case: a young person writing, or another child."""

from handlers.context import Turn
from handlers.places import crisis_line
from handlers.presses import press, stale
from handlers.screens import View, button, go, render, screen, worse


@press("someone")
def _on_someone(turn: Turn, _arguments: list[str]) -> None:
    _go(turn, "someone_else")


@press("about_me")
def _on_about_me(turn: Turn, _arguments: list[str]) -> None:
    _go(turn, "about_me")


def _go(turn: Turn, name: str) -> None:
    if turn.case is None:
        stale(turn)
    else:
        go(turn, name)


@screen("someone_else")
def _someone_else(turn: Turn, _about: str) -> View:
    rows = [
        [button(turn, "about_me", "about_me")],
        [button(turn, "another_child", "another")],
        [button(turn, "back", "next"), worse(turn)],
    ]
    return View(render(turn, "someone_else"), rows)


@screen("about_me")
def _about_me(turn: Turn, _about: str) -> View:
    """A young person: the same red flags, a trusted adult, a helpline."""
    text = render(turn, "about_me", crisis_line=crisis_line(turn))
    return View(text, [[button(turn, "go_on", "next"), worse(turn)]])
