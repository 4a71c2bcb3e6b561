"""No acknowledged write is lost, whatever ends the server; nothing is half written, and numbers go on without a gap."""

import json
import socket
import time
from collections.abc import Callable
from itertools import count
from typing import TypeAlias

import pytest
import requests

from .support.answers import ok
from .support.commands import JSON
from .support.crowd import Crowd, all_issues
from .support.instance import Instance
from .support.project import Project

pytestmark = pytest.mark.slow

CLIENTS = 32
WISHES = 1_500  # more than are acknowledged before the server ends
Acknowledged: TypeAlias = dict[int, str]
"""What the clients were told before the server ended: the title under each number."""


@pytest.fixture
def project(own_instance: Instance) -> Project:
    """A project with one label, which every issue of this test bears."""
    project = Project.made_by(own_instance.ann)
    project.label()
    return project


def create_until(end: Callable[[], None], after: int, project: Project) -> Acknowledged:
    """Many clients create issues; the server is ended after so many answers. Return what the clients were told."""
    [label] = ok(project.get("/-/labels"))["_embedded"]["labelModelList"]
    answers = count(1)

    def create(mine: Project, n: int) -> JSON | None:
        try:
            issue = mine.issue(title=f"Wish {n}", description=f"Wish {n} " * 50, labels=[label["id"]])
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            return None
        if next(answers) == after:
            end()
        return issue

    outcomes = Crowd(project, CLIENTS).do(create, range(WISHES))
    return {issue["localId"]: issue["title"] for issue in outcomes if issue}


def check_nothing_is_lost(instance: Instance, before: Project, acknowledged: Acknowledged) -> None:
    """Restart on the same folder: all that was acknowledged is there and whole, and the numbers go on."""
    instance.restart()
    project = before.seen_by(instance.ann)
    issues = all_issues(project)

    assert acknowledged.items() <= {issue["localId"]: issue["title"] for issue in issues}.items()
    assert [issue["localId"] for issue in issues] == list(range(len(issues), 0, -1))
    assert ok(project.get("/issue"))["page"]["totalElements"] == len(issues)
    assert project.issue()["localId"] == len(issues) + 1
    for issue in issues:
        assert issue["description"] == f"{issue['title']} " * 50
        assert [label["title"] for label in issue["labels"]] == ["bug"]


@pytest.mark.parametrize("answers", [1, 50, 500])
def test_a_killed_server_has_lost_nothing_that_it_acknowledged(
    own_instance: Instance, project: Project, answers: int
) -> None:
    acknowledged = create_until(own_instance.server.kill, answers, project)

    assert answers <= len(acknowledged) < WISHES
    check_nothing_is_lost(own_instance, project, acknowledged)


def test_a_server_told_to_end_has_lost_nothing_and_ends_well(own_instance: Instance, project: Project) -> None:
    acknowledged = create_until(own_instance.server.ask_to_end, 200, project)

    assert own_instance.server.wait() == 0
    assert len(acknowledged) < WISHES
    check_nothing_is_lost(own_instance, project, acknowledged)


def test_a_server_told_to_end_answers_what_it_has_begun(own_instance: Instance, project: Project) -> None:
    body = json.dumps({"title": "Begun", "description": "Before the end"}).encode()
    head = (
        f"POST {project.path}/issue HTTP/1.1\r\nHost: localhost\r\nAuthorization: token {project.caller.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    host, port = own_instance.server.address.removeprefix("http://").split(":")

    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode() + body[:10])
        time.sleep(0.3)  # let the server take up the request
        own_instance.server.ask_to_end()
        time.sleep(0.3)
        connection.sendall(body[10:])
        status_line = connection.makefile("rb").readline()

    assert status_line.split()[1] == b"200"
    assert own_instance.server.wait() == 0


def test_everything_survives_a_restart(own_instance: Instance, project: Project) -> None:
    issue, other, file = project.issue(), project.issue(), project.file()
    ok(project.attach(issue, file))
    ok(project.relate(issue, other["id"]))
    ok(project.say(issue, "Seen again"))
    assert own_instance.server.stop() == 0

    own_instance.restart()

    again = project.seen_by(own_instance.ann)
    assert again.files(issue) == [file]
    assert again.download(file).content == b"it broke\n"
    assert [relation["targetIssueUuid"] for relation in again.relations(issue)] == [other["id"]]
    assert [comment["message"] for comment in again.comments(issue)] == ["Seen again"]
