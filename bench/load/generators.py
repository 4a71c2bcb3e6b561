"""Two ways to make a load: our own clients, and wrk for reading where it is installed."""

import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from bench.load.client import GRACE_SECONDS
from bench.load.plan import Load, Outcome
from bench.processes import ROOT, BenchFailed

Generator = Callable[[Load], Outcome]

START_SECONDS = 30  # of a process, on a busy machine
SCRIPT: Final = Path(__file__).with_name("requests.lua")


def for_reading(seconds: float) -> Generator:
    """The faster one that there is; wrk knows only whole seconds."""
    return wrk if seconds >= 1 and shutil.which("wrk") else ours


def ours(load: Load) -> Outcome:
    command = [sys.executable, "-m", "bench.load"]
    return msgspec.json.decode(_run(command, load, msgspec.msgpack.encode(load)), type=Outcome)


def wrk(load: Load) -> Outcome:
    """The same by wrk, whose requests are always repeated."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"\0".join(load.requests))
        file.flush()
        seconds = math.ceil(load.seconds)
        options = ["--threads", "1", "--connections", str(load.clients), "--duration", f"{seconds}s"]
        command = ["wrk", *options, "--script", str(SCRIPT), f"http://{load.host}:{load.port}", "--", file.name]
        lines = _run(command, load).splitlines()
    return _outcome(msgspec.json.decode(lines[-1], type=_Summary))


class _Summary(msgspec.Struct, frozen=True):
    """What requests.lua prints."""

    answers: int
    micros: int
    p50: int
    p99: int
    errors: int


def _outcome(summary: _Summary) -> Outcome:
    if summary.errors:
        raise BenchFailed(f"wrk counted {summary.errors} errors among {summary.answers} answers")
    return Outcome(
        answers=summary.answers,
        seconds=summary.micros / 1e6,
        p50_ms=summary.p50 / 1e3,
        p99_ms=summary.p99 / 1e3,
    )


def _run(command: Sequence[str], load: Load, given: bytes = b"") -> bytes:
    """Run a generator to its end. `subprocess.run` kills it if we are interrupted; Ctrl-C itself does not reach it."""
    done = subprocess.run(
        command,
        input=given,
        cwd=ROOT,
        capture_output=True,
        start_new_session=True,
        timeout=load.seconds + GRACE_SECONDS + START_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BenchFailed(f"{command[0]} failed: {done.stderr.decode()[-2000:]}")
    return done.stdout
