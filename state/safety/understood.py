"""Which words somebody meant: shouting calmed, slips corrected, short forms written out."""

from state.safety.net import Net, Nets
from state.safety.plain_words import calmer

_FEW = 3
"""Messages of so few words are corrected in every language; longer ones show which they are in."""


def understood(typed: list[str], net: Net, nets: Nets) -> list[str]:
    """The words with shouting calmed, slips corrected and short forms written out."""
    correct = len(typed) <= _FEW or any(word in net.common for word in typed)
    meant: dict[str, list[str]] = {}
    for word in typed:
        if word not in meant:
            known = _known(word, net, nets, correct=correct)
            meant[word] = net.spellings.get(known, [known])
    return [part for word in typed for part in meant[word]]


def _known(word: str, net: Net, nets: Nets, *, correct: bool) -> str:
    """The word itself if anybody knows it, else the nearest one this net knows."""
    for known in (word, *calmer(word)):
        if known in net.known or any(known in other.known for other in nets):
            return known
    if not correct:
        return word
    calm = (*calmer(word), word)[-2:]
    return next((meant for w in calm if (meant := net.slips.meant(w))), word)


def spoken(typed: list[str], net: Net) -> int:
    """How many of the commonest words of this language the message has."""
    return sum(word in net.common for word in typed)
