"""Many callers at once, each with a connection of its own."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import local
from typing import TypeVar

from .caller import Caller
from .commands import JSON
from .project import Project, embedded

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

PAGE_SIZE = 100


class Crowd:
    """Threads that share the work; each sees the project through its own session, as another client would."""

    def __init__(self, project: Project, size: int) -> None:
        self._project = project
        self._size = size
        self._own = local()

    def do(self, work: Callable[[Project, Task], Outcome], tasks: Iterable[Task]) -> list[Outcome]:
        """Do the tasks all at once, as far as there are callers, and return what came of each."""
        with ThreadPoolExecutor(self._size) as pool:
            return list(pool.map(lambda task: work(self._seen_by_this_thread(), task), tasks))

    def _seen_by_this_thread(self) -> Project:
        if not hasattr(self._own, "project"):
            caller = self._project.caller
            self._own.project = self._project.seen_by(Caller(caller.address, caller.token))
        seen: Project = self._own.project
        return seen


def all_issues(project: Project) -> list[JSON]:
    """Every issue of the project, read page by page, newest first."""
    return list(_pages(project))


def _pages(project: Project) -> Iterator[JSON]:
    number = 0
    while page := embedded(project.get("/issue", params={"page": number, "size": PAGE_SIZE}), "issueModelList"):
        yield from page
        number += 1
