"""Make, change and delete the teams of a workspace."""

from msgspec.structs import replace

from unknot.domain.access import Actor, Role
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.events import TeamCreated, TeamDeleted, TeamEdited
from unknot.domain.ids import TeamId, UserId, WorkspaceId
from unknot.domain.issue import differences
from unknot.domain.sentence import says
from unknot.domain.team import Team, TeamDraft
from unknot.domain.text import refuse_if
from unknot.operations import finding, stamps
from unknot.store import members, teams
from unknot.store.work import Work


def create_team(work: Work, workspace: WorkspaceId, draft: TeamDraft, *, by: Actor) -> Team:
    """Put people of a workspace under one name."""
    finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    refuse_if(draft.problems(work.limits))
    team = Team(
        id=TeamId(0),
        uuid=work.new_uuid(),
        workspace=workspace,
        name=draft.name,
        members=_members(work, workspace, draft),
        **stamps.made(work, by),
    )
    team = replace(team, id=teams.add(work.db, team))
    work.record(TeamCreated(team=team.id, name=team.name), by=by, workspace=workspace)
    return team


def edit_team(work: Work, workspace: WorkspaceId, uuid: str, draft: TeamDraft, *, by: Actor) -> Team:
    """Give a team the name and the members of the draft, in the place of those it has."""
    old = _managed(work, workspace, uuid, by)
    refuse_if(draft.problems(work.limits))
    new = replace(
        old,
        name=draft.name,
        members=_members(work, workspace, draft),
        **stamps.changed(work, by),
    )
    teams.save(work.db, new)
    changes = differences(old, new, TeamDraft.__struct_fields__)
    work.record(TeamEdited(team=new.id, changes=changes), by=by, workspace=workspace)
    return new


def delete_team(work: Work, workspace: WorkspaceId, uuid: str, *, by: Actor) -> None:
    team = _managed(work, workspace, uuid, by)
    teams.trash(work.db, team.id, at=work.now())
    work.record(TeamDeleted(team=team.id, name=team.name), by=by, workspace=workspace)


def _managed(work: Work, workspace: WorkspaceId, uuid: str, by: Actor) -> Team:
    home = finding.workspace_for(work, workspace, Role.ADMIN, by=by)
    team = teams.by_uuid(work.db, workspace, uuid)
    if team is None:
        raise NotFound("team", says("This team does not exist in %(workspace)s, or was deleted", workspace=home.alias))
    return team


def _members(work: Work, workspace: WorkspaceId, draft: TeamDraft) -> tuple[UserId, ...]:
    """Everybody whom the draft names, each once, in the order in which teams keep them."""
    found = {_member(work, workspace, uuid) for uuid in draft.members}
    if None in found:
        raise Invalid.field("members", says("must name members of the workspace, and names somebody else"))
    return tuple(sorted(user for user in found if user is not None))


def _member(work: Work, workspace: WorkspaceId, uuid: str) -> UserId | None:
    user = work.directory.user_by_uuid(uuid)
    is_member = user is not None and members.role_in_workspace(work.db, user.id, workspace)
    return user.id if user is not None and is_member else None
