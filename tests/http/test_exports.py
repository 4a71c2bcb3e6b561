"""An export on its way out: it begins before it is made, and nobody works for a client who has left."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from starlette.types import Message

from tests.http.support.asgi import GONE, scope_of
from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from unknot.domain.access import Actor, Role
from unknot.domain.people import Workspace
from unknot.http.answer import EndlessAnswer
from unknot.http.exports import export_answer
from unknot.http.request import Request
from unknot.http.services import Services
from unknot.store.exporting import PART
from unknot.store.work import Work
from unknot.transfer.asking import FORMATS, Wish, understand

PARTS = 3


@pytest.fixture
def home(services: Services) -> tuple[Workspace, Actor]:
    """A workspace with issues for three parts, and its owner."""

    def fill(work: Work) -> tuple[Workspace, Actor]:
        acme = new_workspace(work)
        ann = new_member(work, acme, "ann", Role.OWNER)
        web = new_project(work, acme)
        for _ in range(PARTS * PART):
            new_issue(work, web, by=ann)
        return acme, ann

    made: tuple[Workspace, Actor] = services.database.change(fill)
    services.directory.refresh()
    return made


class Listener:
    """Takes so many chunks, and then leaves without taking another."""

    def __init__(self, chunks: int) -> None:
        self.taken: list[bytes] = []
        self._chunks = chunks
        self._left = asyncio.Event()

    async def receive(self) -> Message:
        await self._left.wait()
        return GONE

    async def send(self, message: Message) -> None:
        if len(self.taken) == self._chunks:
            self._left.set()
            await asyncio.sleep(60)  # longer than any test: only the end of the work ends it
        if message.get("body"):
            self.taken.append(message["body"])


async def exporting(services: Services, home: tuple[Workspace, Actor], listener: Listener) -> EndlessAnswer:
    acme, ann = home
    request = Request(scope_of("GET", "/"), listener.receive, services, "1")
    wish = Wish(workspace=acme, text="", format=FORMATS["jsonl"])
    meant = understand(services.directory, wish, reader=ann, now=services.now(), base="http://testserver")
    return await export_answer(request, meant)


def test_the_issues_come_part_by_part(services: Services, home: tuple[Workspace, Actor]) -> None:
    async def all_of(chunks: AsyncGenerator[bytes, None]) -> list[bytes]:
        return [chunk async for chunk in chunks]

    async def export() -> list[bytes]:
        answer = await exporting(services, home, Listener(0))
        return await all_of(answer.chunks)

    chunks = asyncio.run(export())

    assert [chunk.count(b"\n") for chunk in chunks if chunk] == [PART] * PARTS


def test_who_leaves_ends_the_work(services: Services, home: tuple[Workspace, Actor]) -> None:
    async def leave_after(chunks: int) -> tuple[Listener, list[Any]]:
        listener = Listener(chunks)
        answer = await exporting(services, home, listener)
        sending = asyncio.ensure_future(answer.send(listener.send, b"1", with_body=True))
        await asyncio.wait([sending], timeout=10)
        return listener, [sending.cancelled(), [chunk async for chunk in answer.chunks]]

    listener, ended = asyncio.run(leave_after(1))

    assert len(listener.taken) == 1
    assert ended == [True, []]
