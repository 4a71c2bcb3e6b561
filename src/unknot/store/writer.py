"""The one thread that changes things, and commits in groups.

All that wait share one transaction and one wait for the disk. Nobody is answered before the commit; an operation that
fails is undone to its own savepoint and spoils nobody else's.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import structlog

from unknot.domain.errors import Unavailable
from unknot.domain.sentence import says
from unknot.domain.text import Limits
from unknot.store.directory import Directory
from unknot.store.search import upkeep
from unknot.store.session import WritingSession
from unknot.store.work import Clock, Work

Outcome = TypeVar("Outcome")

log = structlog.get_logger("unknot.store")

GROUP_LIMIT = 256  # operations; more would only let the first ones wait longer
IDLE_SECONDS = 0.5  # without a job, before the writer tidies the little there is, for the sake of the readers
PAUSE_SECONDS = 0.05  # without a job, before the writer tidies if there is much to do; who asks again at once is sooner
LOOK_SECONDS = 0.1  # how often the writer looks how much there is to tidy while job follows job
CROWD = 4  # operations in a group: several ask at once
RETRY_SECONDS = 30.0  # after tidying failed, which is written down
GATHER_SECONDS = 0.002  # about what a commit costs; a lone asker never waits, since the last group was of one


class Job(Generic[Outcome]):
    """An operation on its way: what to do, whom to tell, and in the end what came of it."""

    __slots__ = ("_operation", "error", "outcome", "tell")

    def __init__(self, operation: Callable[[Work], Outcome], tell: Callable[["Job[Outcome]"], None]) -> None:
        self._operation = operation
        self.tell = tell
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None

    def attempt(self, work: Work) -> None:
        try:
            self.outcome = self._operation(work)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the asker's; the group goes on
            self.error = error

    def fail(self, error: BaseException) -> None:
        self.outcome, self.error = None, error


class GroupLostError(Exception):
    """The engine gave up the whole transaction, as SQLite does on a full disk."""


class GroupCommit:
    """Carries out groups of operations on one connection. Not for two threads at a time."""

    def __init__(self, session: WritingSession, *, clock: Clock, limits: Limits) -> None:
        self._session = session
        self._directory = Directory(session)
        self._clock = clock
        self._limits = limits
        self._look_at = 0.0
        self._is_much_left = False

    def carry_out(self, jobs: list[Job[Any]]) -> None:
        """Do all the jobs in one transaction. When this returns, each has its lasting outcome or its error."""
        try:
            self._session.begin()
            self._directory.refresh()
            for job in jobs:
                self._carry_out_one(job)
            self._session.commit()
        except Exception as error:  # noqa: BLE001 - nothing of the group was kept, and each asker must hear it
            self._give_up(jobs, error)

    def _carry_out_one(self, job: Job[Any]) -> None:
        self._session.save_point()
        job.attempt(Work(self._session, self._directory, now=self._clock(), limits=self._limits))
        if job.error is None:
            self._session.keep_save_point()
        elif self._session.in_transaction:
            self._session.undo_to_save_point()
            self._directory.forget()
        else:
            raise GroupLostError from job.error

    def _give_up(self, jobs: list[Job[Any]], error: Exception) -> None:
        self._directory.forget()
        if self._session.in_transaction:
            self._session.roll_back()
        cause = error.__cause__ if isinstance(error, GroupLostError) else error
        for job in jobs:
            job.fail(cause if isinstance(cause, Unavailable) else Unavailable(LOST).with_traceback(error.__traceback__))

    def tidy(self, *, waited: float = 0.0) -> float | None:
        """What need not be done before anybody is answered: let searches read an index instead of what waits.

        `waited` is for how many seconds there was no job. After how many there is more of it to do, if there is.
        """
        if not waited and time.monotonic() < self._look_at:
            return PAUSE_SECONDS
        try:
            return self._go_on(waited)
        except Exception as refusal:  # noqa: BLE001 - it only goes on waiting; the thread must go on
            if self._session.in_transaction:
                self._session.roll_back()
            log.warning("index of texts not brought up to date", reason=repr(refusal))
            self._look_at = time.monotonic() + RETRY_SECONDS
            return RETRY_SECONDS

    def _go_on(self, waited: float) -> float | None:
        is_time = waited >= IDLE_SECONDS or (waited and (self._is_much_left or upkeep.is_much(self._session)))
        if not is_time and not upkeep.is_due(self._session):
            self._look_at = time.monotonic() + LOOK_SECONDS
            return IDLE_SECONDS if waited else PAUSE_SECONDS
        self._session.begin()
        self._is_much_left, is_more = upkeep.go_on(self._session)
        self._session.commit()
        return PAUSE_SECONDS if self._is_much_left else IDLE_SECONDS if is_more else None

    def close(self) -> None:
        self._session.close()


LOST: Final = says("The database gave up the change, so nothing was changed. Look at the server's log and try again.")


class _Queue:
    """The jobs that wait for the writer, which is woken when there are as many as it waits for, and not for each."""

    def __init__(self) -> None:
        self._jobs: deque[Job[Any]] = deque()
        self._enough = threading.Condition()
        self._wanted = 1
        self._is_ended = False

    def put(self, job: Job[Any]) -> None:
        with self._enough:
            self._jobs.append(job)
            if len(self._jobs) >= self._wanted:
                self._enough.notify()

    def end(self) -> None:
        """Nothing comes any more."""
        with self._enough:
            self._is_ended = True
            self._enough.notify()

    def take(self, few: int, most: int, *, patience: float | None) -> list[Job[Any]] | None:
        """As many as there are as soon as there are a few, or a little after the first.

        Nothing if none comes for so many seconds; None if none will come.
        """
        with self._enough:
            if not self._wait_for(1, patience):
                return []
            self._wait_for(few, GATHER_SECONDS)
            jobs = [self._jobs.popleft() for _ in range(min(most, len(self._jobs)))]
            return jobs if jobs or not self._is_ended else None

    def _wait_for(self, wanted: int, seconds: float | None) -> bool:
        self._wanted = wanted
        return self._enough.wait_for(lambda: len(self._jobs) >= wanted or self._is_ended, seconds)


class Writer(threading.Thread):
    """Waits for jobs, takes all that have come, carries them out together, and tells each asker."""

    def __init__(self, group: GroupCommit, *, group_limit: int = GROUP_LIMIT) -> None:
        super().__init__(name="unknot-writer", daemon=True)
        self._group = group
        self._group_limit = group_limit
        self._queue = _Queue()
        self._crowded_at = -math.inf

    def submit(self, job: Job[Any]) -> None:
        self._queue.put(job)

    def is_crowded(self) -> bool:
        """Whether several have asked at once, just now: what can wait for a pause should."""
        return time.monotonic() - self._crowded_at < PAUSE_SECONDS

    def stop(self) -> None:
        """Finish what was submitted, then close."""
        self._queue.end()
        self.join()

    def run(self) -> None:
        few, patience = 1, self._group.tidy(waited=IDLE_SECONDS)
        while (jobs := self._queue.take(few, self._group_limit, patience=patience)) is not None:
            is_crowd = len(jobs) >= CROWD
            if is_crowd:
                self._crowded_at = math.inf  # until they are done with
            if jobs:
                self._group.carry_out(jobs)
                for job in jobs:
                    self._tell(job)
                few = len(jobs)  # who was answered together asks together
            patience = self._group.tidy(waited=0.0 if jobs else patience or 0.0)
            if is_crowd:
                self._crowded_at = time.monotonic()
        self._group.close()

    def _tell(self, job: Job[Any]) -> None:
        """What was done is done; that one asker can no longer be told must not keep the others waiting."""
        try:
            job.tell(job)
        except Exception as error:  # noqa: BLE001 - whatever became of the asker, the thread goes on
            log.warning("nobody to tell", error=repr(error))
