"""A look at a server's processes, as the system knows them."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 15
WORKER = b"multiprocessing-fork"  # how the interpreter calls the processes that share the work


def workers(server: int) -> set[int]:
    """The processes that answer requests for the server with this number."""
    children = map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())
    return {child for child in children if WORKER in Path(f"/proc/{child}/cmdline").read_bytes()}


def alive(group: int) -> set[int]:
    """The processes of a group that still run; one that nobody has buried yet does not count."""
    return {pid for pid, state, of_group in _every() if of_group == group and state != "Z"}


def _every() -> Iterator[tuple[int, str, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        state, _, of_group = stat.rpartition(")")[2].split()[:3]
        yield int(folder.name), state, int(of_group)


@contextmanager
def paused(pid: int) -> Iterator[None]:
    """As long as this lasts, the process does nothing at all."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
