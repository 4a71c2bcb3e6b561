"""Point 7 of the checklist: relations between issues (sections 7 and 8.7 to 8.9)."""

import pytest

from .support.answers import denied, done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.people import People
from .support.project import Project, embedded

MISSING = "00000000-0000-4000-8000-000000000000"

PAIRS = [
    ("HIERARCHY_FORWARD", "HIERARCHY_REVERSE"),
    ("AFFECTS_FORWARD", "AFFECTS_REVERSE"),
    ("DUPLICATE_FORWARD", "DUPLICATE_REVERSE"),
    ("SHARED_PARAMETER_REFERENCED_BY_FORWARD", "SHARED_PARAMETER_REFERENCED_BY_REVERSE"),
    ("DEPENDENCY_FORWARD", "DEPENDENCY_REVERSE"),
    ("TESTED_BY_FORWARD", "TESTED_BY_REVERSE"),
    ("SHARED_STEP_REFERENCED_BY_FORWARD", "SHARED_STEP_REFERENCED_BY_REVERSE"),
]
INVERSES = [("RELATED", "RELATED"), *PAIRS, *[(reverse, forward) for forward, reverse in PAIRS]]


@pytest.fixture
def issue(project: Project) -> JSON:
    return project.issue(title="Checkout is slow")


@pytest.fixture
def other(project: Project) -> JSON:
    return project.issue(title="The database waits for a lock")


@pytest.mark.parametrize(("kind", "inverse"), INVERSES)
def test_point_7_every_kind_shows_its_inverse_from_the_other_end(
    project: Project, issue: JSON, other: JSON, kind: str, inverse: str
) -> None:
    created = ok(project.relate(issue, other["id"], kind))

    assert created == relation_to(project, other, kind)
    assert project.relations(issue) == [created]
    assert project.relations(other) == [relation_to(project, issue, inverse)]


def relation_to(project: Project, target: JSON, kind: str) -> JSON:
    return {
        "targetIssueUuid": target["id"],
        "targetIssueName": target["title"],
        "targetProjectAlias": project.alias,
        "targetOwnerAlias": project.owner,
        "targetIssueLocalId": target["localId"],
        "issueRelationType": kind,
    }


def test_point_7_an_issue_is_not_related_to_itself(project: Project, issue: JSON) -> None:
    refused(project.relate(issue, issue["id"]), 400)

    assert project.relations(issue) == []


@pytest.mark.parametrize("kind", ["RELATED", "AFFECTS_FORWARD", "AFFECTS_REVERSE", "HIERARCHY_FORWARD"])
def test_point_7_two_issues_have_one_relation_whatever_the_kind_and_direction(
    project: Project, issue: JSON, other: JSON, kind: str
) -> None:
    ok(project.relate(issue, other["id"], "AFFECTS_FORWARD"))

    refused(project.relate(issue, other["id"], kind), 409)
    refused(project.relate(other, issue["id"], kind), 409)

    assert len(project.relations(issue)) == len(project.relations(other)) == 1


def test_point_7_parents_form_no_circle(project: Project, issue: JSON) -> None:
    child, parent = "HIERARCHY_FORWARD", "HIERARCHY_REVERSE"
    middle, top = project.issue(), project.issue()
    ok(project.relate(issue, middle["id"], child))
    ok(project.relate(top, middle["id"], parent))

    refused(project.relate(top, issue["id"], child), 400)
    refused(project.relate(issue, top["id"], parent), 400)

    assert project.relations(top) == [relation_to(project, middle, parent)]


def test_point_7_a_relation_is_deleted_from_either_end(project: Project, issue: JSON, other: JSON) -> None:
    for near, far in (issue, other), (other, issue):
        ok(project.relate(issue, other["id"]))

        done(project.unrelate(near, far["id"]))

        assert project.relations(issue) == project.relations(other) == []
        refused(project.unrelate(near, far["id"]), 404)


def test_point_7_relations_cross_projects(ann: Caller, project: Project, issue: JSON) -> None:
    elsewhere = Project.made_by(ann)
    target = elsewhere.issue(title="Its own project")

    assert ok(project.relate(issue, target["id"])) == relation_to(elsewhere, target, "RELATED")
    assert elsewhere.relations(target) == [relation_to(project, issue, "RELATED")]


def test_point_7_relations_cross_owners(people: People, project: Project, issue: JSON) -> None:
    foreign = Project.made_by(people.outsider, "globex", isPrivate=False)
    target = foreign.issue()

    ok(project.relate(issue, target["id"]))

    assert project.relations(issue) == [relation_to(foreign, target, "RELATED")]


def test_point_7_deleting_an_issue_takes_its_relations_along(project: Project, issue: JSON, other: JSON) -> None:
    ok(project.relate(issue, other["id"]))

    done(project.remove(issue))

    assert project.relations(other) == []
    refused(project.relate(other, issue["id"]), 404)
    refused(project.unrelate(other, issue["id"]), 404)


def test_a_relation_shows_the_present_title_of_its_target(project: Project, issue: JSON, other: JSON) -> None:
    ok(project.relate(issue, other["id"]))

    ok(project.edit(other, title="The lock is gone"))

    assert project.relations(issue)[0]["targetIssueName"] == "The lock is gone"


def test_relations_are_listed_oldest_first(project: Project, issue: JSON) -> None:
    targets = [project.issue()["id"] for _ in range(3)]
    for target in reversed(targets):
        ok(project.relate(issue, target))

    assert [relation["targetIssueUuid"] for relation in project.relations(issue)] == targets[::-1]


def test_a_target_that_the_caller_may_not_read_is_refused(people: People, project: Project, issue: JSON) -> None:
    foreign = Project.made_by(people.outsider, "globex")

    denied(project.relate(issue, foreign.issue()["id"]))

    assert project.relations(issue) == []


def test_a_relation_to_what_the_reader_may_not_read_is_neither_shown_nor_counted(
    people: People, public_project: Project, project: Project
) -> None:
    issue, readable, hidden = public_project.issue(), public_project.issue(), project.issue()
    ok(public_project.relate(issue, readable["id"]))
    ok(public_project.relate(issue, hidden["id"]))

    answer = public_project.seen_by(people.outsider).get(f"/issue/{issue['localId']}/issue-relations")

    assert [shown["targetIssueUuid"] for shown in embedded(answer, "restIssueRelationModelList")] == [readable["id"]]
    assert answer.json()["page"]["totalElements"] == 1
    assert len(public_project.relations(issue)) == 2


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"targetIssueUuid", "relationType"}),
        ({"relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": MISSING}, {"relationType"}),
        ({"targetIssueUuid": None, "relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": "7", "relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": 7, "relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": [MISSING], "relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": MISSING, "relationType": "BLOCKS"}, {"relationType"}),
        ({"targetIssueUuid": MISSING, "relationType": ""}, {"relationType"}),
        ({"targetIssueUuid": MISSING, "relationType": {"id": "RELATED"}}, {"relationType"}),
    ],
)
def test_a_relation_needs_a_target_and_a_known_kind(project: Project, issue: JSON, body: JSON, wrong: set[str]) -> None:
    answer = project.post(f"/issue/{issue['localId']}/create-issue-relation", json=body)

    assert fields(refused(answer, 422)) <= wrong


def test_a_target_that_does_not_exist_is_not_found(project: Project, issue: JSON) -> None:
    refused(project.relate(issue, MISSING), 404)


def test_the_kind_may_bear_the_name_that_answers_give_it(project: Project, issue: JSON, other: JSON) -> None:
    path = f"/issue/{issue['localId']}/create-issue-relation"
    body = {"targetIssueUuid": other["id"], "issueRelationType": "TESTED_BY_FORWARD"}

    assert ok(project.post(path, json=body))["issueRelationType"] == "TESTED_BY_FORWARD"


def test_of_two_names_for_the_kind_the_documented_one_counts(project: Project, issue: JSON, other: JSON) -> None:
    path = f"/issue/{issue['localId']}/create-issue-relation"
    kinds = {"issueRelationType": "TESTED_BY_FORWARD", "relationType": "RELATED"}

    assert ok(project.post(path, json={"targetIssueUuid": other["id"]} | kinds))["issueRelationType"] == "RELATED"


def test_uuids_are_taken_in_any_case(project: Project, issue: JSON, other: JSON) -> None:
    assert ok(project.relate(issue, other["id"].upper()))["targetIssueUuid"] == other["id"]

    done(project.unrelate(issue, other["id"].upper()))


@pytest.mark.parametrize("params", [{}, {"targetIssueUuid": ""}, {"targetIssueUuid": "7"}])
def test_deleting_a_relation_needs_the_uuid_of_the_other_issue(project: Project, issue: JSON, params: JSON) -> None:
    refused(project.delete(f"/issue/{issue['localId']}/delete-issue-relation", params=params), 422)
