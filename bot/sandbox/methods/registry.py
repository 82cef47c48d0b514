"""All methods by their name in lower case, for names are read without regard to case."""

from collections.abc import Callable

from bot.sandbox.call import Method

METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Makes a function answer that method."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register
