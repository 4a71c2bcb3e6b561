"""Server processes: started, waited for, and taken away again whatever happens."""

import http.client
import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

ROOT: Final = Path(__file__).parents[1]
NOTHING: Final[Mapping[str, str]] = {}
START_SECONDS = 60  # beyond it something is wrong; a busy machine takes ten
STOP_SECONDS = 10  # what the contract allows the server
ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # of a run
ADDRESS = re.compile(rb"http://(\S+?):(\d+)")


class BenchFailed(Exception):
    """Nothing that follows would mean anything."""


@dataclass(frozen=True)
class Server:
    """A server that answers, and how long it took to."""

    group: int  # the process group, and its first process
    host: str
    port: int
    seconds_to_ready: float


@contextmanager
def serving(
    command: Sequence[str],
    log: Path,
    *,
    given: bytes = b"",
    ready: str = "/",
    settings: Mapping[str, str] = NOTHING,
) -> Iterator[Server]:
    """Run a command that prints its address, until the block ends. `settings` are UNKNOT_* variables."""
    started = time.perf_counter()
    with ExitStack() as stack:
        with _uninterrupted(), log.open("ab") as errors:
            process = subprocess.Popen(
                command,
                cwd=ROOT,  # where `python -m bench` finds itself
                env=_environment(settings),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,  # Ctrl-C is ours to handle, and the group can be ended as one
            )
            stack.callback(_end, process)
        host, port = _address(process, given, log)
        _get(host, port, ready)
        yield Server(process.pid, host, port, time.perf_counter() - started)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off what ends a run, so that no process is started and nobody knows of it."""
    came: list[int] = []
    handlers = {end: signal.signal(end, lambda number, _: came.append(number)) for end in ENDS}
    try:
        yield
    finally:
        for end, handler in handlers.items():
            signal.signal(end, handler)
    for number in came:
        signal.raise_signal(number)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("UNKNOT_")}
    return {**outside, **settings}


def _address(process: subprocess.Popen[bytes], given: bytes, log: Path) -> tuple[str, int]:
    stdin, stdout = _pipe(process.stdin), _pipe(process.stdout)
    stdin.write(given)
    stdin.close()
    answered, _, _ = select.select([stdout], [], [], START_SECONDS)
    line = stdout.readline() if answered else b""
    found = ADDRESS.search(line)
    if found is None:
        raise BenchFailed(f"{process.args!r} printed no address: {log.read_text()[-2000:] or line!r}")
    return found[1].decode(), int(found[2])


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - asked for above
    return stream


def _get(host: str, port: int, path: str) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=START_SECONDS)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    if status != http.client.OK:
        raise BenchFailed(f"{path} of {urlsplit(f'//{host}:{port}').netloc} answered {status}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end; after that, do not ask."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    _pipe(process.stdout).close()
    with suppress(BrokenPipeError):  # what was not yet said to it
        _pipe(process.stdin).close()
