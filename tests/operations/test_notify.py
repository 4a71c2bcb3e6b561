"""Notification objects: made, changed, deleted, and their secrets kept out of the log."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.operations.support.history import history
from tests.operations.support.town import new_member, new_workspace
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import NotifyObjectCreated, NotifyObjectDeleted, NotifyObjectEdited
from unknot.domain.issue import FieldChange
from unknot.domain.notify import NotifyChange, NotifyDraft, NotifyKind, NotifyObject
from unknot.domain.people import Workspace
from unknot.operations.notify import create_notify_object, delete_notify_object, edit_notify_object
from unknot.store import notify
from unknot.store.page import Page
from unknot.store.work import Work

OPTIONS = {"webhook": "https://example.org/hook", "secret": "s3cret", "nested": {"any": [1, "é"]}}
DRAFT = NotifyDraft(
    kind=NotifyKind.FEISHU_ROBOT, name="Ops", options=OPTIONS, permissions=("wsAdmin",), has_permissions=True
)


@pytest.fixture
def robot(work: Work, acme: Workspace, adam: Actor) -> NotifyObject:
    """Made by adam the day before."""
    return create_notify_object(work.at(BEFORE), acme.id, DRAFT, by=adam)


def test_one_is_kept_as_given(work: Work, acme: Workspace, adam: Actor) -> None:
    made = create_notify_object(work, acme.id, DRAFT, by=adam)

    assert (made.kind, made.name, made.options) == (DRAFT.kind, "Ops", OPTIONS)
    assert (made.permissions, made.has_permissions) == (("wsAdmin",), True)
    assert (made.created_by, made.created_at, made.updated_by, made.updated_at) == (adam.id, NOON, adam.id, NOON)
    assert listed(work, acme) == [made]
    assert work.events == [NotifyObjectCreated(notify=made.id, name="Ops")]


def test_the_operator_is_nobody(work: Work, acme: Workspace) -> None:
    made = create_notify_object(work, acme.id, DRAFT, by=OPERATOR)

    assert (made.created_by, made.updated_by, history(work)[-1].by) == (None, None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", NotifyKind.SMS),
        ("name", "Dev"),
        ("permissions", ()),
        ("has_permissions", False),
    ],
)
def test_a_change_says_what_is_different(
    work: Work, acme: Workspace, alice: Actor, robot: NotifyObject, field: str, value: Any
) -> None:
    changed = edit_notify_object(work, acme.id, robot.uuid, NotifyChange(**{field: value}), by=alice)

    assert changed == replace(robot, **{field: value}, updated_by=alice.id, updated_at=NOON)
    assert listed(work, acme) == [changed]
    changes = {field: FieldChange(getattr(robot, field), value)}
    assert work.events == [NotifyObjectEdited(notify=robot.id, changes=changes)]


def test_a_change_of_secrets_is_told_without_them(
    work: Work, acme: Workspace, adam: Actor, robot: NotifyObject
) -> None:
    change = NotifyChange(options={"secret": "n3w", "to": ["ann@example.org"]})

    changed = edit_notify_object(work, acme.id, robot.uuid, change, by=adam)

    assert changed.options == change.options
    before, after = dict.fromkeys(OPTIONS, "***"), {"secret": "***", "to": ["ann@example.org"]}
    told = NotifyObjectEdited(notify=robot.id, changes={"options": FieldChange(before, after)})
    assert work.events == [told]
    log = msgspec.json.encode(history(work)).decode()
    assert not any(secret in log for secret in ("s3cret", "n3w", "example.org/hook"))


def test_a_deleted_one_is_gone(work: Work, acme: Workspace, adam: Actor, robot: NotifyObject) -> None:
    delete_notify_object(work, acme.id, robot.uuid, by=adam)

    assert listed(work, acme) == []
    assert work.events == [NotifyObjectDeleted(notify=robot.id, name="Ops")]
    with pytest.raises(NotFound, match="This notification object does not exist in acme, or was deleted"):
        delete_notify_object(work, acme.id, robot.uuid, by=adam)
    with pytest.raises(NotFound):
        edit_notify_object(work, acme.id, robot.uuid, NotifyChange(), by=adam)


def test_one_is_found_only_in_its_own_workspace(work: Work, robot: NotifyObject) -> None:
    rival = new_workspace(work, "rival")
    bob = new_member(work, rival, "bob", Role.OWNER)

    with pytest.raises(NotFound, match="rival"):
        delete_notify_object(work, rival.id, robot.uuid, by=bob)
    with pytest.raises(Forbidden):
        delete_notify_object(work, robot.workspace, robot.uuid, by=bob)


@pytest.mark.parametrize("name", ["", " ", "x" * 257])
def test_one_has_a_name(work: Work, acme: Workspace, adam: Actor, robot: NotifyObject, name: str) -> None:
    with pytest.raises(Invalid, match=r"^name must"):
        create_notify_object(work, acme.id, replace(DRAFT, name=name), by=adam)
    with pytest.raises(Invalid, match=r"^name must"):
        edit_notify_object(work, acme.id, robot.uuid, NotifyChange(name=name), by=adam)

    assert (listed(work, acme), work.events) == ([robot], [])


def test_admins_make_them(work: Work, acme: Workspace, adam: Actor, mary: Actor, robot: NotifyObject) -> None:
    for actor in (mary, replace(adam, scope=Scope.READ)):
        for change in (
            lambda by: create_notify_object(work, acme.id, DRAFT, by=by),
            lambda by: edit_notify_object(work, acme.id, robot.uuid, NotifyChange(), by=by),
            lambda by: delete_notify_object(work, acme.id, robot.uuid, by=by),
        ):
            with pytest.raises(Forbidden, match="the role admin"):
                change(actor)

    assert work.events == []


def listed(work: Work, workspace: Workspace) -> list[NotifyObject]:
    return list(notify.in_workspace(work.db, workspace.id, Page(0, 100)).items)
