"""The end of a server: what was begun is answered, nobody is kept waiting, and no process is left behind."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.acceptance.support.commands import UNKNOT, environment
from tests.acceptance.support.crowd import all_issues
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.project import Project
from tests.acceptance.support.server import STOP_SECONDS
from tests.weather.support.instance import running
from tests.weather.support.log import lines
from tests.weather.support.processes import alive, wait_until
from tests.weather.support.wire import Wire
from unknot.app import open_database
from unknot.config import Config
from unknot.operations.sign_in import sign_in
from unknot.serving import GRACE_SECONDS
from unknot.web.visit import COOKIE

pytestmark = pytest.mark.slow

BEGUN = 12
SETTLE_SECONDS = 0.3  # for the server to take up what was sent
BODY = json.dumps({"title": "Begun", "description": "Before the end"}).encode()


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def own_instance(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Instance]:
    with running(tmp_path / "data", "--workers", str(request.param)) as instance:
        yield instance


def wait_until_nobody_is_left(instance: Instance) -> None:
    """The workers are in the server's process group."""
    wait_until(lambda: not alive(instance.server.process.pid))


def test_what_was_begun_is_answered_before_the_end(own_instance: Instance) -> None:
    project = Project.made_by(own_instance.ann)
    with ExitStack() as stack:
        wires = [stack.enter_context(Wire(project.caller)) for _ in range(BEGUN)]
        for wire in wires:
            wire.begin("POST", f"{project.path}/issue", length=len(BODY))
            wire.send(BODY[:10])
        time.sleep(SETTLE_SECONDS)

        own_instance.server.ask_to_end()
        time.sleep(SETTLE_SECONDS)
        for wire in wires:
            wire.send(BODY[10:])
        answers = [wire.answer() for wire in wires]

    assert {status for status, _ in answers} == {200}
    assert own_instance.server.wait() == 0
    wait_until_nobody_is_left(own_instance)
    own_instance.restart()
    numbers = {issue["localId"] for issue in all_issues(project.seen_by(own_instance.ann))}
    assert numbers == {issue["localId"] for _, issue in answers}


def test_whoever_never_finishes_does_not_hold_up_the_end(own_instance: Instance) -> None:
    """`wait` allows the ten seconds of the contract."""
    project = Project.made_by(own_instance.ann)
    with Wire(project.caller) as stuck, Wire(project.caller):
        stuck.begin("POST", f"{project.path}/issue", length=len(BODY))
        stuck.send(BODY[:10])
        time.sleep(SETTLE_SECONDS)

        own_instance.server.ask_to_end()

        assert own_instance.server.wait() == 0
    wait_until_nobody_is_left(own_instance)
    assert "Traceback" not in "\n".join(lines(own_instance))


def test_pages_that_are_open_are_told_to_come_back_at_once(own_instance: Instance) -> None:
    """Their streams have no end of their own, and would hold up the server for all its grace."""
    with ExitStack() as stack:
        streams = [stack.enter_context(open_stream(own_instance)) for _ in range(3)]

        asked = time.monotonic()
        own_instance.server.ask_to_end()
        for stream in streams:
            stream.read()

        assert time.monotonic() - asked < GRACE_SECONDS
    assert own_instance.server.wait() == 0
    wait_until_nobody_is_left(own_instance)
    assert "Traceback" not in "\n".join(lines(own_instance))


def sign_in_ann(instance: Instance) -> str:
    """The secret of a session for the pages."""
    with closing(open_database(Config(data=str(instance.data)))) as database:
        ann = database.directory.user_by_name("ann")
        assert ann is not None
        return database.change(sign_in, ann.id, agent="", address="").secret


@contextmanager
def open_stream(instance: Instance) -> Iterator[HTTPResponse]:
    """What an open page listens to, once it has begun."""
    host = instance.server.address.removeprefix("http://")
    with closing(HTTPConnection(host, timeout=STOP_SECONDS)) as connection:
        connection.request("GET", "/acme/-/live", headers={"cookie": f"{COOKIE.decode()}={sign_in_ann(instance)}"})
        with connection.getresponse() as stream:
            assert stream.readline().startswith(b"retry")
            yield stream


def test_a_second_wish_to_end_changes_nothing(own_instance: Instance) -> None:
    own_instance.server.ask_to_end()
    own_instance.server.ask_to_end()

    assert own_instance.server.wait() == 0
    wait_until_nobody_is_left(own_instance)


@pytest.mark.parametrize("workers", [1, 2], ids=["one worker", "two workers"])
def test_a_server_that_is_just_starting_can_be_ended_too(tmp_path: Path, workers: int) -> None:
    """Its first start makes the database, which takes a while."""
    command = [UNKNOT, "serve", "--data", str(tmp_path / "data"), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, env=environment(), start_new_session=True) as server:
        try:
            wait_until((tmp_path / "data" / "unknot.db").exists)
            server.send_signal(signal.SIGTERM)
            server.wait(STOP_SECONDS)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
    wait_until(lambda: not alive(server.pid))
