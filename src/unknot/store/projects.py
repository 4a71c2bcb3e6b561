"""Projects: found by address, listed for a reader."""

from typing import Final

import msgspec

from unknot.domain.access import Actor
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.domain.text import fold
from unknot.store.page import Page, Slice, contains_pattern
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

SELECT = """
    SELECT p.id, p.uuid, p.workspace_id, w.alias, p.alias, p.key, p.title, p.description, p.language, p.is_private,
           p.wip_limits, p.created_at
    FROM projects p JOIN workspaces w ON w.id = p.workspace_id
"""
BY_ID = statement(f"{SELECT} WHERE p.id = :project AND p.trashed_at IS NULL")
BY_UUID = statement(f"{SELECT} WHERE p.uuid = :uuid AND p.trashed_at IS NULL")
AT = statement(f"{SELECT} WHERE w.alias_key = :owner AND p.alias_key = :alias AND p.trashed_at IS NULL")
OF_WORKSPACE = statement(f"{SELECT} WHERE p.workspace_id = :workspace AND p.trashed_at IS NULL ORDER BY p.id")
KEY_TAKEN = statement("SELECT 1 FROM projects WHERE workspace_id = :workspace AND key = :key AND trashed_at IS NULL")
ADD = statement(
    """
    INSERT INTO projects (uuid, workspace_id, alias, alias_key, key, title, title_key, description, language,
                          is_private, wip_limits, created_at)
    VALUES (:uuid, :workspace, :alias, :alias_key, :key, :title, :title_key, :description, :language,
            :is_private, :wip_limits, :created_at)
    RETURNING id
    """
)
ADD_NUMBERS = statement("INSERT INTO project_numbers (project_id, last_number) VALUES (:project, 0)")
SAVE = statement(
    """
    UPDATE projects SET alias = :alias, alias_key = :alias_key, key = :key, title = :title, title_key = :title_key,
                        description = :description, language = :language, is_private = :is_private,
                        wip_limits = :wip_limits
    WHERE id = :project
    """
)

# The three lists of a reader. Each is asked for with a part of the title, "%%" for any.
MATCHING = r"p.trashed_at IS NULL AND p.title_key LIKE :title ESCAPE '\'"
IS_MEMBER = "EXISTS (SELECT 1 FROM members m WHERE m.workspace_id = p.workspace_id AND m.user_id = :reader)"
IS_GUEST = "EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = p.id AND m.user_id = :reader)"
READABLE = f"(NOT p.is_private OR {IS_MEMBER} OR {IS_GUEST})"  # wherever a query crosses projects
PUBLIC = f"{MATCHING} AND NOT p.is_private"
OWN = f"{MATCHING} AND {IS_MEMBER}"
SHARED = f"{MATCHING} AND {IS_GUEST} AND NOT {IS_MEMBER}"
PAGE = "ORDER BY p.id LIMIT :limit OFFSET :skip"
LIST_PUBLIC = statement(f"{SELECT} WHERE {PUBLIC} {PAGE}")
COUNT_PUBLIC = statement(f"SELECT COUNT(*) FROM projects p WHERE {PUBLIC}")
LIST_OWN = statement(f"{SELECT} WHERE {OWN} {PAGE}")
COUNT_OWN = statement(f"SELECT COUNT(*) FROM projects p WHERE {OWN}")
LIST_SHARED = statement(f"{SELECT} WHERE {SHARED} {PAGE}")
COUNT_SHARED = statement(f"SELECT COUNT(*) FROM projects p WHERE {SHARED}")


_decode_limits: Final = msgspec.json.Decoder(dict[Status, int]).decode
_encode = msgspec.json.Encoder().encode


def to_project(row: Row) -> Project:
    return Project(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        owner=row[3],
        alias=row[4],
        key=row[5],
        title=row[6],
        description=row[7],
        language=row[8],
        is_private=bool(row[9]),
        wip_limits=tuple(_decode_limits(row[10]).items()),
        created_at=to_time(row[11]),
    )


def by_id(db: Session, project: ProjectId) -> Project | None:
    row = db.row(BY_ID, project=project)
    return None if row is None else to_project(row)


def by_uuid(db: Session, uuid: str) -> Project | None:
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else to_project(row)


def at(db: Session, owner_folded: str, alias_folded: str) -> Project | None:
    row = db.row(AT, owner=owner_folded, alias=alias_folded)
    return None if row is None else to_project(row)


def of_workspace(db: Session, workspace: WorkspaceId) -> list[Project]:
    return [to_project(row) for row in db.rows(OF_WORKSPACE, workspace=workspace)]


def public(db: Session, page: Page, *, title: str) -> Slice[Project]:
    """Projects that everybody may read, with this text in their title."""
    pattern = contains_pattern(fold(title))
    rows = db.rows(LIST_PUBLIC, title=pattern, limit=page.size, skip=page.skip)
    return Slice([to_project(row) for row in rows], db.value(COUNT_PUBLIC, title=pattern))


def own(db: Session, page: Page, *, title: str, reader: Actor) -> Slice[Project]:
    """Projects of the workspaces that the reader belongs to."""
    pattern = contains_pattern(fold(title))
    rows = db.rows(LIST_OWN, title=pattern, reader=reader.id, limit=page.size, skip=page.skip)
    return Slice([to_project(row) for row in rows], db.value(COUNT_OWN, title=pattern, reader=reader.id))


def shared(db: Session, page: Page, *, title: str, reader: Actor) -> Slice[Project]:
    """Projects of other workspaces in which the reader has been given a role."""
    pattern = contains_pattern(fold(title))
    rows = db.rows(LIST_SHARED, title=pattern, reader=reader.id, limit=page.size, skip=page.skip)
    return Slice([to_project(row) for row in rows], db.value(COUNT_SHARED, title=pattern, reader=reader.id))


def is_key_taken(db: Session, workspace: WorkspaceId, key: str) -> bool:
    return db.row(KEY_TAKEN, workspace=workspace, key=key) is not None


def add(db: Session, project: Project) -> ProjectId:
    """Store a new project, whose first issue will be number 1; the id that it got."""
    found = ProjectId(
        db.value(
            ADD,
            uuid=project.uuid,
            workspace=project.workspace,
            created_at=to_micros(project.created_at),
            **_columns(project),
        )
    )
    db.run(ADD_NUMBERS, project=found)
    return found


def save(db: Session, project: Project) -> None:
    db.run(SAVE, project=project.id, **_columns(project))


def _columns(project: Project) -> dict[str, object]:
    return {
        "alias": project.alias,
        "alias_key": fold(project.alias),
        "key": project.key,
        "title": project.title,
        "title_key": fold(project.title),
        "description": project.description,
        "language": project.language,
        "is_private": project.is_private,
        "wip_limits": _encode(dict(project.wip_limits)).decode(),
    }
