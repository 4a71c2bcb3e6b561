"""A disk without room: no file of a process may grow beyond a limit, whoever it belongs to and wherever it lies."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress

NO_LIMIT = resource.RLIM_INFINITY
THIS_PROCESS = 0


@contextmanager
def no_file_beyond(limit_bytes: int, pid: int = THIS_PROCESS) -> Iterator[None]:
    """Python ignores the signal that comes with it, so that writing further fails as it does on a full disk."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit_bytes, NO_LIMIT))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # it may have been killed meanwhile
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (NO_LIMIT, NO_LIMIT))
