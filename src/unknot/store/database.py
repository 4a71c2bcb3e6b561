"""The store as a whole: one writer, a reader in place, and readers on threads for what may be slow."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import structlog

from unknot.domain.errors import Unavailable
from unknot.domain.sentence import says
from unknot.domain.text import Limits
from unknot.store import schema, sqlite
from unknot.store.directory import Directory
from unknot.store.search.index import Memory
from unknot.store.session import Session
from unknot.store.statement import statement
from unknot.store.work import Clock, system_clock
from unknot.store.writer import GROUP_LIMIT, GroupCommit, Job, Writer

Outcome = TypeVar("Outcome")

log = structlog.get_logger("unknot.store")

SLOW_READERS = 4  # threads
CHECKPOINT_SECONDS = 5.0
CROWDED_SECONDS = 5.0  # for which a checkpoint waits for a pause: a commit waits for the disk that it keeps busy
LOOK_SECONDS = 0.05
PING = statement("SELECT 1")


class Database:
    """An open database. `db` and `directory` are for the thread that opened it."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock = system_clock,
        limits: Limits | None = None,
        group_limit: int = GROUP_LIMIT,
    ) -> None:
        schema.prepare(path)
        self.clock = clock
        self.limits = limits or Limits()
        self._memory = Memory()
        self.db: Session = sqlite.open_reader(path, self._memory)
        self.directory = Directory(self.db)
        self._path = path
        self._group_limit = group_limit
        self._writer: Writer | None = None
        self._starting = threading.Lock()
        self._slow = ThreadPoolExecutor(SLOW_READERS, "unknot-reader", initializer=self._open_slow_reader)
        self._of_thread = threading.local()
        self._slow_readers: list[Session] = []
        self._closing = threading.Event()
        self._checkpoints = threading.Thread(target=self._check_points, name="unknot-checkpoints", daemon=True)

    def change(self, operation: Callable[..., Outcome], *args: Any, **options: Any) -> Outcome:
        """Carry out an operation and wait for its commit."""
        done: Future[Outcome] = Future()
        self.submit(Job(lambda work: operation(work, *args, **options), lambda job: _settle(done, job)))
        return done.result()

    def submit(self, job: Job[Any]) -> None:
        """Carry out a job on the writer's thread, which tells the asker itself."""
        self._running_writer().submit(job)

    def is_crowded(self) -> bool:
        """Whether several write at once, just now: what can wait for a pause should."""
        return self._writer is not None and self._writer.is_crowded()

    def tend(self) -> None:
        """Let the writer put in order what searches read, without waiting for the first change."""
        self._running_writer()

    def read_aside(self, query: Callable[..., Outcome], *args: Any, **options: Any) -> Future[Outcome]:
        """Run a query that may be slow on a thread, with a connection of its own."""
        return self._slow.submit(lambda: query(self._of_thread.db, *args, **options))

    def ping(self) -> None:
        """Raise if the database cannot be read."""
        self.db.value(PING)

    def close(self) -> None:
        """Finish what was begun and let go of the file."""
        self._closing.set()
        self._slow.shutdown()
        for reader in (self.db, *self._slow_readers):
            reader.close()
        if self._writer is not None:
            self._checkpoints.join()
            self._writer.stop()  # last: whoever can write and is the last to close folds the log into the file

    def _running_writer(self) -> Writer:
        with self._starting:
            if self._closing.is_set():
                raise Unavailable(says("The server is ending, so nothing was changed. Try again when it is back."))
            if self._writer is None:
                self._writer = self._start_writer()
            return self._writer

    def _start_writer(self) -> Writer:
        group = GroupCommit(sqlite.open_writer(self._path), clock=self.clock, limits=self.limits)
        writer = Writer(group, group_limit=self._group_limit)
        writer.start()
        self._checkpoints.start()
        return writer

    def _check_points(self) -> None:
        """Empty the write-ahead log beside the requests, on a connection of its own."""
        session = sqlite.open_writer(self._path)
        while not self._closing.wait(CHECKPOINT_SECONDS):
            self._wait_for_pause()
            try:
                session.check_point()
            except (
                Unavailable
            ) as refusal:  # a full disk, say: what is committed stays in the log, and the next try is soon
                log.warning("checkpoint failed", reason=refusal.message)
        session.close()

    def _wait_for_pause(self) -> None:
        latest = time.monotonic() + CROWDED_SECONDS
        while self.is_crowded() and time.monotonic() < latest and not self._closing.wait(LOOK_SECONDS):
            pass

    def _open_slow_reader(self) -> None:
        self._of_thread.db = sqlite.open_reader(self._path, self._memory)
        self._slow_readers.append(self._of_thread.db)


def _settle(done: "Future[Outcome]", job: Job[Outcome]) -> None:
    if job.error is None:
        done.set_result(job.outcome)  # type: ignore[arg-type]  # a job without error has its outcome
    else:
        done.set_exception(job.error)
