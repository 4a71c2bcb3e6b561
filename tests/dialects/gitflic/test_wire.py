"""GitFlic's objects: the vendor's keys in the vendor's order, every one there, and values in the vendor's forms."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import msgspec
import pytest
from msgspec.structs import replace

from tests.http.support.installation import FOUNDING, draft_of
from tests.store.support.moments import NOON
from unknot.dialects.gitflic import (
    wire_comments,
    wire_files,
    wire_issues,
    wire_labels,
    wire_lists,
    wire_people,
    wire_projects,
    wire_relations,
    wire_statuses,
)
from unknot.dialects.gitflic.settings import IssueTimeFormat
from unknot.dialects.gitflic.view import View
from unknot.domain.access import OPERATOR
from unknot.domain.comment import Comment
from unknot.domain.file import File
from unknot.domain.ids import CommentId, FileId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.domain.issue import Format, Issue
from unknot.domain.label import Label, LabelDraft
from unknot.domain.people import User
from unknot.domain.project import Project
from unknot.domain.relation import Neighbour, RelationKind
from unknot.domain.status import Status
from unknot.operations.founding import Founded, found_workspace
from unknot.operations.labels import create_label, delete_label
from unknot.operations.people import create_user
from unknot.store.database import Database
from unknot.store.page import Page, Slice

JSON: TypeAlias = Any
BASE = "https://issues.example.org"
UUID = "0191d2f0-0000-7000-8000-00000000000"

USER = ["id", "username", "name", "surname", "fullName", "avatar", "cover"]
LABEL = ["id", "hexColor", "title", "description", "isTextLight"]
STATUS = ["id", "title", "hash", "alias", "ownerAlias", "color", "hexColor", "icon", "isDeleted"]
ISSUE = [
    "id", "localId", "description", "title", "status", "assignedUsers", "labels",
    "projectAlias", "userAlias", "updatedAt", "createdAt", "updatedBy",
]  # fmt: skip
RELATION = [
    "targetIssueUuid", "targetIssueName", "targetProjectAlias", "targetOwnerAlias", "targetIssueLocalId",
    "issueRelationType",
]  # fmt: skip
FILE = ["uploadFileUuid", "filePath", "webFilePath", "fileName", "fileSize", "uploadDate"]
COMMENT = ["id", "message", "author", "createdAt", "createTimeDifference"]
PROJECT = {
    "id", "title", "description", "alias", "ownerAlias", "defaultBranch", "workBranch", "siteUrl", "owner", "language",
    "forEducation", "forkedFromId", "mirrorUrl", "mirrorType", "allowedMemory", "forkUrl", "httpTransportUrl",
    "sshTransportUrl", "topics", "mirror", "private",
}  # fmt: skip


def shown(value: msgspec.Struct) -> JSON:
    return json.loads(msgspec.json.encode(value))


class Town:
    """A project with its people and labels, in a real store, and issues that are only imagined."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.founded: Founded = database.change(found_workspace, FOUNDING, by=OPERATOR)
        self.project: Project = self.founded.project
        self.ann: User = self.founded.owner
        self.max: User = database.change(create_user, draft_of("max"), password_hash=None, by=OPERATOR)
        self.bug: Label = self._label("bug", "8b0000")
        self.idea: Label = self._label("idea", "F58A07")

    def _label(self, title: str, color: str) -> Label:
        draft = LabelDraft(title=title, color=color, description=f"A {title}")
        made: Label = self.database.change(create_label, self.project.id, draft, by=OPERATOR)
        return made

    def issue(self, **fields: Any) -> Issue:
        issue = Issue(
            id=IssueId(1),
            uuid=f"{UUID}1",
            workspace=self.project.workspace,
            project=self.project.id,
            number=7,
            title="Slow start",
            description="Takes a minute",
            format=Format.MARKDOWN,
            status=Status.OPEN,
            labels=(),
            assignees=(),
            created_by=self.ann.id,
            created_at=NOON,
            updated_by=self.ann.id,
            updated_at=NOON,
        )
        return replace(issue, **fields)

    def view(self, now: datetime = NOON, time_format: IssueTimeFormat = IssueTimeFormat.RELATIVE) -> View:
        self.database.directory.refresh()
        return View(self.database.directory, BASE, now, time_format)

    def shown(self, issue: Issue, view: View | None = None) -> JSON:
        return shown(wire_issues.issue_out(issue, self.project, view or self.view()))


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def test_an_issue_has_the_vendors_keys_in_the_vendors_order(town: Town) -> None:
    issue = town.shown(town.issue(labels=(town.bug.id,), assignees=(town.max.id,), updated_by=town.max.id))

    assert list(issue) == ISSUE
    assert list(issue["status"]) == STATUS
    assert [list(user) for user in [*issue["assignedUsers"], issue["updatedBy"]]] == [USER, USER]
    assert [list(label) for label in issue["labels"]] == [LABEL]


def test_an_issue_says_what_it_is(town: Town) -> None:
    issue = town.shown(town.issue(updated_by=town.max.id))

    assert (issue["id"], issue["localId"]) == (f"{UUID}1", 7)
    assert (issue["title"], issue["description"]) == ("Slow start", "Takes a minute")
    assert (issue["userAlias"], issue["projectAlias"]) == ("acme", "demo")
    assert (issue["assignedUsers"], issue["labels"]) == ([], [])
    assert issue["updatedBy"]["username"] == "max"


@pytest.mark.parametrize(
    ("status", "title", "color", "hex_color"),
    [
        ("OPEN", "New", "info", "17A2B8"),
        ("IN_PROGRESS", "In progress", "warning", "FFC107"),
        ("CLOSED", "Closed", "danger", "DC3545"),
        ("COMPLETED", "Completed", "success", "28A745"),
        ("PENDING", "Pending", "secondary", "6C757D"),
    ],
)
def test_a_status_is_one_object_with_its_name_and_colours(
    town: Town, status: str, title: str, color: str, hex_color: str
) -> None:
    assert town.shown(town.issue(status=Status[status]))["status"] == {
        "id": status,
        "title": title,
        "hash": None,
        "alias": None,
        "ownerAlias": None,
        "color": color,
        "hexColor": hex_color,
        "icon": None,
        "isDeleted": False,
    }


def test_every_status_can_be_shown() -> None:
    assert wire_statuses.STATUS_OUT.keys() == set(Status)


def test_labels_and_assignees_keep_their_order(town: Town) -> None:
    issue = town.issue(labels=(town.idea.id, town.bug.id), assignees=(town.max.id, town.ann.id))

    assert [label["title"] for label in town.shown(issue)["labels"]] == ["idea", "bug"]
    assert [user["username"] for user in town.shown(issue)["assignedUsers"]] == ["max", "ann"]


def test_a_deleted_label_is_left_out(town: Town) -> None:
    issue = town.issue(labels=(town.idea.id, town.bug.id))
    assert len(town.shown(issue)["labels"]) == 2

    town.database.change(delete_label, town.project.id, town.idea.uuid, by=OPERATOR)

    assert [label["title"] for label in town.shown(issue)["labels"]] == ["bug"]


def test_a_label_has_its_colour_without_the_sign(town: Town) -> None:
    assert shown(wire_labels.label_out(town.bug)) == {
        "id": town.bug.uuid,
        "hexColor": "8B0000",
        "title": "bug",
        "description": "A bug",
        "isTextLight": True,
    }
    assert shown(wire_labels.label_out(town.idea))["isTextLight"] is False


def test_the_times_of_an_issue_are_phrases(town: Town) -> None:
    view = town.view(NOON + timedelta(days=30))

    issue = town.shown(town.issue(updated_at=NOON + timedelta(days=30, minutes=-14)), view)

    assert (issue["createdAt"], issue["updatedAt"]) == ("1 month ago", "14 minutes ago")


def test_the_times_of_an_issue_are_dates_where_the_operator_wants_that(town: Town) -> None:
    view = town.view(NOON + timedelta(days=400), IssueTimeFormat.ISO)

    issue = town.shown(town.issue(updated_at=NOON + timedelta(microseconds=70809)), view)

    assert issue["createdAt"] == "2026-03-04T12:00:00.000000"
    assert issue["updatedAt"] == "2026-03-04T12:00:00.070809"


@pytest.mark.parametrize(
    ("name", "surname", "full_name"),
    [("Ann", "Lee", "Ann Lee"), ("Ann", "", "Ann"), ("", "", "ann"), ("", "Lee", "Lee")],
)
def test_a_user_has_a_full_name_an_avatar_and_no_address(town: Town, name: str, surname: str, full_name: str) -> None:
    user = shown(wire_people.user_out(replace(town.ann, name=name, surname=surname), BASE))

    assert user == {
        "id": town.ann.uuid,
        "username": "ann",
        "name": name,
        "surname": surname,
        "fullName": full_name,
        "avatar": f"{BASE}/static/image/avatar.svg",
        "cover": None,
    }


def test_only_to_oneself_the_address_is_told(town: Town) -> None:
    me = shown(wire_people.me_out(town.ann, BASE))

    assert list(me) == [*USER, "email"]
    assert me["email"] == "ann@example.org"


def test_people_are_remembered_for_each_address_apart(town: Town) -> None:
    view = town.view()
    elsewhere = replace(view, base_url="http://10.0.0.7:8080")

    avatars = [wire_people.known_user_out(town.ann.id, one).avatar for one in (view, elsewhere, view)]

    assert avatars == [f"{base}/static/image/avatar.svg" for base in (BASE, "http://10.0.0.7:8080", BASE)]


@pytest.mark.parametrize("kind", RelationKind)
def test_a_relation_tells_the_other_issue_and_its_kind(kind: RelationKind) -> None:
    far = Neighbour(kind=kind, uuid=f"{UUID}2", number=22, title="Wrong layout", project="web", owner="globex")

    relation = shown(wire_relations.relation_out(far))

    assert list(relation) == RELATION
    assert list(relation.values()) == [f"{UUID}2", "Wrong layout", "web", "globex", 22, kind.name]


def file(**fields: Any) -> File:
    kept = File(
        id=FileId(1),
        uuid=f"{UUID}3",
        workspace=WorkspaceId(1),
        project=ProjectId(1),
        issue=None,
        directory=f"{UUID}4",
        name="error.log",
        size=150 * 1024,
        sha256="0" * 64,
        uploaded_by=UserId(1),
        uploaded_at=datetime(2025, 1, 1, 12, tzinfo=UTC),
    )
    return replace(kept, **fields)


def test_a_file_tells_where_it_is_how_large_and_from_when(town: Town) -> None:
    project = town.project.uuid

    shown_file = shown(wire_files.file_out(file(), town.project))

    assert list(shown_file) == FILE
    assert list(shown_file.values()) == [
        f"{UUID}3",
        f"project/{project[:2]}/{project}/attachment/{UUID}4/error.log",
        f"/upload/-/project/{project}/attachment/{UUID}4/error.log",
        "error.log",
        "150KB",
        "2025-01-01T12:00:00.000000",
    ]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("trace (1).log", "trace%20(1).log"),
        ("50%41?.txt#2", "50%2541%3F.txt%232"),
        ("отчёт.pdf", "%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf"),
        ("a+b=c@d,e'.txt", "a+b=c@d,e'.txt"),
    ],
)
def test_the_way_to_a_file_is_fit_for_an_address_and_its_names_are_as_they_are(
    town: Town, name: str, part: str
) -> None:
    shown_file = shown(wire_files.file_out(file(name=name), town.project))

    assert shown_file["webFilePath"].rpartition("/")[2] == part
    assert shown_file["filePath"].rpartition("/")[2] == shown_file["fileName"] == name


KB, MB, GB = 1024, 1024**2, 1024**3


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0B"),
        (1, "1B"),
        (KB - 1, "1023B"),
        (KB, "1KB"),
        (2 * KB - 1, "1KB"),
        (MB - 1, "1023KB"),
        (MB, "1MB"),
        (400 * MB, "400MB"),
        (GB - 1, "1023MB"),
        (GB, "1GB"),
        (5000 * GB, "5000GB"),
    ],
)
def test_a_size_is_rounded_down_to_its_unit(size: int, text: str) -> None:
    assert wire_files.size_text(size) == text


def test_a_comment_has_both_a_date_and_a_phrase(town: Town) -> None:
    comment = Comment(
        id=CommentId(1),
        uuid=f"{UUID}5",
        issue=IssueId(1),
        author=town.max.id,
        text="Seen again",
        created_at=NOON,
        edited_at=None,
    )

    for time_format in IssueTimeFormat:
        said = shown(wire_comments.comment_out(comment, town.view(NOON + timedelta(days=2), time_format)))
        assert list(said) == COMMENT
        assert (said["message"], said["author"]["username"]) == ("Seen again", "max")
        assert (said["createdAt"], said["createTimeDifference"]) == ("2026-03-04T12:00:00.000000", "2 days ago")


def test_a_project_has_every_key_that_the_vendor_names(town: Town) -> None:
    project = shown(wire_projects.project_out(town.project))

    assert project.keys() == PROJECT
    assert project["owner"] == {"alias": "acme", "type": "COMPANY"}
    assert (project["ownerAlias"], project["alias"], project["title"]) == ("acme", "demo", "Demo")
    assert (project["private"], project["topics"], project["mirror"]) == (True, [], False)


def test_a_workspace_is_a_company(town: Town) -> None:
    company = shown(wire_people.company_out(town.founded.workspace, BASE))

    assert (company["alias"], company["title"]) == ("acme", "Acme")
    assert company["avatar"].startswith(BASE)


LISTS: list[tuple[Any, str]] = [
    (wire_issues.IssuePage, "issueModelList"),
    (wire_relations.RelationPage, "restIssueRelationModelList"),
    (wire_files.FilePage, "restProjectUploadFileModelList"),
    (wire_comments.CommentPage, "issueDiscussionList"),
    (wire_labels.LabelPage, "labelModelList"),
    (wire_projects.ProjectPage, "projectList"),
    (wire_people.UserPage, "userList"),
    (wire_people.CompanyPage, "companyList"),
    (wire_people.TeamPage, "teamList"),
]
label_out: Callable[[Label], wire_labels.LabelOut] = wire_labels.label_out


@pytest.mark.parametrize(("kind", "key"), LISTS, ids=[key for _, key in LISTS])
def test_a_list_has_its_items_under_a_key_of_its_own(town: Town, kind: Any, key: str) -> None:
    page = shown(wire_lists.page_out(kind, Slice([town.bug, town.idea], 7), Page(1, 2), label_out))

    assert list(page) == ["_embedded", "page"]
    assert list(page["_embedded"]) == [key]
    assert [label["title"] for label in page["_embedded"][key]] == ["bug", "idea"]


@pytest.mark.parametrize(
    ("total", "size", "pages"), [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (31, 10, 4), (100, 1, 100)]
)
def test_a_list_tells_its_length_in_pages(total: int, size: int, pages: int) -> None:
    page = shown(wire_lists.page_out(wire_labels.LabelPage, Slice([], total), Page(3, size), label_out))

    assert list(page) == ["page"]
    assert list(page["page"].items()) == [
        ("size", size),
        ("totalElements", total),
        ("totalPages", pages),
        ("number", 3),
    ]
