"""What people are called, and what they may be."""

from datetime import UTC, datetime
from typing import Any

import pytest

from unknot.domain.ids import UserId
from unknot.domain.people import User, UserDraft, password_problems
from unknot.domain.text import Limits


@pytest.mark.parametrize(
    ("name", "surname", "full_name"),
    [("Ann", "Lee", "Ann Lee"), ("Ann", "", "Ann"), ("", "Lee", "Lee"), ("", "", "ann"), ("王", "芳", "王 芳")],
)
def test_a_full_name_is_made_of_what_is_known(name: str, surname: str, full_name: str) -> None:
    assert user(name=name, surname=surname).full_name == full_name


@pytest.mark.parametrize("email", ["ann@example.org", "a@b", "анна@пример.рф", "ann+unknot@mail.example.org"])
def test_an_address(email: str) -> None:
    assert problems(email=email) == []


@pytest.mark.parametrize("email", ["", "ann", "@example.org", "ann@", "a b@example.org", "a@b@c", "a\n@b", "a\x00@b"])
def test_what_is_no_address(email: str) -> None:
    assert "email" in problems(email=email)


def test_a_bot_may_do_without_an_address() -> None:
    assert problems(email="", is_bot=True) == []


def test_a_bot_with_an_address_has_a_sound_one() -> None:
    assert problems(email="nowhere", is_bot=True) == ["email"]


def test_every_problem_is_told_at_once() -> None:
    assert problems(username="me", name="x" * 31, surname="x" * 31, email="?") == [
        "username",
        "name",
        "surname",
        "email",
    ]


@pytest.mark.parametrize("length", [8, 1024])
def test_a_password_of_sensible_length(length: int) -> None:
    assert list(password_problems("ä" * length)) == []


@pytest.mark.parametrize("length", [0, 7, 1025])
def test_a_password_of_another_length_is_refused(length: int) -> None:
    [problem] = password_problems("ä" * length)

    assert (problem.field, problem.message) == ("password", "must be 8 to 1024 characters long")


def user(**values: str) -> User:
    return User(
        id=UserId(1),
        uuid="0199d0a0-0000-7000-8000-000000000001",
        username="ann",
        email="ann@example.org",
        is_bot=False,
        is_blocked=False,
        created_at=datetime(2026, 3, 4, tzinfo=UTC),
        **values,
    )


def problems(**values: Any) -> list[str]:
    draft = UserDraft(**{"username": "ann", "email": "ann@example.org", **values})
    return [problem.field for problem in draft.problems(Limits(title=30))]
