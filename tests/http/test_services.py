"""What endpoints get: writes that are answered after their commit, reads on threads, and their door's own settings."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from msgspec import Struct

from tests.http.support.installation import FOUNDING, draft_of
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR
from unknot.domain.errors import Invalid
from unknot.domain.token import Token
from unknot.http.services import Services
from unknot.operations.founding import found_workspace
from unknot.operations.people import create_user
from unknot.store import tokens, users
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.page import Page


class Colours(Struct):
    """The settings of one door."""

    background: str


class Sounds(Struct):
    """The settings of another."""

    volume: int


async def hire(services: Services, *usernames: str) -> list[str | BaseException]:
    """Make users, all at once; the names of those who were made, or what was refused."""
    wishes = [services.write(create_user, draft_of(name), password_hash=None, by=OPERATOR) for name in usernames]
    made = await asyncio.gather(*wishes, return_exceptions=True)
    return [one if isinstance(one, BaseException) else one.username for one in made]


def usernames(services: Services) -> set[str]:
    return {user.username for user in users.every(services.db, Page(0, 100)).items}


def test_a_write_that_was_answered_is_seen_at_once(services: Services) -> None:
    async def story() -> None:
        await hire(services, "ann")
        assert usernames(services) == {"ann"}

    asyncio.run(story())


def test_of_many_writes_each_gets_its_own_outcome(services: Services) -> None:
    outcomes = asyncio.run(hire(services, "ann", "max", "Ann", "olga", "no name"))

    assert [one for one in outcomes if isinstance(one, str)] == ["ann", "max", "olga"]
    assert [type(one) for one in outcomes if not isinstance(one, str)] == [Invalid, Invalid]
    assert usernames(services) == {"ann", "max", "olga"}


def test_a_write_whose_asker_went_away_is_kept_and_troubles_nobody(services: Services) -> None:
    async def story() -> list[str | BaseException]:
        wish = services.write(create_user, draft_of("ann"), password_hash=None, by=OPERATOR)
        impatient = asyncio.ensure_future(wish)
        await asyncio.sleep(0)
        impatient.cancel()
        return await hire(services, "max")

    assert asyncio.run(story()) == ["max"]
    assert usernames(services) == {"ann", "max"}


def test_a_slow_read_does_not_hold_up_the_others(services: Services) -> None:
    async def story() -> list[str]:
        told: list[str] = []

        async def read() -> None:
            found = await services.read_aside(users.every, Page(0, 100))
            told.append(f"read {found.total}")

        async def count() -> None:
            told.append("counted")

        await asyncio.gather(read(), count())
        return told

    assert asyncio.run(story()) == ["counted", "read 0"]


def test_each_door_finds_its_own_settings(database: Database, tmp_path: Path) -> None:
    services = Services(database, Blobs(f"{tmp_path}/files"), [Sounds(volume=11), Colours(background="red")])

    assert services.settings_of(Colours) == Colours(background="red")
    assert services.settings_of(Sounds).volume == 11
    with pytest.raises(KeyError):
        services.settings_of(Database)


@pytest.mark.parametrize(
    ("given", "used"),
    [("", ""), ("https://a.example", "https://a.example"), ("https://a.example/x/", "https://a.example/x")],
)
def test_the_public_address_has_no_slash_at_its_end(database: Database, tmp_path: Path, given: str, used: str) -> None:
    services = Services(database, Blobs(f"{tmp_path}/files"), [], public_url=given)

    assert services.public_url == used


def test_uses_of_tokens_are_written_down_later_and_together(services: Services) -> None:
    async def story() -> Token:
        new = (await services.write(found_workspace, FOUNDING, by=OPERATOR)).token
        services.note_use(new.token, BEFORE)
        services.note_use(new.token, NOON)
        assert last_use(services, new.token) is None
        await services.save_token_uses()
        return new.token

    token = asyncio.run(story())

    assert last_use(services, token) == NOON


def test_where_no_token_was_used_nothing_is_written(services: Services) -> None:
    before = services.db.stamp()

    asyncio.run(services.save_token_uses())

    assert services.db.stamp() == before


def last_use(services: Services, token: Token) -> datetime | None:
    [(_, used_at)] = tokens.of_user(services.db, token.user)
    return used_at
