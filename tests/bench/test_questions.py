"""What is asked of a filled database is asked once."""

import pytest

from bench.questions import KINDS, QUESTIONS, Kind
from unknot.domain.query import parse


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_question_is_asked_twice(kind: Kind) -> None:
    questions = list(kind.questions())

    assert len(set(questions)) == len(questions) == QUESTIONS
    assert list(kind.questions()) == questions


@pytest.mark.parametrize("kind", KINDS[:8], ids=lambda kind: kind.name)
def test_every_query_is_understood(kind: Kind) -> None:
    assert not [text for text in kind.questions() if parse(text).problems]
