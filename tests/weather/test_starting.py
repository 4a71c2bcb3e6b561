"""A start that cannot be: one sentence that says why, exit code 1, and nothing that runs on."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.acceptance.support.commands import UNKNOT, environment
from tests.http.support.installation import found
from tests.weather.support.processes import alive, wait_until

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 30
WORKERS = pytest.mark.parametrize("workers", [1, 2], ids=["one worker", "two workers"])


def refusal(data: Path, *options: str, workers: int = 1) -> str:
    """What a server says that cannot start."""
    command = [UNKNOT, "serve", "--data", str(data), "--port", "0", "--workers", str(workers), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environment(), stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as server:
        try:
            ready, said = server.communicate(timeout=PATIENCE_SECONDS)
            wait_until(lambda: not alive(server.pid))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
    assert (server.returncode, ready) == (1, ""), said
    return said


def one_sentence(said: str, *words: str) -> None:
    """It names the thing that is wrong; a traceback is no sentence."""
    [line] = said.splitlines()
    assert line.startswith("Error: ")
    assert [word for word in words if word not in line] == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    found(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@WORKERS
def test_a_port_that_is_taken(data: Path, taken: int, workers: int) -> None:
    one_sentence(refusal(data, "--port", str(taken), workers=workers), str(taken), "127.0.0.1")


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_that_is_not_ours(data: Path, host: str) -> None:
    one_sentence(refusal(data, "--host", host), host)


@WORKERS
def test_a_file_where_the_data_folder_should_be(tmp_path: Path, workers: int) -> None:
    (tmp_path / "data").write_text("a file")

    one_sentence(refusal(tmp_path / "data", workers=workers), str(tmp_path / "data"))


def test_a_file_above_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "above").write_text("a file")

    one_sentence(refusal(tmp_path / "above" / "data"), str(tmp_path / "above"))


def test_a_place_where_nobody_can_make_a_folder() -> None:
    one_sentence(refusal(Path("/proc/data")), "/proc/data")


@WORKERS
def test_a_database_that_is_none(data: Path, workers: int) -> None:
    (data / "unknot.db").write_bytes(b"This was a database once. " * 1000)
    for log in data.glob("unknot.db-*"):
        log.unlink()

    one_sentence(refusal(data, workers=workers), "database")


def test_a_file_where_uploads_should_lie(data: Path) -> None:
    (data / "files").write_text("a file")

    one_sentence(refusal(data), str(data / "files"))


@WORKERS
def test_a_setting_that_hides_another_way(data: Path, workers: int) -> None:
    (data / "unknot.toml").write_text('gitflic.upload_paths = ["issue"]')

    one_sentence(refusal(data, workers=workers), "gitflic.upload_paths", '"issue"', "Create an issue")


def test_nothing_is_left_of_a_start_that_could_not_be(tmp_path: Path, taken: int) -> None:
    """The port is looked at before a folder is made."""
    refusal(tmp_path / "data", "--port", str(taken))

    assert list(tmp_path.iterdir()) == []
