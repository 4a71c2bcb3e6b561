"""Points 1 and 2 of the checklist: the PyPI package `gitflic` 1.1, unchanged, logs in, reads and lists."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from .support.caller import Caller
from .support.commands import JSON
from .support.forms import ageless
from .support.people import People
from .support.project import Project

SCRIPT = Path(__file__).with_name("clients") / "python_client.py"
PATIENCE_SECONDS = 60


def through_the_package(caller: Caller, *calls: dict[str, Any], token: str | None = None) -> list[JSON]:
    """What became of each call: `{"returned": …}` or `{"raised": …}`."""
    order = {"base": f"{caller.address}/rest-api", "token": token or caller.token, "calls": calls}
    run = subprocess.run(
        [sys.executable, SCRIPT],
        input=json.dumps(order), capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    outcomes: list[JSON] = json.loads(run.stdout)
    return outcomes


def test_the_package_is_the_one_that_people_have() -> None:
    assert version("gitflic") == "1.1"


def test_point_1_a_good_token_logs_in(ann: Caller) -> None:
    [me] = through_the_package(ann, {"path": "/user/me"})

    assert me["returned"] == ann.user


def test_point_1_a_bad_token_raises_auth_error(ann: Caller) -> None:
    assert through_the_package(ann, token="no-such-token") == [{"raised": "AuthError", "status": 403}]


def test_point_1_a_missing_project_is_not_found(ann: Caller) -> None:
    [missing] = through_the_package(ann, {"path": "/project/acme/no-such-project/issue"})

    assert missing == {"raised": "NotFound"}


def test_point_1_a_foreign_private_project_denies_access(people: People, project: Project) -> None:
    [foreign] = through_the_package(people.outsider, {"path": f"{project.path}/issue"})

    assert foreign == {"raised": "AccessDenied"}


def test_point_2_a_registered_call_lists_the_page_asked_for(ann: Caller, project: Project) -> None:
    for _ in range(5):
        project.issue()

    [page] = through_the_package(ann, registered(project, "?page=1&size=2"))

    assert page["returned"]["page"] == {"size": 2, "totalElements": 5, "totalPages": 3, "number": 1}
    assert [issue["localId"] for issue in page["returned"]["_embedded"]["issueModelList"]] == [3, 2]


@pytest.mark.parametrize("template", ["/project/{}/{}/issue", "/project/%s/%s/issue"])
def test_point_2_an_empty_project_has_no_embedded_list(ann: Caller, project: Project, template: str) -> None:
    [page] = through_the_package(ann, registered(project, "", template))

    assert page == {"returned": {"page": {"size": 10, "totalElements": 0, "totalPages": 0, "number": 0}}}


def test_the_packages_session_writes_too(ann: Caller, project: Project) -> None:
    body = {"title": "Slow start", "description": "Takes a minute"}
    create = {"path": f"{project.path}/issue", "method": "POST", "json": body}
    read = {"path": f"{project.path}/issue", "params": {"size": 1}}

    created, listed = through_the_package(ann, create, read)

    assert created["returned"]["title"] == "Slow start"
    assert ageless(listed["returned"]["_embedded"]["issueModelList"]) == [ageless(created["returned"])]


def registered(project: Project, end: str, template: str = "/project/{}/{}/issue") -> dict[str, Any]:
    return {"path": template, "arguments": [project.owner, project.alias], "end": end}
