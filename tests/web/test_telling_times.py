"""Times as people say them."""

from datetime import timedelta

import pytest

from unknot.domain.preferences import Language
from unknot.web.look import words_of


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(seconds=1), "1 s"),
        (timedelta(seconds=59.6), "1 min"),
        (timedelta(minutes=41), "41 min"),
        (timedelta(minutes=59.6), "1 h"),
        (timedelta(hours=3.7), "3.7 h"),
        (timedelta(hours=23.6), "1 d"),
        (timedelta(days=12.4), "12 d"),
    ],
)
def test_a_rough_time_has_two_digits_and_the_unit_that_people_would_use(span: timedelta, told: str) -> None:
    assert words_of(Language.ENGLISH).roughly(span) == told


def test_a_rough_time_is_written_as_the_language_writes_numbers() -> None:
    assert words_of(Language.RUSSIAN).roughly(timedelta(hours=3.7)).startswith("3,7")


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.ENGLISH, "59,931 issues"), (Language.RUSSIAN, "59\xa0931 задача"), (Language.CHINESE, "59,931 个事项")],
)
def test_what_is_counted_has_its_thousands_parted(language: Language, said: str) -> None:
    assert words_of(language).counted("%(num)s issue", "%(num)s issues", 59_931) == said
