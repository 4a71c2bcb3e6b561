"""A sentence is English to everybody, and can still be said in another language."""

from unknot.domain.errors import Invalid, Problem
from unknot.domain.sentence import listed, says, translated

RUSSIAN = {
    "must be at most %(most)s characters long": "должно быть не длиннее %(most)s знаков",
    "%(field)s %(problem)s": "Поле «%(field)s» %(problem)s",
    "title": "название",
}


def gettext(text: str) -> str:
    return RUSSIAN.get(text, text)


def test_a_sentence_is_its_english_text() -> None:
    assert says("must be at most %(most)s characters long", most=5) == "must be at most 5 characters long"


def test_a_sentence_is_said_in_another_language() -> None:
    sentence = says("must be at most %(most)s characters long", most=5)

    assert translated(sentence, gettext) == "должно быть не длиннее 5 знаков"


def test_what_stands_in_a_sentence_is_translated_too() -> None:
    refusal = Invalid([Problem("title", says("must be at most %(most)s characters long", most=5))])

    assert translated(refusal.sentence, gettext) == "Поле «название» должно быть не длиннее 5 знаков"
    assert refusal.message == "title must be at most 5 characters long"


def test_what_people_wrote_is_no_pattern() -> None:
    assert translated(says("No user %(name)s", name="100 %(sure)s"), gettext) == "No user 100 %(sure)s"


def test_a_text_that_is_no_sentence_stays() -> None:
    assert translated("title", gettext) == "title"
    assert listed([], "; ") == ""
    assert translated(listed([]), gettext) == ""
