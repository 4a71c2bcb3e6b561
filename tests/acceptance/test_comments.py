"""What people say about an issue (sections 6.7 and 9)."""

from datetime import UTC, datetime, timedelta

import pytest

from .support.answers import denied, done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import ageless, form
from .support.people import People
from .support.project import Project

MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def issue(project: Project) -> JSON:
    return project.issue()


def path_of(issue: JSON, comment: JSON) -> str:
    return f"/issue-discussion/{issue['localId']}/{comment['id']}"


def test_a_comment_says_who_said_what_and_when(ann: Caller, project: Project, issue: JSON) -> None:
    comment = ok(project.say(issue, "Seen *again* today"))

    assert list(comment) == ["id", "message", "author", "createdAt", "createTimeDifference"]
    assert comment["message"] == "Seen *again* today"
    assert comment["author"] == {key: value for key, value in ann.user.items() if key != "email"}
    assert form(comment["id"]) == "UUID"
    assert form(comment["createTimeDifference"]) == "relative time"
    age = datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(comment["createdAt"])
    assert abs(age) < timedelta(seconds=60)


def test_comments_are_listed_oldest_first(project: Project, issue: JSON) -> None:
    said = [ok(project.say(issue, note)) for note in ("Is it fixed?", "Not yet", "Now it is")]

    assert ageless(project.comments(issue)) == ageless(said)
    assert ageless(project.comments(issue, page=1, size=2)) == ageless(said[2:])


def test_a_comment_stays_with_its_issue(project: Project, issue: JSON) -> None:
    ok(project.say(issue, "Here"))

    assert project.comments(project.issue()) == []


def test_changes_of_an_issue_are_not_comments(project: Project, issue: JSON) -> None:
    ok(project.edit(issue, status="CLOSED", title="Changed"))
    ok(project.relate(issue, project.issue()["id"]))

    assert project.comments(issue) == []


NOT_NOTES: list[JSON] = [None, "", " \n", 7, True, ["x"], {}]


@pytest.mark.parametrize("body", [{}, {"message": "x"}, *[{"note": value} for value in NOT_NOTES]])
def test_a_comment_needs_a_note(project: Project, issue: JSON, body: JSON) -> None:
    comment = ok(project.say(issue, "First"))

    assert fields(refused(project.post("/issue-discussion/1/create", json=body), 422)) == {"note"}
    assert fields(refused(project.put(f"{path_of(issue, comment)}/edit", json=body), 422)) == {"note"}

    assert ageless(project.comments(issue)) == [ageless(comment)]


def test_an_author_edits_and_deletes_a_comment(project: Project, issue: JSON) -> None:
    comment = ok(project.say(issue, "Seen agian"))

    edited = ok(project.put(f"{path_of(issue, comment)}/edit", json={"note": "Seen again"}))
    assert ageless(edited) == ageless(comment | {"message": "Seen again"})
    assert ageless(project.comments(issue)) == [ageless(edited)]

    done(project.delete(f"{path_of(issue, comment)}/delete"))
    assert project.comments(issue) == []
    refused(project.delete(f"{path_of(issue, comment)}/delete"), 404)


def test_nobody_edits_what_another_said_but_an_administrator_may_delete_it(
    people: People, team_project: Project
) -> None:
    issue = team_project.issue()
    comment = ok(team_project.seen_by(people.guest).say(issue, "As a guest"))
    path = path_of(issue, comment)

    for other in people.member, people.admin:
        denied(team_project.seen_by(other).put(f"{path}/edit", json={"note": "Changed"}))
    denied(team_project.seen_by(people.member).delete(f"{path}/delete"))

    assert team_project.comments(issue)[0]["message"] == "As a guest"
    done(team_project.seen_by(people.admin).delete(f"{path}/delete"))


def test_a_guest_edits_and_deletes_what_they_said(people: People, team_project: Project) -> None:
    issue, guest = team_project.issue(), team_project.seen_by(people.guest)
    path = path_of(issue, ok(guest.say(issue, "As a guest")))

    assert ok(guest.put(f"{path}/edit", json={"note": "As a good guest"}))["message"] == "As a good guest"
    done(guest.delete(f"{path}/delete"))


def test_a_comment_is_found_only_at_its_own_issue(project: Project, issue: JSON) -> None:
    comment = ok(project.say(issue, "Here"))
    elsewhere = path_of(project.issue(), comment)

    refused(project.put(f"{elsewhere}/edit", json={"note": "There"}), 404)
    refused(project.delete(f"{elsewhere}/delete"), 404)
    refused(project.delete(f"{path_of(issue, {'id': MISSING})}/delete"), 404)

    assert project.comments(issue)[0]["message"] == "Here"


def test_a_missing_issue_has_no_discussion(project: Project) -> None:
    refused(project.get("/issue-discussion/1"), 404)
    refused(project.post("/issue-discussion/1/create", json={"note": "Hello?"}), 404)
