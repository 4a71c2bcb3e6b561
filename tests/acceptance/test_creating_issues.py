"""What a new issue may be made of, and what it then is (sections 5, 6.1, 6.2 and 8.3)."""

import pytest

from .support.answers import done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import ageless, form
from .support.people import People
from .support.project import Project
from .support.statuses import STATUSES, status_object

MISSING = "00000000-0000-4000-8000-000000000000"
TITLE_LIMIT = 255
DESCRIPTION_LIMIT = 100_000


def test_a_new_issue_is_open_fresh_and_its_creators(ann: Caller, project: Project) -> None:
    issue = project.issue(title="Slow start", description="Takes a minute")

    assert ageless(issue) == {
        "id": issue["id"],
        "localId": 1,
        "description": "Takes a minute",
        "title": "Slow start",
        "status": status_object("OPEN"),
        "assignedUsers": [],
        "labels": [],
        "projectAlias": project.alias,
        "userAlias": "acme",
        "updatedAt": "some time ago",
        "createdAt": "some time ago",
        "updatedBy": {key: value for key, value in ann.user.items() if key != "email"},
    }
    assert form(issue["id"]) == "UUID"


def test_numbers_count_up_within_a_project_and_are_never_reused(ann: Caller, project: Project) -> None:
    first, second = project.issue(), project.issue()
    done(project.remove(second))

    third = project.issue()

    assert [issue["localId"] for issue in (first, second, third)] == [1, 2, 3]
    assert Project.made_by(ann).issue()["localId"] == 1


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_its_title_and_colours(project: Project, status: str) -> None:
    created = project.issue(status={"id": status})

    assert created["status"] == status_object(status)
    assert list(created["status"]) == list(status_object(status))
    assert project.read(created)["status"] == status_object(status)


def test_our_fifth_status_is_accepted_and_returned(project: Project) -> None:
    issue = project.issue(status={"id": "PENDING"})

    assert list(issue["status"]) == list(status_object("OPEN"))
    assert issue["status"]["id"] == "PENDING"
    assert ok(project.edit(issue, status=issue["status"]))["status"] == issue["status"]


@pytest.mark.parametrize(
    "status",
    [{"id": "COMPLETED"}, [{"id": "COMPLETED"}], "COMPLETED", ["COMPLETED"], status_object("COMPLETED")],
    ids=["object", "list of one object", "text", "list of one text", "whole object"],
)
def test_a_status_is_taken_in_every_form_that_the_page_allows(project: Project, status: JSON) -> None:
    assert project.issue(status=status)["status"]["id"] == "COMPLETED"
    assert ok(project.edit(project.issue(), status=status))["status"]["id"] == "COMPLETED"


def test_null_means_absent(project: Project) -> None:
    created = project.issue(status=None, assignedUsers=None, labels=None)

    assert (created["status"]["id"], created["assignedUsers"], created["labels"]) == ("OPEN", [], [])


@pytest.mark.parametrize("spelling", ["assignedUsers", "assigneUsers"])
def test_assignees_are_taken_in_both_spellings(ann: Caller, project: Project, spelling: str) -> None:
    created = project.issue(**{spelling: [{"id": ann.user["id"]}]})

    assert [user["username"] for user in created["assignedUsers"]] == ["ann"]
    assert "assigneUsers" not in created


def test_of_two_spellings_the_right_one_wins(ann: Caller, people: People, public_project: Project) -> None:
    created = public_project.issue(
        assigneUsers=[{"id": people.outsider.user["id"]}], assignedUsers=[{"id": ann.user["id"]}]
    )

    assert [user["username"] for user in created["assignedUsers"]] == ["ann"]


def test_assignees_and_labels_keep_their_order_and_lose_their_doubles(
    ann: Caller, people: People, public_project: Project
) -> None:
    users = [people.outsider.user["id"], ann.user["id"]]
    labels = [public_project.label(title)["id"] for title in ("zoo", "ant", "bee")]

    created = public_project.issue(
        assignedUsers=[{"id": users[0]}, users[1], users[0].upper(), {"id": users[1]}],
        labels=[labels[0], {"id": labels[1]}, {"id": labels[0].upper()}, labels[2]],
    )

    assert [user["id"] for user in created["assignedUsers"]] == users
    assert [label["id"] for label in created["labels"]] == labels


def test_an_object_from_an_answer_goes_in_as_it_came_out(ann: Caller, project: Project) -> None:
    issue = project.issue(labels=[project.label()["id"]], assignedUsers=[ann.user["id"]], status="CLOSED")

    again = ok(project.put("/issue/1/edit", json=issue))

    assert ageless(again) == ageless(issue)


@pytest.mark.parametrize("field", ["labels", "assignedUsers"])
@pytest.mark.parametrize("entry", [{"id": MISSING}, MISSING], ids=["object", "text"])
def test_an_unknown_label_or_user_is_not_found(project: Project, field: str, entry: JSON) -> None:
    refused(project.create(**{field: [entry]}), 404)
    refused(project.edit(project.issue(), **{field: [entry]}), 404)


def test_a_label_of_another_project_is_not_found(ann: Caller, project: Project) -> None:
    foreign = Project.made_by(ann).label()

    refused(project.create(labels=[{"id": foreign["id"]}]), 404)


def test_who_cannot_read_the_project_cannot_be_assigned(people: People, project: Project) -> None:
    outsider = {"id": people.outsider.user["id"]}

    assert fields(refused(project.create(assignedUsers=[outsider]), 422)) == {"assignedUsers"}
    assert fields(refused(project.edit(project.issue(), assignedUsers=[outsider]), 422)) == {"assignedUsers"}


@pytest.mark.parametrize("letter", ["a", "Ж", "错", "😀"])
def test_limits_count_characters_and_not_bytes(project: Project, letter: str) -> None:
    issue = project.issue(title=letter * TITLE_LIMIT, description=letter * DESCRIPTION_LIMIT)

    assert issue["title"] == letter * TITLE_LIMIT
    assert project.read(issue)["description"] == letter * DESCRIPTION_LIMIT
    assert fields(refused(project.create(title=letter * (TITLE_LIMIT + 1)), 422)) == {"title"}
    assert fields(refused(project.create(description=letter * (DESCRIPTION_LIMIT + 1)), 422)) == {"description"}


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script> & \"quotes\" 'single'", "'; DROP TABLE issues; --", "{title} %s %(title)s ${title}",
     "\\u0000 \\n", "e\u0301 \u00e9", "👩‍👩‍👧 🇷🇺 漢字 ﷽"],
)  # fmt: skip
def test_texts_come_back_as_they_were_sent(project: Project, text: str) -> None:
    lines = f"{text}\r\ntwo\n\n- three\ttabbed \u202e rtl \u200b."
    issue = project.issue(title=text, description=lines)

    assert (issue["title"], issue["description"]) == (text, lines)
    assert ageless(project.read(issue)) == ageless(issue)
