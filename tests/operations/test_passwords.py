"""Passwords, as they are stored."""

import pytest

from unknot.domain.errors import Invalid
from unknot.operations.passwords import hash_password, is_password


def test_a_password_is_recognised_by_what_is_stored_of_it() -> None:
    stored = hash_password("correct horse")

    assert is_password("correct horse", stored)
    assert not is_password("Correct horse", stored)
    assert stored.startswith("$argon2id$")
    assert "correct" not in stored


def test_the_same_password_is_stored_in_another_way_each_time() -> None:
    assert hash_password("correct horse") != hash_password("correct horse")


@pytest.mark.parametrize("password", ["", "1234567", "x" * 1025])
def test_a_password_that_is_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(Invalid, match="password must be 8 to 1024 characters long"):
        hash_password(password)
