"""Levels: made, changed, deleted, switched off; and what becomes of the issues that have them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from tests.operations.support.town import new_issue, new_member, new_workspace
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.change_record import ChangeRecord
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import IssueCreated, IssueEdited, LevelCreated, LevelDeleted, LevelEdited, SystemLevelsSet
from unknot.domain.ids import UserId
from unknot.domain.issue import FieldChange, Issue
from unknot.domain.level import MOST_CUSTOM, NO_LEVEL, SYSTEM_LEVELS, Level, LevelChange, LevelDraft
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.operations.issues import delete_issue
from unknot.operations.levels import create_level, delete_levels, edit_level, set_system_levels_disabled
from unknot.operations.trash import restore_issue
from unknot.store import events, issues, levels, timeline
from unknot.store.page import Page
from unknot.store.work import Work

DRAFT = LevelDraft(name="Chatter", color="#12AB9F", description="Can wait", extend={"icon": "zzz"})


@pytest.fixture
def chatter(work: Work, acme: Workspace) -> Level:
    """A level of acme's own, made the day before."""
    return create_level(work.at(BEFORE), acme.id, DRAFT, by=OPERATOR)


# --- made


def test_a_level_is_made(work: Work, acme: Workspace, adam: Actor) -> None:
    level = create_level(work, acme.id, DRAFT, by=adam)

    assert (level.name, level.color, level.description, level.extend) == (
        "Chatter",
        "#12AB9F",
        "Can wait",
        {"icon": "zzz"},
    )
    assert (level.created_by, level.created_at, level.updated_by, level.updated_at) == (adam.id, NOON, adam.id, NOON)
    assert levels.of_workspace(work.db, acme.id) == [level]
    assert work.events == [LevelCreated(level=level.id, name="Chatter")]


def test_what_the_operator_makes_is_nobodys(chatter: Level) -> None:
    assert (chatter.created_by, chatter.updated_by) == (None, None)


def test_a_workspace_makes_ten_levels_at_most(work: Work, acme: Workspace, adam: Actor) -> None:
    made = [create_level(work, acme.id, replace(DRAFT, name=f"L{number}"), by=adam) for number in range(MOST_CUSTOM)]

    with pytest.raises(Conflict, match="acme has 10 levels of its own, which is the most"):
        create_level(work, acme.id, DRAFT, by=adam)

    delete_levels(work, acme.id, [made[0].uuid], by=adam)
    assert create_level(work, acme.id, DRAFT, by=adam).name == "Chatter"


@pytest.mark.parametrize("name", ["Chatter", "CHATTER"])
def test_a_name_is_unique_in_its_workspace(work: Work, acme: Workspace, adam: Actor, chatter: Level, name: str) -> None:
    rival = new_workspace(work, "rival")

    with pytest.raises(Invalid, match='name must be new in acme, which already has the level "Chatter"'):
        create_level(work, acme.id, replace(DRAFT, name=name), by=adam)
    assert create_level(work, rival.id, replace(DRAFT, name=name), by=OPERATOR).id != chatter.id


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"name": ""}, "name"), ({"name": "x" * 257}, "name"), ({"color": "red"}, "color"), ({"color": ""}, "color")],
)
def test_a_level_is_sound(
    work: Work, acme: Workspace, adam: Actor, chatter: Level, values: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        create_level(work, acme.id, replace(DRAFT, **values), by=adam)
    with pytest.raises(Invalid, match=f"^{wrong} must"):
        edit_level(work, acme.id, chatter.uuid, LevelChange(**values), by=adam)

    assert (levels.of_workspace(work.db, acme.id), work.events) == ([chatter], [])


# --- changed


def test_a_change_keeps_what_is_not_given_and_records_what_is_different(
    work: Work, acme: Workspace, adam: Actor, chatter: Level
) -> None:
    edited = edit_level(work, acme.id, chatter.uuid, LevelChange(name="Chatter", color="#000", extend={}), by=adam)

    assert edited == replace(chatter, color="#000", extend={}, updated_by=adam.id, updated_at=NOON)
    assert work.directory.level(chatter.uuid) == edited
    changes = {"color": FieldChange("#12AB9F", "#000"), "extend": FieldChange({"icon": "zzz"}, {})}
    assert work.events == [LevelEdited(level=chatter.id, changes=changes)]


def test_a_level_may_change_the_case_of_its_name(work: Work, acme: Workspace, adam: Actor, chatter: Level) -> None:
    assert edit_level(work, acme.id, chatter.uuid, LevelChange(name="CHATTER"), by=adam).name == "CHATTER"


def test_a_level_may_not_take_the_name_of_another(work: Work, acme: Workspace, adam: Actor, chatter: Level) -> None:
    create_level(work, acme.id, replace(DRAFT, name="Срочно"), by=adam)

    with pytest.raises(Invalid, match='which already has the level "Срочно"'):
        edit_level(work, acme.id, chatter.uuid, LevelChange(name="СРОЧНО"), by=adam)


@pytest.mark.parametrize("key", SYSTEM_LEVELS)
def test_system_levels_are_the_same_everywhere(work: Work, acme: Workspace, adam: Actor, key: str) -> None:
    with pytest.raises(Invalid, match=f"^level must .* {SYSTEM_LEVELS[key].name} is the same everywhere"):
        edit_level(work, acme.id, key, LevelChange(name="Mine"), by=adam)
    with pytest.raises(Invalid, match=f"^uuids must .* {SYSTEM_LEVELS[key].name} is the same everywhere"):
        delete_levels(work, acme.id, [key], by=adam)


# --- deleted


def test_a_deleted_level_is_gone_and_its_name_is_free(work: Work, acme: Workspace, adam: Actor, chatter: Level) -> None:
    delete_levels(work, acme.id, [chatter.uuid, chatter.uuid], by=adam)

    assert (levels.of_workspace(work.db, acme.id), work.directory.level(chatter.uuid)) == ([], None)
    assert work.events == [LevelDeleted(level=chatter.id, name="Chatter")]
    with pytest.raises(NotFound, match=f"No level {chatter.uuid} in acme"):
        edit_level(work, acme.id, chatter.uuid, LevelChange(), by=adam)
    assert create_level(work, acme.id, DRAFT, by=adam).id != chatter.id


def test_deleting_leaves_issues_without_the_level(
    work: Work, acme: Workspace, project: Project, adam: Actor, chatter: Level
) -> None:
    quiet, loud = (
        new_issue(work, project, by=adam, level=chatter.uuid),
        new_issue(work, project, by=adam, level="system_level_0"),
    )

    delete_levels(work, acme.id, [chatter.uuid], by=adam)

    assert (level_of(work, quiet), level_of(work, loud)) == (NO_LEVEL, "system_level_0")


@pytest.mark.usefixtures("chatter")
def test_the_history_of_each_issue_tells_that_its_level_went(
    work: Work, acme: Workspace, project: Project, adam: Actor, chatter: Level
) -> None:
    gone, off, untouched, trashed = (
        new_issue(work.at(BEFORE), project, by=adam, level=level)
        for level in (chatter.uuid, "system_level_2", NO_LEVEL, chatter.uuid)
    )
    create_level(work, acme.id, replace(DRAFT, name="Other"), by=adam)
    delete_issue(work.at(BEFORE), trashed.id, by=adam)

    delete_levels(work, acme.id, [chatter.uuid], by=adam)
    set_system_levels_disabled(work, acme.id, disabled=True, by=OPERATOR)

    assert level_record(work, gone) == (NOON, adam.id, FieldChange(chatter.uuid, NO_LEVEL))
    assert level_record(work, trashed) == (NOON, adam.id, FieldChange(chatter.uuid, NO_LEVEL))
    assert level_record(work, off) == (NOON, None, FieldChange("system_level_2", NO_LEVEL))
    assert [type(one.event) for one in events.of_issue(work.db, untouched.id)] == [IssueCreated]
    newest = timeline.of_issue(work.db, gone.id, Page(0, 1), newest_first=True).items[0]
    assert isinstance(newest, ChangeRecord)
    assert (newest.field, newest.before, newest.after) == ("level", chatter.uuid, NO_LEVEL)


def test_what_comes_back_from_the_trash_has_no_level_that_is_gone(
    work: Work, acme: Workspace, project: Project, adam: Actor, chatter: Level
) -> None:
    issue = new_issue(work, project, by=adam, level=chatter.uuid)
    delete_issue(work, issue.id, by=adam)

    delete_levels(work, acme.id, [chatter.uuid], by=adam)

    assert restore_issue(work, project.id, issue.number, by=adam).level == NO_LEVEL


def test_what_is_not_there_may_be_deleted(work: Work, acme: Workspace, adam: Actor, chatter: Level) -> None:
    rival = new_workspace(work, "rival")
    theirs = create_level(work.at(BEFORE), rival.id, DRAFT, by=OPERATOR)
    work.events.clear()

    delete_levels(work, acme.id, [], by=adam)
    delete_levels(work, acme.id, [theirs.uuid, "018f0000-0000-7000-8000-000000000000", "?"], by=adam)

    assert work.events == []
    assert levels.of_workspace(work.db, rival.id) == [theirs]
    assert levels.of_workspace(work.db, acme.id) == [chatter]


def test_a_level_of_another_workspace_is_not_found(work: Work, adam: Actor, acme: Workspace) -> None:
    theirs = create_level(work, new_workspace(work, "rival").id, DRAFT, by=OPERATOR)

    with pytest.raises(NotFound, match=f"No level {theirs.uuid} in acme"):
        edit_level(work, acme.id, theirs.uuid, LevelChange(name="Mine"), by=adam)


# --- switched off


@pytest.mark.usefixtures("chatter")
def test_switching_system_levels_off_takes_them_from_the_issues_of_the_workspace(
    work: Work, acme: Workspace, project: Project, adam: Actor, chatter: Level
) -> None:
    urgent = [new_issue(work, project, by=adam, level=key) for key in SYSTEM_LEVELS]
    own = new_issue(work, project, by=adam, level=chatter.uuid)
    work.events.clear()

    set_system_levels_disabled(work, acme.id, disabled=True, by=adam)

    assert [level_of(work, issue) for issue in (*urgent, own)] == [NO_LEVEL] * 4 + [chatter.uuid]
    assert work.directory.are_system_levels_disabled(acme.id)
    assert work.events == [SystemLevelsSet(are_disabled=True)]


@pytest.mark.usefixtures("chatter")
def test_switching_them_on_again_brings_no_level_back(
    work: Work, acme: Workspace, project: Project, adam: Actor
) -> None:
    issue = new_issue(work, project, by=adam, level="system_level_1")
    set_system_levels_disabled(work, acme.id, disabled=True, by=adam)

    set_system_levels_disabled(work, acme.id, disabled=False, by=adam)

    assert not work.directory.are_system_levels_disabled(acme.id)
    assert level_of(work, issue) == NO_LEVEL


@pytest.mark.usefixtures("chatter")
def test_other_workspaces_keep_their_levels(work: Work, acme: Workspace, adam: Actor) -> None:
    rival = new_workspace(work, "rival")

    set_system_levels_disabled(work, acme.id, disabled=True, by=adam)

    assert not work.directory.are_system_levels_disabled(rival.id)


def test_system_levels_stay_while_there_is_nothing_in_their_place(work: Work, acme: Workspace, adam: Actor) -> None:
    with pytest.raises(Conflict, match="acme has no levels of its own to put in their place"):
        set_system_levels_disabled(work, acme.id, disabled=True, by=adam)


@pytest.mark.usefixtures("chatter")
def test_switching_twice_tells_nobody_a_second_time(work: Work, acme: Workspace, adam: Actor) -> None:
    for _ in range(2):
        set_system_levels_disabled(work, acme.id, disabled=True, by=adam)

    assert work.events == [SystemLevelsSet(are_disabled=True)]


# --- who may

WISHES: dict[str, Callable[[Work, Level, Actor], Any]] = {
    "create": lambda work, level, by: create_level(work, level.workspace, replace(DRAFT, name="New"), by=by),
    "edit": lambda work, level, by: edit_level(work, level.workspace, level.uuid, LevelChange(), by=by),
    "delete": lambda work, level, by: delete_levels(work, level.workspace, [level.uuid], by=by),
    "switch": lambda work, level, by: set_system_levels_disabled(work, level.workspace, disabled=True, by=by),
}


@pytest.mark.parametrize("wish", WISHES)
def test_levels_are_the_admins(work: Work, acme: Workspace, chatter: Level, wish: str) -> None:
    mary, gus, nobody = (new_member(work, acme, role.word, role) for role in (Role.MEMBER, Role.GUEST, Role.NONE))
    adam = new_member(work, acme, "adam", Role.ADMIN)

    for asker in (mary, gus, nobody, replace(adam, scope=Scope.READ)):
        with pytest.raises(Forbidden, match="the role admin in the workspace acme"):
            WISHES[wish](work, chatter, asker)
    WISHES[wish](work, chatter, adam)


def level_of(work: Work, issue: Issue) -> str:
    found = issues.by_id(work.db, issue.id)
    assert found is not None
    return found.level


def level_record(work: Work, issue: Issue) -> tuple[datetime, UserId | None, FieldChange]:
    """When, by whom and how the level went, which must be the last thing that happened to the issue."""
    last = events.of_issue(work.db, issue.id)[-1]
    assert isinstance(last.event, IssueEdited)
    return last.at, last.by, last.event.changes["level"]
