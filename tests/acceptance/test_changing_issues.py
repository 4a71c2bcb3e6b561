"""What an edit changes and what it leaves, how an issue ages, and what is left of a deleted one (8.4, 5, 8.5)."""

import time
from itertools import permutations

import pytest

from .support.answers import done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import ageless, form
from .support.instance import Instance
from .support.people import People
from .support.project import Project
from .support.statuses import STATUSES, status_object

MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def issue(ann: Caller, project: Project) -> JSON:
    """An issue of which everything is filled in."""
    return project.issue(labels=[project.label()["id"]], assignedUsers=[ann.user["id"]], status="IN_PROGRESS")


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"title": "Another title"},
        {"description": "Another description"},
        {"status": {"id": "CLOSED"}},
        {"assignedUsers": []},
        {"assigneUsers": []},
        {"labels": []},
        {"status": None, "assignedUsers": None, "labels": None},
    ],
    ids=lambda change: "+".join(change) or "nothing",
)
def test_an_edit_changes_what_it_names_and_nothing_else(project: Project, issue: JSON, change: JSON) -> None:
    changed = ok(project.edit(issue, **change))

    wanted = {key.replace("assigneUsers", "assignedUsers"): value for key, value in change.items() if value is not None}
    wanted |= {"status": status_object("CLOSED")} if "status" in wanted else {}
    assert ageless(changed) == ageless(issue | wanted)
    assert ageless(project.read(issue)) == ageless(changed)


def test_a_set_is_replaced_and_not_added_to(project: Project, issue: JSON) -> None:
    new = project.label("new")

    assert ok(project.edit(issue, labels=[new]))["labels"] == [new]


def test_any_status_follows_any_other(project: Project, issue: JSON) -> None:
    for before, after in permutations([*STATUSES, "PENDING"], 2):
        ok(project.edit(issue, status=before))
        assert ok(project.edit(issue, status=after))["status"]["id"] == after


@pytest.mark.parametrize("field", ["title", "description"])
@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0\u3000"], ids=["empty", "space", "tab", "wide spaces"])
def test_required_texts_are_not_blank(project: Project, issue: JSON, field: str, blank: str) -> None:
    assert fields(refused(project.create(**{field: blank}), 422)) == {field}
    assert fields(refused(project.edit(issue, **{field: blank}), 422)) == {field}

    assert project.read(issue)[field] == issue[field]


def test_a_refused_edit_changes_nothing_at_all(project: Project, issue: JSON) -> None:
    refused(project.edit(issue, title="Changed", status="CLOSED", labels=[{"id": MISSING}]), 404)
    refused(project.edit(issue, title="Changed", labels=[], status="NO_SUCH_STATUS"), 422)

    assert ageless(project.read(issue)) == ageless(issue)


def test_a_refused_issue_takes_no_number(project: Project) -> None:
    refused(project.create(title=""), 422)
    refused(project.create(labels=[{"id": MISSING}]), 404)

    assert project.issue()["localId"] == 1


def test_who_edits_last_is_shown(people: People, team_project: Project) -> None:
    issue = team_project.issue()

    changed = ok(team_project.seen_by(people.member).edit(issue, title="Changed"))

    assert issue["updatedBy"]["username"] == "ann"
    assert changed["updatedBy"]["username"] == "max"
    assert team_project.read(issue)["updatedBy"]["username"] == "max"


def test_a_fresh_issue_ages_in_words(project: Project) -> None:
    issue = project.issue()
    assert {issue["createdAt"], issue["updatedAt"]} <= {"just now", "1 second ago"}  # the latter on a busy machine

    time.sleep(1.1)

    aged = project.read(issue)
    assert aged["createdAt"] in {"1 second ago", *(f"{n} seconds ago" for n in range(2, 30))}
    assert form(aged["updatedAt"]) == "relative time"


@pytest.fixture
def exact_project(strict_instance: Instance) -> Project:
    """A project whose times are exact enough to compare."""
    return Project.made_by(strict_instance.ann)


def test_an_edit_is_a_change_even_when_nothing_differs(exact_project: Project) -> None:
    issue = exact_project.issue()
    assert issue["createdAt"] == issue["updatedAt"]

    changed = ok(exact_project.edit(issue, title=issue["title"], description=issue["description"]))

    assert changed["createdAt"] == issue["createdAt"]
    assert changed["updatedAt"] > issue["updatedAt"]


def test_comments_relations_and_files_are_no_change_of_the_issue(exact_project: Project) -> None:
    issue, other = exact_project.issue(), exact_project.issue()
    attached = exact_project.file()

    ok(exact_project.say(issue, "Seen again"))
    ok(exact_project.relate(issue, other["id"]))
    done(exact_project.unrelate(issue, other["id"]))
    ok(exact_project.attach(issue, attached))
    done(exact_project.detach(issue, attached))

    assert exact_project.read(issue) == issue
    assert exact_project.read(other) == other


def test_the_setting_for_times_leaves_comments_alone(exact_project: Project) -> None:
    comment = ok(exact_project.say(exact_project.issue(), "Seen again"))

    assert form(comment["createdAt"]) == "local date and time"
    assert form(comment["createTimeDifference"]) == "relative time"


def test_everything_about_a_deleted_issue_is_gone(project: Project, issue: JSON) -> None:
    ok(project.say(issue, "Seen again"))

    done(project.remove(issue))

    for path in "/issue/1", "/issue/1/issue-relations", "/issue/1/files", "/issue-discussion/1":
        refused(project.get(path), 404)
    refused(project.edit(issue, title="Changed"), 404)
    refused(project.say(issue, "Too late"), 404)
    refused(project.remove(issue), 404)
    assert ok(project.get("/issue"))["page"]["totalElements"] == 0
