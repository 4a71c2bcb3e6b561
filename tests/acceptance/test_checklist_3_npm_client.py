"""Point 3 of the checklist: the npm package `gitflic-api` 5.0.13, unchanged, makes every call it has."""

import json
from collections.abc import Iterator

import pytest

from .support.caller import Caller
from .support.commands import JSON
from .support.instance import running
from .support.npm import FOLDER, run_client
from .support.project import Project

pytestmark = pytest.mark.slow

NOTE = "Seen again today"


@pytest.fixture(scope="module")
def ann(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """The founder of an instance so small that each of its lists fits on the first page."""
    with running(tmp_path_factory.mktemp("npm") / "data") as instance:
        yield instance.ann


@pytest.fixture(scope="module")
def project(ann: Caller) -> Project:
    """A public project, so that the list of projects is not empty."""
    return Project.made_by(ann, isPrivate=False)


@pytest.fixture(scope="module")
def outcomes(ann: Caller, project: Project) -> JSON:
    """Status and body of each call of the package, by the call's name."""
    return run_client(
        {
            "base": f"{ann.address}/rest-api",
            "token": ann.token,
            "project": {"userAlias": project.owner, "projectAlias": project.alias},
            "number": project.issue()["localId"],
            "note": NOTE,
        }
    )


def test_the_package_is_the_one_that_people_have(outcomes: JSON) -> None:
    installed = json.loads((FOLDER / "node_modules" / "gitflic-api" / "package.json").read_text())

    assert outcomes
    assert installed["version"] == "5.0.13"


@pytest.mark.parametrize(
    "call",
    [
        "currentUser", "allUsers", "allProjects", "myProjects", "sharedProjects", "singleProject",
        "allTeams", "allCompanies", "createIssueDiscussion", "getIssueDiscussionList",
    ],
)  # fmt: skip
def test_point_3_every_call_of_the_package_succeeds(outcomes: JSON, call: str) -> None:
    assert outcomes[call]["status"] == 200, outcomes[call]["data"]


def test_point_3_the_package_knows_who_calls(ann: Caller, outcomes: JSON) -> None:
    assert outcomes["currentUser"]["data"] == ann.user
    assert outcomes["allUsers"]["data"] == ann.user, "a bug of the package: it asks for the caller again"


def test_point_3_the_package_reads_one_project(outcomes: JSON, project: Project) -> None:
    assert outcomes["singleProject"]["data"] == project.about


@pytest.mark.parametrize("call", ["allProjects", "myProjects"])
def test_point_3_the_package_lists_projects(outcomes: JSON, project: Project, call: str) -> None:
    assert project.about in outcomes[call]["data"]["_embedded"]["projectList"]


@pytest.mark.parametrize("call", ["sharedProjects", "allTeams", "allCompanies"])
def test_point_3_lists_may_be_empty_but_are_pages(outcomes: JSON, call: str) -> None:
    assert list(outcomes[call]["data"]["page"]) == ["size", "totalElements", "totalPages", "number"]


def test_point_3_the_created_comment_appears_in_the_list(outcomes: JSON) -> None:
    [listed] = outcomes["getIssueDiscussionList"]["data"]["_embedded"]["issueDiscussionList"]

    assert listed["message"] == NOTE
    assert listed["id"] == outcomes["createIssueDiscussion"]["data"]["id"]
    assert outcomes["getIssueDiscussionList"]["data"]["page"]["size"] == 5
