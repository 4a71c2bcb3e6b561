"""Teams: people of a workspace under one name."""

import pytest
from msgspec.structs import replace

from tests.operations.support.history import history
from tests.operations.support.town import new_member, new_workspace, uuid_of
from tests.store.support.moments import BEFORE, NOON
from unknot.domain.access import OPERATOR, Actor, Role, Scope
from unknot.domain.errors import Forbidden, Invalid, NotFound
from unknot.domain.events import TeamCreated, TeamDeleted, TeamEdited
from unknot.domain.issue import FieldChange
from unknot.domain.people import Workspace
from unknot.domain.team import Team, TeamDraft
from unknot.operations.people import set_member
from unknot.operations.teams import create_team, delete_team, edit_team
from unknot.store import teams
from unknot.store.work import Work


@pytest.fixture
def team(work: Work, acme: Workspace, adam: Actor, mary: Actor) -> Team:
    """Of mary, made by adam the day before."""
    return create_team(work.at(BEFORE), acme.id, draft_of(work, mary), by=adam)


def test_a_team_is_made_of_members(work: Work, acme: Workspace, adam: Actor, mary: Actor, gus: Actor) -> None:
    made = create_team(work, acme.id, draft_of(work, gus, mary, gus), by=adam)

    assert (made.name, made.members) == ("Ops", tuple(sorted((mary.id, gus.id))))
    assert (made.created_by, made.created_at, made.updated_by, made.updated_at) == (adam.id, NOON, adam.id, NOON)
    assert teams.of_workspace(work.db, acme.id) == [made]
    assert work.events == [TeamCreated(team=made.id, name="Ops")]


def test_the_operator_is_nobody(work: Work, acme: Workspace) -> None:
    made = create_team(work, acme.id, TeamDraft(name="Ops"), by=OPERATOR)

    assert (made.created_by, made.updated_by, history(work)[-1].by) == (None, None, None)


def test_a_change_says_what_is_different(
    work: Work, acme: Workspace, alice: Actor, gus: Actor, mary: Actor, team: Team
) -> None:
    both = tuple(sorted((gus.id, mary.id)))

    changed = edit_team(work, acme.id, team.uuid, draft_of(work, gus, mary, name="Dev"), by=alice)

    assert changed == replace(team, name="Dev", members=both, updated_by=alice.id, updated_at=NOON)
    assert teams.by_uuid(work.db, acme.id, team.uuid) == changed
    changes = {"name": FieldChange("Ops", "Dev"), "members": FieldChange((mary.id,), both)}
    assert work.events == [TeamEdited(team=team.id, changes=changes)]


def test_saving_what_is_there_changes_nothing(
    work: Work, acme: Workspace, adam: Actor, mary: Actor, team: Team
) -> None:
    edit_team(work, acme.id, team.uuid, draft_of(work, mary), by=adam)

    assert work.events == [TeamEdited(team=team.id, changes={})]


def test_a_deleted_team_is_gone(work: Work, acme: Workspace, adam: Actor, team: Team) -> None:
    delete_team(work, acme.id, team.uuid, by=adam)

    assert teams.of_workspace(work.db, acme.id) == []
    assert work.events == [TeamDeleted(team=team.id, name="Ops")]
    with pytest.raises(NotFound, match="This team does not exist in acme, or was deleted"):
        delete_team(work, acme.id, team.uuid, by=adam)
    with pytest.raises(NotFound):
        edit_team(work, acme.id, team.uuid, TeamDraft(name="x"), by=adam)


def test_a_team_is_found_only_in_its_own_workspace(work: Work, team: Team) -> None:
    rival = new_workspace(work, "rival")
    bob = new_member(work, rival, "bob", Role.OWNER)

    with pytest.raises(NotFound, match="rival"):
        delete_team(work, rival.id, team.uuid, by=bob)
    with pytest.raises(Forbidden):
        delete_team(work, team.workspace, team.uuid, by=bob)


def test_nobody_else_can_be_in_it(work: Work, acme: Workspace, adam: Actor, mallory: Actor, team: Team) -> None:
    for draft in (draft_of(work, mallory), TeamDraft(name="Ops", members=("no-such-uuid",))):
        with pytest.raises(Invalid, match="members must name members of the workspace"):
            create_team(work, acme.id, draft, by=adam)
        with pytest.raises(Invalid, match="members must name members of the workspace"):
            edit_team(work, acme.id, team.uuid, draft, by=adam)

    assert (teams.of_workspace(work.db, acme.id), work.events) == ([team], [])


@pytest.mark.parametrize("name", ["", " ", "x" * 257])
def test_a_team_has_a_name(work: Work, acme: Workspace, adam: Actor, team: Team, name: str) -> None:
    with pytest.raises(Invalid, match=r"^name must"):
        create_team(work, acme.id, TeamDraft(name=name), by=adam)
    with pytest.raises(Invalid, match=r"^name must"):
        edit_team(work, acme.id, team.uuid, TeamDraft(name=name), by=adam)


def test_admins_make_teams(work: Work, acme: Workspace, adam: Actor, mary: Actor, team: Team) -> None:
    for actor in (mary, replace(adam, scope=Scope.READ)):
        for change in (
            lambda by: create_team(work, acme.id, TeamDraft(name="x"), by=by),
            lambda by: edit_team(work, acme.id, team.uuid, TeamDraft(name="x"), by=by),
            lambda by: delete_team(work, acme.id, team.uuid, by=by),
        ):
            with pytest.raises(Forbidden, match="the role admin"):
                change(actor)

    assert work.events == []


def test_who_leaves_the_workspace_is_in_no_team_until_they_are_back(
    work: Work, acme: Workspace, mary: Actor, team: Team
) -> None:
    def members() -> list[tuple[int, ...]]:
        found = teams.by_uuid(work.db, acme.id, team.uuid)
        return [one.members for one in (found, *teams.of_workspace(work.db, acme.id)) if one is not None]

    set_member(work, acme.id, "mary", Role.NONE, by=OPERATOR)
    assert members() == [(), ()]

    set_member(work, acme.id, "mary", Role.GUEST, by=OPERATOR)
    assert members() == [(mary.id,), (mary.id,)]


def draft_of(work: Work, *members: Actor, name: str = "Ops") -> TeamDraft:
    return TeamDraft(name=name, members=tuple(uuid_of(work, member) for member in members))
