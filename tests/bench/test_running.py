"""The bench from end to end, on a tiny database."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bench.processes import ROOT, serving
from bench.rows import ROWS, Row
from bench.site import Site, answer_of, opened

from .conftest import ISSUES

pytestmark = pytest.mark.slow

MARK = "BENCH_TEST"  # a variable that every process started by a test inherits
PATIENCE_SECONDS = 110


@pytest.fixture(scope="module")
def site(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with opened(place, tmp_path_factory.mktemp("run"), ISSUES, writes=False) as site:
        yield site


def bench(cache: Path, *options: str, mark: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench", "--issues", str(ISSUES), "--seconds", "0.5", "--cache", str(cache)]
    return subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, MARK: mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def processes_with(mark: str) -> list[str]:
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in environment.read_bytes():
                found.append((environment.parent / "cmdline").read_text())
        except OSError:
            continue  # it has ended since, or is another user's
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_request_of_every_row_is_answered(site: Site, row: Row) -> None:
    requests = row.supply(site.sample).take(20)[:20]

    answers = [answer_of(site.server, request) for request in requests]

    assert answers
    assert all(answer.body for answer in answers)


def test_a_run_measures_and_says_what_is_met(cache: Path, place: Path, tmp_path: Path) -> None:
    running = bench(cache, "--only", "create", "--json", str(tmp_path / "report.json"))
    printed, told = running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode == 0, told
    [row] = json.loads((tmp_path / "report.json").read_text())["rows"]

    assert (row["name"], row["issues"], row["clients"]) == ("create", ISSUES, 16)
    assert 0 < row["rate"] < row["ceiling_rate"]
    assert 0 < row["p50_ms"] <= row["p99_ms"]
    assert [claim["what"] for claim in row["claims"]] == ["of the ceiling", "one commit each"]
    assert all(claim["value"] > 0 for claim in row["claims"])
    assert "≥ 3.00×: " in printed
    assert "from start to ready" in printed
    assert [path.name for path in cache.iterdir()] == [place.name]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=lambda end: end.name)
def test_an_interrupted_run_leaves_no_process_and_no_copy(cache: Path, place: Path, end: signal.Signals) -> None:
    mark = str(uuid4())
    running = bench(cache, "--only", "get", "--seconds", "30", mark=mark)  # longer than it takes to interrupt it
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any("bench.ceiling" in command for command in processes_with(mark)):  # a row is being measured
        assert time.monotonic() < deadline
        time.sleep(0.02)

    running.send_signal(end)
    running.communicate(timeout=PATIENCE_SECONDS)

    assert running.returncode == 1
    assert processes_with(mark) == []
    assert [path.name for path in cache.iterdir()] == [place.name]


@pytest.fixture
def _ends_on_sigterm() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended"))
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_ends_on_sigterm")
def test_a_process_that_was_just_started_ends_with_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def interrupted(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(start(*arguments, **options))
        signal.raise_signal(signal.SIGTERM)
        return started[0]

    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", interrupted)
    echo = [sys.executable, "-m", "bench.load.echo"]

    with pytest.raises(SystemExit), serving(echo, tmp_path / "log", given=b"answer"):
        pytest.fail("It was served")

    assert started[0].poll() is not None
