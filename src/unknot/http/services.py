"""What endpoints need beside their request: the store, the clock, the limits."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from unknot.domain.ids import TokenId
from unknot.domain.text import Limits
from unknot.domain.token import Token
from unknot.http.feed import Feed
from unknot.http.throttle import Throttle
from unknot.operations.tokens import note_token_uses
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.directory import Directory
from unknot.store.session import Session
from unknot.store.work import Work
from unknot.store.writer import Job

MOST_EXPORTING: Final = 2  # parts that are read at once, so that lists always find a reader's thread

Outcome = TypeVar("Outcome")
Settings = TypeVar("Settings")
Given = ParamSpec("Given")


class AwaitedJob(Job[Outcome]):
    """A job for whose outcome a coroutine waits."""

    __slots__ = ("future",)

    def __init__(
        self,
        operation: Callable[[Work], Outcome],
        tell: Callable[["AwaitedJob[Outcome]"], None],
        future: "asyncio.Future[Outcome]",
    ) -> None:
        super().__init__(operation, tell)  # type: ignore[arg-type]  # it is told of itself
        self.future = future


class Answering:
    """Brings outcomes from the writer's thread to the event loop: one call for a whole group."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._done: list[AwaitedJob[Any]] = []
        self._lock = threading.Lock()

    def tell(self, job: AwaitedJob[Any]) -> None:
        """Called on the writer's thread."""
        with self._lock:
            self._done.append(job)
            is_first = len(self._done) == 1
        if is_first:
            self._loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        with self._lock:
            done, self._done = self._done, []
        for job in done:
            if job.future.done():  # its asker went away
                continue
            if job.error is None:
                job.future.set_result(job.outcome)
            else:
                job.future.set_exception(job.error)


class Services:
    """One for each process."""

    def __init__(self, database: Database, blobs: Blobs, settings: Iterable[object], *, public_url: str = "") -> None:
        """`settings` are those of the doors, each found again by its type."""
        self.database = database
        self._settings = {type(one): one for one in settings}
        self.blobs = blobs
        self.public_url = public_url.rstrip("/")
        self.limits: Limits = database.limits
        self.db: Session = database.db
        self.directory: Directory = database.directory
        self.throttle = Throttle()
        self.feed = Feed()
        self.exporting = asyncio.Semaphore(MOST_EXPORTING)
        self._token_uses: dict[TokenId, datetime] = {}
        self._answering: Answering | None = None

    def now(self) -> datetime:
        return self.database.clock()

    def settings_of(self, kind: type[Settings]) -> Settings:
        found = self._settings[kind]
        assert isinstance(found, kind)  # noqa: S101 - the key is the type
        return found

    def note_use(self, token: Token, at: datetime) -> None:
        """A token was used; written down later, off the request's path."""
        self._token_uses[token.id] = at

    async def save_token_uses(self) -> None:
        uses, self._token_uses = self._token_uses, {}
        if uses:
            await self.write(note_token_uses, uses)

    async def write(
        self,
        operation: Callable[Concatenate[Work, Given], Outcome],
        *args: Given.args,
        **options: Given.kwargs,
    ) -> Outcome:
        """Carry out an operation; returns after its commit, and raises what it refused."""
        loop = asyncio.get_running_loop()
        if self._answering is None:
            self._answering = Answering(loop)
        future: asyncio.Future[Outcome] = loop.create_future()
        self.database.submit(AwaitedJob(lambda work: operation(work, *args, **options), self._answering.tell, future))
        return await future

    async def read_aside(
        self,
        query: Callable[Concatenate[Session, Given], Outcome],
        *args: Given.args,
        **options: Given.kwargs,
    ) -> Outcome:
        """Run a query that may be slow without holding up everybody else."""
        return await asyncio.wrap_future(self.database.read_aside(query, *args, **options))
