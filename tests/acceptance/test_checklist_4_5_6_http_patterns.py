"""Points 4 to 6 of the checklist: what three kinds of clients in the field ask for, request by request."""

from datetime import UTC, datetime, timedelta

import pytest

from .support.answers import done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import ageless
from .support.instance import Instance
from .support.project import Project

TASK = {"title": "Slow start", "description": "Takes a minute"}


@pytest.fixture
def issue(ann: Caller, public_project: Project) -> JSON:
    """An issue of which everything is filled in."""
    label = public_project.label()
    return public_project.issue(**TASK, labels=[label["id"]], assignedUsers=[ann.user["id"]])


def sent_by_the_go_cli(issue: JSON, status: str) -> dict[str, JSON]:
    """It reads the issue and sends back what it knows of: never labels, and always no assignee."""
    kept = {key: issue[key] for key in ("title", "description")}
    return kept | {"assignedUsers": [], "status": {"id": status}}


def test_point_4_the_go_cli_creates_without_a_status(project: Project) -> None:
    created = project.issue(**TASK, assignedUsers=[])

    assert created["status"]["id"] == "OPEN"
    assert created["assignedUsers"] == []


@pytest.mark.parametrize("status", ["CLOSED", "OPEN"])
def test_point_4_the_go_cli_closes_and_reopens_and_labels_survive(
    public_project: Project, issue: JSON, status: str
) -> None:
    changed = ok(public_project.edit(issue, **sent_by_the_go_cli(public_project.read(issue), status)))

    assert changed["status"]["id"] == status
    assert changed["labels"] == issue["labels"]
    assert changed["assignedUsers"] == []
    assert ageless(public_project.read(issue)) == ageless(changed)


def test_point_4_a_closed_issue_reopens(project: Project) -> None:
    issue = project.issue(**TASK)
    ok(project.edit(issue, **sent_by_the_go_cli(issue, "CLOSED")))

    reopened = ok(project.edit(issue, **sent_by_the_go_cli(project.read(issue), "OPEN")))

    assert reopened["status"]["id"] == "OPEN"


def test_point_4_a_deleted_issue_is_gone(project: Project) -> None:
    issue = project.issue(**TASK)

    done(project.remove(issue))

    refused(project.get(f"/issue/{issue['localId']}"), 404)
    refused(project.remove(issue), 404)


def test_point_4_both_times_parse_when_set_to_iso(strict_instance: Instance) -> None:
    before = datetime.now(UTC).replace(tzinfo=None)

    issue = Project.made_by(strict_instance.ann).issue(**TASK)

    for field in "createdAt", "updatedAt":
        assert len(issue[field]) == len("2026-03-04T10:11:12.345678")
        assert timedelta(0) <= datetime.fromisoformat(issue[field]) - before < timedelta(seconds=60)


def test_point_5_the_migration_turns_a_login_into_an_assignee(ann: Caller, project: Project) -> None:
    label = project.label()
    person = ok(ann.get("/user/ann"))["id"]
    body = {"assignedUsers": [{"id": person}], "labels": [{"id": label["id"]}], "status": {"id": "COMPLETED"}}

    created = project.issue(**TASK, **body)

    assert created["assignedUsers"][0]["username"] == "ann"
    assert created["labels"] == [label]
    assert created["status"]["id"] == "COMPLETED"


def test_point_5_the_migration_learns_that_a_description_is_empty(project: Project) -> None:
    answer = project.create(title="Moved from elsewhere", description="", assignedUsers=[], labels=[])

    assert fields(refused(answer, 422)) == {"description"}


@pytest.mark.parametrize(
    "change", [{"status": {"id": "IN_PROGRESS"}}, {"description": "Takes two minutes"}], ids=["status", "description"]
)
def test_point_6_the_provider_changes_one_field_alone(public_project: Project, issue: JSON, change: JSON) -> None:
    changed = ok(public_project.edit(issue, **change))

    [field] = change
    assert ageless(changed) | {field: None} == ageless(issue) | {field: None}
    assert changed["status"]["id"] == change.get("status", issue["status"])["id"]
    assert changed["description"] == change.get("description", issue["description"])


def test_point_6_the_strict_setting_insists_on_required_fields(strict_instance: Instance) -> None:
    project = Project.made_by(strict_instance.ann)
    issue = project.issue(**TASK)

    assert fields(refused(project.edit(issue, status="CLOSED"), 422)) <= {"title", "description"}
    assert ok(project.edit(issue, **TASK, status="CLOSED"))["status"]["id"] == "CLOSED"
