"""Every operation on a project asks for the right that it takes: each is tried with each role."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tests.operations.support.town import new_file, new_issue, new_label
from unknot.domain.access import Actor, Role, Scope
from unknot.domain.comment import Comment
from unknot.domain.errors import Forbidden
from unknot.domain.file import File, StoredBytes
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.label import Label, LabelChange, LabelDraft
from unknot.domain.project import Project, ProjectChange
from unknot.domain.relation import RelationKind
from unknot.operations.comments import add_comment, delete_comment
from unknot.operations.files import add_file, attach_file, detach_file
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.labels import create_label, delete_label, edit_label
from unknot.operations.people import set_default_project, set_project_member
from unknot.operations.projects import delete_project, edit_project
from unknot.operations.relations import relate_issues, remove_relation
from unknot.store.session import WritingSession
from unknot.store.work import Work


class Things(msgspec.Struct):
    """What alice, an owner, left lying about."""

    project: Project
    issue: Issue
    related: Issue
    unrelated: Issue
    label: Label
    comment: Comment
    loose: File
    attached: File


Wish = Callable[[Work, Things, Actor], Any]
STORED = StoredBytes(directory="d", name="hello.txt", size=5, sha256="2cf24dba")
WISHES: dict[str, tuple[Role, Wish]] = {
    "comment": (Role.GUEST, lambda work, its, by: add_comment(work, its.issue.id, "Seen", by=by)),
    "delete a comment": (Role.ADMIN, lambda work, its, by: delete_comment(work, its.issue.id, its.comment.uuid, by=by)),
    "file an issue": (Role.MEMBER, lambda work, its, by: new_issue(work, its.project, by=by)),
    "edit an issue": (Role.MEMBER, lambda work, its, by: edit_issue(work, its.issue.id, IssueChange(), by=by)),
    "delete an issue": (Role.ADMIN, lambda work, its, by: delete_issue(work, its.issue.id, by=by)),
    "relate": (
        Role.MEMBER,
        lambda work, its, by: relate_issues(work, its.issue.id, its.unrelated.uuid, RelationKind.RELATED, by=by),
    ),
    "remove a relation": (
        Role.MEMBER,
        lambda work, its, by: remove_relation(work, its.issue.id, its.related.uuid, by=by),
    ),
    "upload": (Role.MEMBER, lambda work, its, by: add_file(work, its.project.id, STORED, by=by)),
    "attach": (Role.MEMBER, lambda work, its, by: attach_file(work, its.issue.id, its.loose.uuid, by=by)),
    "detach": (Role.MEMBER, lambda work, its, by: detach_file(work, its.issue.id, its.attached.uuid, by=by)),
    "make a label": (
        Role.ADMIN,
        lambda work, its, by: create_label(work, its.project.id, LabelDraft(title="new", color="000000"), by=by),
    ),
    "edit a label": (
        Role.ADMIN,
        lambda work, its, by: edit_label(work, its.project.id, its.label.uuid, LabelChange(), by=by),
    ),
    "delete a label": (Role.ADMIN, lambda work, its, by: delete_label(work, its.project.id, its.label.uuid, by=by)),
    "edit the project": (Role.ADMIN, lambda work, its, by: edit_project(work, its.project.id, ProjectChange(), by=by)),
    "make it the default": (Role.ADMIN, lambda work, its, by: set_default_project(work, its.project.id, by=by)),
    "delete the project": (Role.ADMIN, lambda work, its, by: delete_project(work, its.project.id, by=by)),
    "invite": (
        Role.ADMIN,
        lambda work, its, by: set_project_member(work, its.project.id, "mallory", Role.GUEST, by=by),
    ),
}


@pytest.fixture
def things(work: Work, project: Project, alice: Actor) -> Things:
    issue, related, unrelated = (new_issue(work, project, by=alice) for _ in range(3))
    relate_issues(work, issue.id, related.uuid, RelationKind.RELATED, by=alice)
    return Things(
        project=project,
        issue=issue,
        related=related,
        unrelated=unrelated,
        label=new_label(work, project),
        comment=add_comment(work, issue.id, "Seen", by=alice),
        loose=new_file(work, project, by=alice),
        attached=new_file(work, project, by=alice, issue=issue),
    )


@pytest.fixture
def everybody(mallory: Actor, gus: Actor, mary: Actor, adam: Actor, alice: Actor) -> dict[Role, Actor]:
    return dict(zip(Role, (mallory, gus, mary, adam, alice), strict=True))


@pytest.mark.parametrize(("least", "wish"), WISHES.values(), ids=WISHES)
def test_a_wish_takes_its_role(
    session: WritingSession, work: Work, things: Things, everybody: dict[Role, Actor], least: Role, wish: Wish
) -> None:
    granted = [role for role, actor in everybody.items() if is_granted(session, work, things, actor, wish)]

    assert granted == [role for role in Role if role >= least]


@pytest.mark.parametrize(("least", "wish"), WISHES.values(), ids=WISHES)
def test_no_wish_is_granted_to_a_token_that_only_reads(
    session: WritingSession, work: Work, things: Things, alice: Actor, least: Role, wish: Wish
) -> None:
    reading = Actor(id=alice.id, workspace=alice.workspace, scope=Scope.READ)

    assert least > Role.NONE
    assert not is_granted(session, work, things, reading, wish)


def is_granted(session: WritingSession, work: Work, things: Things, actor: Actor, wish: Wish) -> bool:
    """Try, and take back what it did."""
    session.save_point()
    try:
        wish(work, things, actor)
    except Forbidden:
        return False
    else:
        return True
    finally:
        session.undo_to_save_point()
        work.directory.forget()
