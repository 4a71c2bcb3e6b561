"""Secrets that can be told from a typo without a look-up."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from unknot.domain.access import Actor, Scope
from unknot.domain.ids import TokenId, UserId, WorkspaceId
from unknot.domain.token import Token, hash_of, is_well_formed, new_secret

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SECRETS = st.integers(0).map(lambda seed: new_secret(Random(seed).choice))
MIDNIGHT = datetime(2026, 3, 5, tzinfo=UTC)


@given(SECRETS)
def test_a_new_secret_is_well_formed(secret: str) -> None:
    assert is_well_formed(secret)
    assert secret.startswith("unk_")
    assert len(secret) == 40
    assert set(secret[4:]) <= set(ALPHABET)


@given(SECRETS, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_one_wrong_character_shows(secret: str, place: int, character: str) -> None:
    assume(secret[place] != character)

    assert not is_well_formed(secret[:place] + character + secret[place + 1 :])


@given(SECRETS, st.integers(4, 38))
def test_two_swapped_characters_show(secret: str, place: int) -> None:
    first, second = secret[place : place + 2]
    assume(first != second)

    assert not is_well_formed(secret[:place] + second + first + secret[place + 2 :])


@given(SECRETS, st.integers(0, 39))
def test_a_part_of_a_secret_is_none(secret: str, end: int) -> None:
    assert not is_well_formed(secret[:end])


@given(st.text())
def test_any_text_may_be_asked_about(text: str) -> None:
    assert not is_well_formed(text)


def test_every_character_is_chosen_anew() -> None:
    chosen = iter("0123456789ABCDEFGHIJKLMNOPQRST")

    assert new_secret(lambda _: next(chosen)).startswith("unk_0123456789ABCDEFGHIJKLMNOPQRST")


def test_only_a_hash_is_kept() -> None:
    assert hash_of("unk_x") == "70e8cbc67daefab6dda9fbd5dfdfdca8a78d9ba2ca2d03c4fb1ba20c1bd3f6d9"


@pytest.mark.parametrize(
    ("now", "is_valid"),
    [(MIDNIGHT - timedelta(microseconds=1), True), (MIDNIGHT, False), (MIDNIGHT + timedelta(days=1), False)],
)
def test_a_token_works_until_it_expires(now: datetime, is_valid: bool) -> None:
    assert token(expires_at=MIDNIGHT).is_valid(now) is is_valid


def test_a_token_without_an_end_never_expires() -> None:
    assert token(expires_at=None).is_valid(datetime.max.replace(tzinfo=UTC))


def test_a_token_speaks_for_its_user_within_its_scope() -> None:
    assert token().actor == Actor(id=UserId(2), workspace=WorkspaceId(3), scope=Scope.READ)


def token(expires_at: datetime | None = None) -> Token:
    return Token(
        id=TokenId(1),
        uuid="0199d0a0-0000-7000-8000-000000000001",
        user=UserId(2),
        workspace=WorkspaceId(3),
        name="laptop",
        tail="x7Kq",
        scope=Scope.READ,
        expires_at=expires_at,
        created_at=MIDNIGHT - timedelta(days=9),
    )
