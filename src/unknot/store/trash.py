"""What was deleted and can still come back, and what is taken away for good.

An issue takes its comments, relations and files along simply by being hidden. Purging removes the rows; the bytes of
files are removed after that commit, by whoever purges.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Generic, TypeVar

import msgspec

from unknot.domain.file import File, blob_key
from unknot.domain.ids import FileId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.domain.issue import Issue
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.store import files, issues, projects, relations
from unknot.store.numbers import GREATEST
from unknot.store.search import id_sets, notes, upkeep
from unknot.store.search.sets import Moves
from unknot.store.search.traits import LIVING
from unknot.store.session import Row, Session
from unknot.store.statement import Statement, statement
from unknot.store.times import to_micros, to_time

Thing = TypeVar("Thing")
EVERY: Final = 1_000_000_000

ISSUES = statement(
    f"""
    SELECT {issues.COLUMNS}, trashed_at, trashed_by FROM issues
    WHERE workspace_id = :workspace AND trashed_at IS NOT NULL ORDER BY trashed_at DESC, id DESC LIMIT :limit
    """
)
ISSUE = statement(
    f"""
    SELECT {issues.COLUMNS} FROM issues WHERE project_id = :project AND number = :number AND trashed_at IS NOT NULL
    """
)
ANYWHERE = statement(f"SELECT {issues.COLUMNS} FROM issues WHERE id = :issue")
WHO_DELETED_FILE = """
    SELECT MAX(e.by_id) FROM events e
    WHERE e.issue_id = f.issue_id AND e.kind = 'file_deleted' AND e.at = f.trashed_at
"""  # of a file that was attached to nothing, nobody is named: the log has no index that would find it
ISSUE_BY_UUID = statement(f"SELECT {issues.COLUMNS} FROM issues WHERE uuid = :uuid AND trashed_at IS NOT NULL")
FILES = statement(
    f"""
    SELECT {files.COLUMNS}, f.trashed_at, ({WHO_DELETED_FILE}) FROM files f
    WHERE f.workspace_id = :workspace AND f.trashed_at IS NOT NULL ORDER BY f.trashed_at DESC, f.id DESC LIMIT :limit
    """
)
FILE = statement(f"SELECT {files.COLUMNS} FROM files f WHERE f.uuid = :uuid AND f.trashed_at IS NOT NULL")
FILE_BY_ID = statement(f"SELECT {files.COLUMNS} FROM files f WHERE f.id = :file AND f.trashed_at IS NOT NULL")
PROJECTS = statement(
    f"""
    SELECT deleted.*, q.trashed_at, q.trashed_by
    FROM ({projects.SELECT} WHERE p.workspace_id = :workspace) AS deleted JOIN projects q ON q.id = deleted.id
    WHERE q.trashed_at IS NOT NULL ORDER BY q.trashed_at DESC, q.id DESC LIMIT :limit
    """
)
PROJECT = statement(f"{projects.SELECT} WHERE p.uuid = :uuid AND p.trashed_at IS NOT NULL")
SET_PROJECT_TRASHED = statement("UPDATE projects SET trashed_at = :at, trashed_by = :by WHERE id = :project")
LIVING_OF_PROJECT = statement("SELECT id FROM issues WHERE project_id = :project AND trashed_at IS NULL")

# Two look-ups instead of one OR: each has its index, and neither reads the living issues.
DOOMED_ISSUES = """
    SELECT id FROM issues WHERE trashed_at <= :before
    UNION
    SELECT i.id FROM projects p JOIN issues i ON i.project_id = p.id WHERE p.trashed_at <= :before
"""
DOOMED_FILES = f"""
    SELECT id FROM files WHERE trashed_at <= :before
    UNION
    SELECT id FROM files WHERE issue_id IS NULL AND uploaded_at <= :unattached_before
    UNION
    SELECT id FROM files WHERE issue_id IN ({DOOMED_ISSUES})
    UNION
    SELECT f.id FROM projects p JOIN files f ON f.project_id = p.id WHERE p.trashed_at <= :before
"""
DOOMED_PROJECTS = "SELECT id FROM projects WHERE trashed_at <= :before"
PURGED_FILES = statement(
    f"""
    SELECT {files.COLUMNS}, COALESCE(f.kept_under, p.uuid) FROM files f JOIN projects p ON p.id = f.project_id
    WHERE f.id IN ({DOOMED_FILES}) ORDER BY f.id
    """
)
PURGED_ISSUES = statement(f"SELECT {issues.COLUMNS} FROM issues WHERE id IN ({DOOMED_ISSUES}) ORDER BY id")
PURGED_PROJECTS = statement(f"{projects.SELECT} WHERE p.id IN ({DOOMED_PROJECTS}) ORDER BY p.id")
PURGE_FILES = statement(f"DELETE FROM files WHERE id IN ({DOOMED_FILES})")
PURGE_OF_ISSUES = [
    statement(f"DELETE FROM {table} WHERE {column} IN ({DOOMED_ISSUES})")
    for table, column in (
        ("relations", "low_id"),
        ("relations", "high_id"),
        ("comments", "issue_id"),
        ("issue_labels", "issue_id"),
        ("issue_assignees", "issue_id"),
        ("issue_channels", "issue_id"),
        ("issue_watchers", "issue_id"),
        ("alerts", "issue_id"),
        ("firing_monitors", "issue_id"),
        ("issue_timeline", "issue_id"),
        ("issue_moves", "issue_id"),
        ("issues", "id"),
    )
]
PURGE_OF_PROJECTS = [
    statement(f"DELETE FROM {table} WHERE {column} IN ({DOOMED_PROJECTS})")
    for table, column in (
        ("labels", "project_id"),
        ("project_members", "project_id"),
        ("templates", "project_id"),
        ("views", "project_id"),
        ("project_numbers", "project_id"),
        ("issue_counts", "project_id"),
        ("number_gaps", "project_id"),
        ("issue_moves", "project_id"),
        ("projects", "id"),
    )
]


class Trashed(msgspec.Struct, Generic[Thing], frozen=True):
    """A thing in the trash, when it came there, and by whom; nobody is the operator, or not known."""

    thing: Thing
    at: datetime
    by: UserId | None


class Purged(msgspec.Struct, frozen=True):
    """What was taken away for good, and the keys of the bytes that nobody needs any more."""

    projects: list[Project]
    issues: list[Issue]
    files: list[File]
    blob_keys: list[str]


def trashed_issues(db: Session, workspace: WorkspaceId, *, limit: int = EVERY) -> list[Trashed[Issue]]:
    """Those of deleted projects too. Newest first, as all that lies here."""
    return _trashed(db, ISSUES, workspace, limit, issues.to_issue)


def trashed_files(db: Session, workspace: WorkspaceId, *, limit: int = EVERY) -> list[Trashed[File]]:
    """Files that were deleted by themselves; those of a deleted issue are in the trash with it."""
    return _trashed(db, FILES, workspace, limit, files.to_file)


def trashed_projects(db: Session, workspace: WorkspaceId, *, limit: int = EVERY) -> list[Trashed[Project]]:
    return _trashed(db, PROJECTS, workspace, limit, projects.to_project)


def issue_at(db: Session, project: ProjectId, number: int) -> Issue | None:
    row = db.row(ISSUE, project=project, number=number) if number <= GREATEST else None
    return None if row is None else issues.to_issue(row)


def issue_anywhere(db: Session, issue: IssueId) -> Issue | None:
    """An issue, whether it lies in the trash or not. Who asks for a reader must still open its project."""
    row = db.row(ANYWHERE, issue=issue)
    return None if row is None else issues.to_issue(row)


def file_by_id(db: Session, file: FileId) -> File | None:
    row = db.row(FILE_BY_ID, file=file)
    return None if row is None else files.to_file(row)


def issue_by_uuid(db: Session, uuid: str) -> Issue | None:
    row = db.row(ISSUE_BY_UUID, uuid=uuid)
    return None if row is None else issues.to_issue(row)


def file(db: Session, uuid: str) -> File | None:
    row = db.row(FILE, uuid=uuid)
    return None if row is None else files.to_file(row)


def project(db: Session, uuid: str) -> Project | None:
    row = db.row(PROJECT, uuid=uuid)
    return None if row is None else projects.to_project(row)


def trash_project(db: Session, project: Project, *, at: datetime, by: UserId | None) -> None:
    db.run(SET_PROJECT_TRASHED, project=project.id, at=to_micros(at), by=by)
    _list_issues(db, project, is_in=False)


def restore_project(db: Session, project: Project) -> None:
    db.run(SET_PROJECT_TRASHED, project=project.id, at=None, by=None)
    _list_issues(db, project, is_in=True)


def purge(db: Session, *, before: datetime, unattached_before: datetime) -> Purged:
    """Take away what was deleted up to a time, and uploads that nobody attached up to another."""
    at = to_micros(before)
    both = {"before": at, "unattached_before": to_micros(unattached_before)}
    file_rows = db.rows(PURGED_FILES, **both)
    purged_files = [files.to_file(row) for row in file_rows]
    purged = Purged(
        [projects.to_project(row) for row in db.rows(PURGED_PROJECTS, before=at)],
        [issues.to_issue(row) for row in db.rows(PURGED_ISSUES, before=at)],
        purged_files,
        [blob_key(row[-1], file.directory) for row, file in zip(file_rows, purged_files, strict=True)],
    )
    _unlist(db, purged.issues)
    db.run(PURGE_FILES, **both)
    for statement_ in PURGE_OF_ISSUES + PURGE_OF_PROJECTS:
        db.run(statement_, before=at)
    return purged


def _list_issues(db: Session, project: Project, *, is_in: bool) -> None:
    """Show the issues of a project in the lists of its workspace, or hide them."""
    upkeep.catch_up(db)  # what waited would correct the set
    ids = id_sets.of(row[0] for row in db.rows(LIVING_OF_PROJECT, project=project.id))
    moves = Moves()
    moves.move_all(project.workspace, ids, LIVING, is_in=is_in)
    moves.store(db)


def _unlist(db: Session, gone: list[Issue]) -> None:
    """Let no list and no search speak of issues any more, nor of what others had only in them."""
    if gone:
        upkeep.remove(db, gone)
        ids = {one.id for one in gone}
        related = {other for issue in ids for other in relations.others(db, issue, set(RelationKind))}
        notes.note_relation(db, related - ids)


def _trashed(
    db: Session,
    query: Statement,
    workspace: WorkspaceId,
    limit: int,
    to_thing: Callable[[Row], Thing],
) -> list[Trashed[Thing]]:
    rows = db.rows(query, workspace=workspace, limit=limit)
    return [Trashed(to_thing(row), to_time(row[-2]), row[-1]) for row in rows]
