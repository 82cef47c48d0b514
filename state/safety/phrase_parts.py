"""The parts of a phrase, and how they are put together to one regular expression."""

import msgspec


class Part(msgspec.Struct, frozen=True):
    """A piece of a phrase: its expression, the words it may begin with, and every word in it.

    A text without any of the words it `needs` cannot hold it; none given, nothing is known.
    """

    expression: str
    first: frozenset[str]
    may_be_empty: bool
    words: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()

    def possible(self, there: frozenset[str]) -> bool:
        """Whether a text of these words may hold it."""
        return not self.needs or not self.needs.isdisjoint(there)


def either(options: list[Part]) -> Part:
    if len(options) == 1:
        return options[0]
    longest_first = sorted((option.expression for option in options), key=len, reverse=True)
    return Part(
        "(?:" + "|".join(longest_first) + ")",
        frozenset().union(*(option.first for option in options)),
        any(option.may_be_empty for option in options),
        frozenset().union(*(option.words for option in options)),
        _either_needs(options),
    )


def _either_needs(options: list[Part]) -> frozenset[str]:
    """One word of each option, if each of them needs one."""
    if not all(option.needs for option in options):
        return frozenset()
    return frozenset().union(*(option.needs for option in options))


def optional(part: Part) -> Part:
    return Part(f"(?:{part.expression})?", part.first, may_be_empty=True, words=part.words)


def in_order(parts: list[Part]) -> Part:
    first: set[str] = set()
    for part in parts:
        first |= part.first
        if not part.may_be_empty:
            break
    return Part(
        "".join(part.expression for part in parts),
        frozenset(first),
        all(part.may_be_empty for part in parts),
        frozenset().union(*(part.words for part in parts)),
        max((part.needs for part in parts), key=_telling, default=frozenset()),
    )


def _telling(needs: frozenset[str]) -> tuple[int, int]:
    """How much it says that one of these words must be there: long words are rare, so are few."""
    return min(map(len, needs), default=0), -len(needs)
