"""Uploads in bad weather: a file is there with its row, or neither of them stays."""

import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from tests.acceptance.support.answers import ok
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.project import Project
from tests.weather.support.processes import wait_until
from tests.weather.support.wire import Wire
from unknot.operations.upkeep import ORPHAN_AGE, sweep_orphans
from unknot.store.blobs import Blobs
from unknot.store.database import Database

pytestmark = pytest.mark.slow

BOUNDARY = "a-line-that-no-file-holds"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="core.dump"\r\n\r\n'.encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
CONTENT = b"it broke\n" * 300_000  # more than is kept in memory on the way
BODY = HEAD + CONTENT + TAIL


def kept(data: Path) -> set[Path]:
    return {path for path in (data / "files").rglob("*") if path.is_file()}


def rows(data: Path) -> int:
    with closing(sqlite3.connect(data / "unknot.db")) as connection:
        [number] = connection.execute("SELECT count(*) FROM files").fetchone()
    return int(number)


@pytest.mark.parametrize("sent", [0, len(HEAD) // 2, len(HEAD), len(HEAD) + 100_000, len(BODY) - 1])
@pytest.mark.parametrize("leave", [Wire.cut, Wire.end_early], ids=["cut off", "ended early"])
def test_of_an_upload_that_breaks_off_nothing_stays(
    instance: Instance, project: Project, sent: int, leave: Callable[[Wire], None]
) -> None:
    before = kept(instance.data), rows(instance.data)
    with Wire(project.caller) as wire:
        wire.begin("POST", f"{project.path}/file", length=len(BODY), media=FORM)
        wire.send(BODY[:sent])
        time.sleep(0.05)
        leave(wire)

    file = ok(project.upload("core.dump", CONTENT))

    assert project.download(file).content == CONTENT
    after = kept(instance.data), rows(instance.data)
    assert (len(after[0] - before[0]), after[1] - before[1]) == (1, 1)


@pytest.mark.parametrize("sent", [1, 20])
def test_of_an_issue_that_breaks_off_nothing_stays(project: Project, sent: int) -> None:
    body = b'{"title": "Cut off", "description": "In the middle"}'
    with Wire(project.caller) as wire:
        wire.begin("POST", f"{project.path}/issue", length=len(body))
        wire.send(body[:sent])
        time.sleep(0.05)
        wire.cut()

    assert project.issue(title="Whole")["localId"] == 1
    assert ok(project.get("/issue"))["page"]["totalElements"] == 1


def test_a_server_that_is_killed_in_an_upload_leaves_bytes_that_are_swept(own_instance: Instance) -> None:
    """Another process holds the database, so that the bytes are kept already and their row is not yet."""
    project, data = Project.made_by(own_instance.ann), own_instance.data
    with closing(sqlite3.connect(data / "unknot.db", isolation_level=None)) as holder, ThreadPoolExecutor() as pool:
        holder.execute("BEGIN IMMEDIATE")
        sending = pool.submit(project.upload, "core.dump", CONTENT)
        wait_until(lambda: any(path.stat().st_size == len(CONTENT) for path in kept(data)))
        own_instance.server.kill()
        holder.execute("ROLLBACK")
        assert isinstance(sending.exception(), requests.ConnectionError)

    own_instance.restart()
    again = project.seen_by(own_instance.ann)
    file = ok(again.upload("core.dump", CONTENT))
    assert (len(kept(data)), rows(data)) == (2, 1)

    age(data, ORPHAN_AGE + timedelta(minutes=1))
    assert sweep(data) == 1
    assert (len(kept(data)), rows(data)) == (1, 1)
    assert again.download(file).content == CONTENT


def age(data: Path, by: timedelta) -> None:
    """Let what is kept look older than it is."""
    then = time.time() - by.total_seconds()
    for path in kept(data):
        os.utime(path, (then, then))


def sweep(data: Path) -> int:
    """What the server does every hour, beside it."""
    database = Database(data / "unknot.db")
    swept = sweep_orphans(database, Blobs(str(data / "files")))
    database.close()
    return swept
