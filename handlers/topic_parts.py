"""What a topic may have besides its words: values, buttons of its own, a question before it."""

from collections.abc import Callable, Mapping

from handlers.context import Turn
from state.effects import Button

Fill = Callable[[Turn], Mapping[str, object]]
Offer = Callable[[Turn], list[Button]]
Ask = Callable[[Turn], bool]

_fills: dict[str, Fill] = {}
_offers: dict[str, Offer] = {}
_asks: dict[str, Ask] = {}


def fills(*topics: str) -> Callable[[Fill], Fill]:
    """Registers what more the templates of these topics may fill in."""

    def register(fill: Fill) -> Fill:
        _fills.update(dict.fromkeys(topics, fill))
        return fill

    return register


def offers(topic: str) -> Callable[[Offer], Offer]:
    """Registers the buttons of a topic, shown four a page, before the topics it leads to."""

    def register(offer: Offer) -> Offer:
        _offers[topic] = offer
        return offer

    return register


def asks_before(group: str) -> Callable[[Ask], Ask]:
    """Registers what may come before a group; it says whether it went to a screen of its own."""

    def register(ask: Ask) -> Ask:
        _asks[group] = ask
        return ask

    return register


def filled(turn: Turn, topic: str) -> Mapping[str, object]:
    """What more this topic may fill in."""
    return _fills[topic](turn) if topic in _fills else {}


def offered(turn: Turn, topic: str) -> list[Button]:
    """The buttons of its own."""
    return _offers[topic](turn) if topic in _offers else []


def asked_before(turn: Turn, group: str) -> bool:
    """Whether something came before this group now."""
    return group in _asks and _asks[group](turn)
