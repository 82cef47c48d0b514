"""A typed temperature or pain is read only where one reading is possible; the rest is asked."""

import pytest

from state.plan.measures import FEVER, asks_more, fahrenheit, pain, temperature

CLEAR = {
    "38.4": 38.4,
    "38,4 c": 38.4,
    "38.4°C at 21:30": 38.4,
    "101.2F": 38.44,
    "101": 38.33,
    "100.4": 38.0,
    "9pm 38.5": 38.5,
    "38.0 after 5 ml ibuprofen, 40 mg": 38.0,
    "5/3 38.6": 38.6,
    "36.6 degrees": 36.6,
}
ASKED = {
    "38 F": (38.0,),
    "101 C": (38.33,),
    "384": (38.4,),
    "1014": (38.56,),
    "38.4 then 39.1": (38.4, 39.1),
}


@pytest.mark.parametrize(("typed", "celsius"), CLEAR.items())
def test_one_reading_is_taken(typed: str, celsius: float) -> None:
    assert temperature(typed).value == celsius


@pytest.mark.parametrize(("typed", "values"), ASKED.items())
def test_what_contradicts_itself_or_may_be_two_is_asked_back(
    typed: str, values: tuple[float, ...]
) -> None:
    assert temperature(typed) == (values, False)


@pytest.mark.parametrize("typed", ["warm", "20", "7", "500 F", "", "12:30"])
def test_what_no_thermometer_shows_is_no_temperature(typed: str) -> None:
    assert temperature(typed).values == ()


def test_no_number_can_be_both_celsius_and_fahrenheit() -> None:
    for tenth in range(2000):
        found = temperature(f"{tenth / 10:.1f}").values
        assert len(found) <= 1


@pytest.mark.parametrize("typed", ["38", "38.0 C", "100.4", "100.4 F", "38 F", "37 or 38", "1004"])
def test_what_may_be_a_fever_is_asked_about(typed: str) -> None:
    assert asks_more("temperature", temperature(typed))


@pytest.mark.parametrize("typed", ["37.9", "100.3 F", "36.6", "98.6"])
def test_less_than_a_fever_is_not(typed: str) -> None:
    assert not asks_more("temperature", temperature(typed))


def test_the_limit_is_the_same_in_both_units() -> None:
    assert fahrenheit(FEVER) == pytest.approx(100.4)


PAIN = {"7": 7, "7/10": 7, "6 out of 10 at 9pm": 6, "0": 0, "8 at 22:00": 8, "4/10 after 3 days": 4}


@pytest.mark.parametrize(("typed", "value"), PAIN.items())
def test_pain_is_a_number_from_0_to_10(typed: str, value: float) -> None:
    assert pain(typed).value == value


@pytest.mark.parametrize("typed", ["3 then 5", "3 or 14"])
def test_two_numbers_of_pain_are_asked_back(typed: str) -> None:
    assert not pain(typed).clear


@pytest.mark.parametrize("typed", ["11", "bad", "50"])
def test_no_other_number_is_pain(typed: str) -> None:
    assert pain(typed).values == ()
