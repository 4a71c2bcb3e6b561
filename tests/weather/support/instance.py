"""A server in a process of its own, over a folder that was founded in this one: that takes half the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.support.instance import Instance
from tests.acceptance.support.server import serve
from tests.http.support.installation import found


@contextmanager
def running(data: Path, *options: str, **settings: str) -> Iterator[Instance]:
    """Found the folder and serve it; whatever happens, leave no process behind."""
    installation = found(data)
    instance = Instance(data, serve(data, *options, **settings), {"token": installation.token})
    try:
        yield instance
    finally:
        instance.server.kill()
