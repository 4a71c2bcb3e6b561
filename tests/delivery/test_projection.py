"""Projections follow the log: each event once, in order, and whatever fails is tried again."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

import pytest

from tests.operations.support.town import new_workspace
from unknot.delivery import projection
from unknot.delivery.projection import catch_up, follow
from unknot.domain.events import Event, Recorded, WorkspaceCreated
from unknot.domain.ids import EventId
from unknot.http.services import Services
from unknot.store import events, projections
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.work import Work


class Diary:
    """Notes the ids of the events that it was given; may refuse some times."""

    name = "diary"

    def __init__(self, refusals: int = 0, *, concerns: tuple[type[Event], ...] = (Event,)) -> None:
        self.concerns = concerns
        self.noted: list[EventId] = []
        self.readings = 0
        self.refusals = refusals

    def apply(self, work: Work, recorded: Sequence[Recorded]) -> None:
        del work
        if self.refusals:
            self.refusals -= 1
            raise RuntimeError("not now")
        self.readings += 1
        self.noted += [one.id for one in recorded]


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Services:
    database.change(lambda work: [new_workspace(work, f"acme{number}") for number in range(5)])
    return Services(database, Blobs(str(tmp_path / "files")), [])


def log(database: Database) -> list[EventId]:
    return [one.id for one in events.since(database.db, EventId(0), limit=100)]


async def run_until(condition: Callable[[], bool], *following: Coroutine[None, None, None]) -> None:
    """Let followers run until something is so."""
    tasks = [asyncio.create_task(one) for one in following]
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.01)
    for task in tasks:
        task.cancel()


def test_catching_up_takes_in_every_event_in_order(database: Database, services: Services) -> None:
    del services
    diary = Diary()

    catch_up(database, diary)

    assert diary.noted == log(database)
    assert projections.cursor(database.db, "diary") == events.newest(database.db)


def test_what_does_not_concern_a_projection_is_left_out(database: Database, services: Services) -> None:
    del services
    every = events.since(database.db, EventId(0), limit=100)
    diary = Diary(concerns=(WorkspaceCreated,))

    catch_up(database, diary)

    assert diary.noted == [one.id for one in every if isinstance(one.event, WorkspaceCreated)] != []
    assert projections.cursor(database.db, "diary") == events.newest(database.db)


def test_a_follower_takes_in_what_happens_later(database: Database, services: Services) -> None:
    diary = Diary()

    async def story() -> None:
        following = asyncio.create_task(follow(services, diary))
        await run_until(lambda: diary.noted == log(database))
        await services.write(new_workspace, "later")
        await run_until(lambda: diary.noted == log(database))
        following.cancel()

    asyncio.run(story())

    assert len(diary.noted) > 10


def test_what_happens_without_a_pause_is_taken_in_together(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(projection, "BATCH", 1_000)
    diary, written = Diary(), list[int]()

    async def story() -> None:
        following = asyncio.create_task(follow(services, diary))
        await run_until(lambda: diary.noted == log(database))
        diary.readings = 0
        while diary.readings < 4:
            await services.write(new_workspace, f"later{len(written)}")
            written.append(diary.readings)
        following.cancel()

    asyncio.run(story())

    assert written.count(2) > 5  # so many between two readings


def test_while_many_write_it_waits_for_a_pause_but_not_for_long(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(projection, "CROWDED_SECONDS", 0.05)
    diary, looks = Diary(), list[int]()

    def is_crowded() -> bool:
        looks.append(len(diary.noted))
        return True

    monkeypatch.setattr(database, "is_crowded", is_crowded)

    asyncio.run(run_until(lambda: diary.noted == log(database), follow(services, diary)))

    assert looks[:6] == [0] * 6


def test_two_followers_take_in_each_event_once(database: Database, services: Services) -> None:
    one, other = Diary(), Diary()

    async def story() -> None:
        everything = len(log(database))
        await run_until(
            lambda: len(one.noted + other.noted) >= everything, follow(services, one), follow(services, other)
        )

    asyncio.run(story())

    assert sorted(one.noted + other.noted) == log(database)


def test_what_fails_is_tried_again_and_nothing_is_left_out(
    database: Database, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "RETRY_SECONDS", 0.01)
    diary = Diary(refusals=2)

    async def story() -> None:
        await run_until(lambda: len(diary.noted) >= len(log(database)), follow(services, diary))

    asyncio.run(story())

    assert diary.noted == log(database)
