"""Views that people keep. A deleted one keeps its row, so that it can be brought back."""

from datetime import datetime
from typing import Final

from unknot.domain.access import Actor, Role
from unknot.domain.ids import ProjectId, UserId, ViewId, WorkspaceId
from unknot.domain.preferences import Density
from unknot.domain.view import Column, Layout, View
from unknot.store.directory import Directory
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

STEP: Final = 1 << 20  # between two views, so that others fit in
COLUMNS: Final = """
    id, uuid, workspace_id, project_id, owner_id, name, query, layout, columns, density, is_shared, position,
    created_at, updated_at
"""
READABLE = statement(
    f"""
    SELECT {COLUMNS} FROM views
    WHERE workspace_id = :workspace AND trashed_at IS NULL AND (owner_id = :reader OR is_shared)
    ORDER BY position, id
    """
)
BY_ID = statement(f"SELECT {COLUMNS}, trashed_at FROM views WHERE id = :view")
OWNED = statement(
    "SELECT COUNT(*) FROM views WHERE workspace_id = :workspace AND owner_id = :owner AND trashed_at IS NULL"
)
LAST = statement("SELECT MAX(position) FROM views WHERE workspace_id = :workspace AND trashed_at IS NULL")
IN_ORDER = statement(
    "SELECT id FROM views WHERE workspace_id = :workspace AND trashed_at IS NULL ORDER BY position, id"
)
PUT = statement("UPDATE views SET position = :position WHERE id = :view")
ADD = statement(
    """
    INSERT INTO views (uuid, workspace_id, project_id, owner_id, name, query, layout, columns, density, is_shared,
                       position, created_at, updated_at)
    VALUES (:uuid, :workspace, :project, :owner, :name, :query, :layout, :columns, :density, :is_shared,
            :position, :created_at, :updated_at)
    RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE views SET name = :name, query = :query, layout = :layout, columns = :columns, density = :density,
                     is_shared = :is_shared, position = :position, updated_at = :updated_at
    WHERE id = :view
    """
)
TRASH = statement("UPDATE views SET trashed_at = :at WHERE id = :view")


def to_view(row: Row) -> View:
    return View(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        project=row[3],
        owner=row[4],
        name=row[5],
        query=row[6],
        layout=Layout(row[7]),
        columns=tuple(map(Column, row[8].split())),
        density=Density(row[9]) if row[9] else None,
        is_shared=bool(row[10]),
        position=row[11],
        created_at=to_time(row[12]),
        updated_at=to_time(row[13]),
    )


def of_reader(db: Session, directory: Directory, workspace: WorkspaceId, *, reader: Actor) -> list[View]:
    """The views that somebody may open, their own and shared ones, from left to right."""
    projects: set[ProjectId | None] = {one.id for one in directory.readable_projects(reader, workspace)}
    if directory.workspace_role(reader, workspace) >= Role.GUEST:
        projects.add(None)  # those of the whole workspace
    found = map(to_view, db.rows(READABLE, workspace=workspace, reader=reader.id))
    return [view for view in found if view.project in projects]


def deleted(db: Session, view: ViewId) -> View | None:
    """A view that was deleted. Who asks for a reader must still find out whether it was theirs."""
    row = db.row(BY_ID, view=view)
    return None if row is None or row[-1] is None else to_view(row)


def count_owned(db: Session, workspace: WorkspaceId, owner: UserId) -> int:
    found: int = db.value(OWNED, workspace=workspace, owner=owner)
    return found


def position_at_end(db: Session, workspace: WorkspaceId) -> int:
    """Behind every view of a workspace."""
    return (db.value(LAST, workspace=workspace) or 0) + STEP


def spread(db: Session, workspace: WorkspaceId) -> None:
    """Make room between all views of a workspace. Their order stays."""
    rows = db.rows(IN_ORDER, workspace=workspace)
    db.run_many(PUT, [{"view": row[0], "position": at * STEP} for at, row in enumerate(rows, 1)])


def add(db: Session, view: View) -> ViewId:
    """Store a new view; the id that it got."""
    return ViewId(
        db.value(
            ADD,
            uuid=view.uuid,
            workspace=view.workspace,
            project=view.project,
            owner=view.owner,
            created_at=to_micros(view.created_at),
            **_columns(view),
        )
    )


def save(db: Session, view: View) -> None:
    db.run(SAVE, view=view.id, **_columns(view))


def trash(db: Session, view: ViewId, *, at: datetime | None) -> None:
    """Put a view into the trash, or take it out."""
    db.run(TRASH, view=view, at=None if at is None else to_micros(at))


def _columns(view: View) -> dict[str, object]:
    return {
        "name": view.name,
        "query": view.query,
        "layout": view.layout.value,
        "columns": " ".join(column.value for column in view.columns),
        "density": view.density.value if view.density else "",
        "is_shared": view.is_shared,
        "position": view.position,
        "updated_at": to_micros(view.updated_at),
    }
