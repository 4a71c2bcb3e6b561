"""Teams of a workspace. Whoever leaves the workspace is in no team of it, and is again after coming back."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from unknot.domain.ids import TeamId, UserId, WorkspaceId
from unknot.domain.team import Team
from unknot.domain.text import fold
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = "id, uuid, workspace_id, name, created_by, created_at, updated_by, updated_at"
BY_UUID = statement(
    f"SELECT {COLUMNS} FROM teams WHERE uuid = :uuid AND workspace_id = :workspace AND trashed_at IS NULL"
)
OF_WORKSPACE = statement(
    f"SELECT {COLUMNS} FROM teams WHERE workspace_id = :workspace AND trashed_at IS NULL ORDER BY id"
)
MEMBERS = statement(
    """
    SELECT tm.user_id FROM team_members tm
    JOIN teams t ON t.id = tm.team_id
    JOIN members m ON m.workspace_id = t.workspace_id AND m.user_id = tm.user_id
    WHERE tm.team_id = :team ORDER BY tm.user_id
    """
)
MEMBERS_IN_WORKSPACE = statement(
    """
    SELECT tm.team_id, tm.user_id FROM teams t
    JOIN team_members tm ON tm.team_id = t.id
    JOIN members m ON m.workspace_id = t.workspace_id AND m.user_id = tm.user_id
    WHERE t.workspace_id = :workspace AND t.trashed_at IS NULL ORDER BY tm.team_id, tm.user_id
    """
)
ADD = statement(
    """
    INSERT INTO teams (uuid, workspace_id, name, created_by, created_at, updated_by, updated_at)
    VALUES (:uuid, :workspace, :name, :created_by, :created_at, :updated_by, :updated_at) RETURNING id
    """
)
SAVE = statement("UPDATE teams SET name = :name, updated_by = :updated_by, updated_at = :updated_at WHERE id = :team")
TRASH = statement("UPDATE teams SET trashed_at = :at WHERE id = :team")
ADD_MEMBER = statement("INSERT INTO team_members (team_id, user_id) VALUES (:team, :user)")
CLEAR_MEMBERS = statement("DELETE FROM team_members WHERE team_id = :team")


def to_team(row: Row, members: Iterable[UserId]) -> Team:
    return Team(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        name=row[3],
        members=tuple(members),
        created_by=row[4],
        created_at=to_time(row[5]),
        updated_by=row[6],
        updated_at=to_time(row[7]),
    )


def by_uuid(db: Session, workspace: WorkspaceId, uuid: str) -> Team | None:
    row = db.row(BY_UUID, workspace=workspace, uuid=uuid)
    return None if row is None else to_team(row, (member[0] for member in db.rows(MEMBERS, team=row[0])))


def of_workspace(db: Session, workspace: WorkspaceId, *, search: str = "") -> list[Team]:
    """The teams whose name holds the text, oldest first."""
    pairs = db.rows(MEMBERS_IN_WORKSPACE, workspace=workspace)
    members = {team: [user for _, user in rows] for team, rows in groupby(pairs, itemgetter(0))}
    teams = [to_team(row, members.get(row[0], ())) for row in db.rows(OF_WORKSPACE, workspace=workspace)]
    return [team for team in teams if fold(search) in fold(team.name)]


def add(db: Session, team: Team) -> TeamId:
    """Store a new team with its members; the id that it got."""
    made = TeamId(
        db.value(
            ADD,
            uuid=team.uuid,
            workspace=team.workspace,
            created_by=team.created_by,
            created_at=to_micros(team.created_at),
            **_columns(team),
        )
    )
    _add_members(db, made, team.members)
    return made


def save(db: Session, team: Team) -> None:
    db.run(SAVE, team=team.id, **_columns(team))
    db.run(CLEAR_MEMBERS, team=team.id)
    _add_members(db, team.id, team.members)


def trash(db: Session, team: TeamId, *, at: datetime) -> None:
    db.run(TRASH, team=team, at=to_micros(at))


def _add_members(db: Session, team: TeamId, members: Iterable[UserId]) -> None:
    db.run_many(ADD_MEMBER, [{"team": team, "user": user} for user in members])


def _columns(team: Team) -> dict[str, object]:
    return {"name": team.name, "updated_by": team.updated_by, "updated_at": to_micros(team.updated_at)}
