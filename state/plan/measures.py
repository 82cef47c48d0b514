"""A temperature or a pain as it is typed: the number it says, or the numbers it may mean.

Numbers are never guessed: what does not fit its unit, or lacks its point, is asked back.
"""

import re
from typing import NamedTuple

FEVER = 38.0
"""Degrees Celsius (100.4 F). Sources: on_treatment, stjude_fever, nice_ng143 (sources.yaml)."""
STRONG_PAIN = 7.0
"""Of 10: from here on we ask whether it can be calmed. Source: emergency_texts; 7 is ours."""
CELSIUS = (34.0, 43.0)
FAHRENHEIT = (93.0, 110.0)
"""What a living child's thermometer can show. No number fits both, so a bare one is clear."""
NUMBER = re.compile(r"(?<![\d.,:/-])(\d{1,4}(?:[.,]\d{1,2})?)(?![\d:/]|[.,]\d)\s*°?\s*([a-z]*)")
OTHER_UNITS = {"am", "pm", "mg", "ml", "g", "kg", "lb", "min", "h"}
WORST_PAIN = 10.0
OUT_OF_TEN = re.compile(r"\b(\d{1,2})\s*(?:/|out of|of)\s*10\b")


class Measured(NamedTuple):
    """The values a text may mean, likeliest first; it is `clear` if there is just one."""

    values: tuple[float, ...]
    clear: bool

    @property
    def value(self) -> float | None:
        """What it says, or None while that is not clear."""
        return self.values[0] if self.clear else None


def temperature(text: str) -> Measured:
    """Degrees Celsius, from Celsius or Fahrenheit."""
    clear: dict[float, None] = {}
    doubtful: dict[float, None] = {}
    for number, unit in NUMBER.findall(text.lower()):
        value = float(number.replace(",", "."))
        if unit in OTHER_UNITS:
            continue
        known = _celsius(value)
        if known is not None:
            fits = not _contradicts(value, unit)
            (clear if fits else doubtful)[known] = None
        elif "." not in number and "," not in number:
            without_point = _celsius(value / 10)
            doubtful |= {without_point: None} if without_point is not None else {}
    values = (*clear, *(one for one in doubtful if one not in clear))
    return Measured(values, clear=len(clear) == 1 and len(values) == 1)


def _celsius(value: float) -> float | None:
    if CELSIUS[0] <= value <= CELSIUS[1]:
        return value
    if FAHRENHEIT[0] <= value <= FAHRENHEIT[1]:
        return round((value - 32) * 5 / 9, 2)
    return None


def _contradicts(value: float, unit: str) -> bool:
    """Whether the unit typed behind it cannot be right: 38 F would be frozen, 101 C boiling."""
    said = unit[:1] if unit in {"c", "f", "celsius", "fahrenheit", "centigrade"} else ""
    return bool(said) and said != ("c" if value <= CELSIUS[1] else "f")


def is_fever_alone(text: str) -> bool:
    """Whether nothing is typed but the number of a fever, such as "39.2"."""
    typed = temperature(text)
    alone = NUMBER.sub("", text.lower()).strip(" .,°!") == ""
    return alone and typed.clear and max(typed.values) >= FEVER


def fahrenheit(celsius: float) -> float:
    return round(celsius * 9 / 5 + 32, 1)


def is_in_fahrenheit(text: str) -> bool:
    """Whether the temperature in a text was read off a thermometer in Fahrenheit."""
    numbers = [float(number.replace(",", ".")) for number, _ in NUMBER.findall(text)]
    low, high = FAHRENHEIT
    return any(low <= one <= high or low <= one / 10 <= high for one in numbers)


def pain(text: str) -> Measured:
    """Pain from 0 to 10. "7/10" is clear whatever else is said; other numbers must be alone."""
    out_of_ten = {float(one) for one in OUT_OF_TEN.findall(text.lower())}
    numbers = [
        float(number.replace(",", "."))
        for number, unit in NUMBER.findall(text.lower())
        if unit not in OTHER_UNITS
    ]
    found = [*out_of_ten] or numbers
    values = tuple(dict.fromkeys(one for one in found if one <= WORST_PAIN))
    return Measured(values, clear=len(found) == len(values) == 1)


def asks_more(kind: str, measured: Measured) -> bool:
    """Whether the highest number it may mean needs a question about danger first."""
    limit = {"temperature": FEVER, "pain": STRONG_PAIN}[kind]
    return bool(measured.values) and max(measured.values) >= limit
