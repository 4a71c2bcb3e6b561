"""Secrets that can be told from a typo without a look-up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from unknot.domain.access import Actor, Scope
from unknot.domain.ids import TokenId, UserId, WorkspaceId
from unknot.domain.token import Token, hash_of, is_well_formed, new_secret

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SECRETS = st.text(ALPHABET, min_size=30, max_size=30).map(lambda text: new_secret(chooser(text)))
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
    swapped = secret[place : place + 2][::-1]
    assume(swapped[0] != swapped[1])

    assert not is_well_formed(secret[:place] + swapped + secret[place + 2 :])


@given(SECRETS, st.integers(0, 39))
def test_a_part_of_a_secret_is_none(secret: str, end: int) -> None:
    assert not is_well_formed(secret[:end])


@given(st.text())
def test_any_text_may_be_asked_about(text: str) -> None:
    assert not is_well_formed(text)


def test_every_character_is_chosen_anew() -> None:
    random = "0123456789ABCDEFGHIJKLMNOPQRST"

    assert new_secret(chooser(random)).startswith(f"unk_{random}")


def test_only_a_hash_is_kept() -> None:
    assert hash_of("unk_x") == "4a25353d45b6ce6dce9d51bfefdd953143a62e0d9cf71e1a50c62b35e929d75c"


def test_a_token_works_until_it_expires() -> None:
    ending = token(expires_at=MIDNIGHT)

    assert ending.is_valid(MIDNIGHT - timedelta(microseconds=1))
    assert not ending.is_valid(MIDNIGHT)
    assert not ending.is_valid(MIDNIGHT + timedelta(days=1))


def test_a_token_without_an_end_never_expires() -> None:
    assert token(expires_at=None).is_valid(datetime.max.replace(tzinfo=UTC))


def test_a_token_speaks_for_its_user_within_its_scope() -> None:
    assert token().actor == Actor(id=UserId(2), workspace=WorkspaceId(3), scope=Scope.READ)


def chooser(text: str) -> Callable[[str], str]:
    """Chance, as it was this time."""
    characters = iter(text)
    return lambda _: next(characters)


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
