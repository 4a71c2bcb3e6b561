"""Files: what is known of them. Their bytes are kept by blobs.py."""

from datetime import datetime

from unknot.domain.access import Access
from unknot.domain.file import File
from unknot.domain.ids import CommentId, FileId, IssueId, ProjectId, WorkspaceId
from unknot.store.page import Page, Slice
from unknot.store.search import notes
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = """
    f.id, f.uuid, f.workspace_id, f.project_id, f.issue_id, f.directory, f.name, f.size, f.sha256, f.uploaded_by,
    f.uploaded_at, f.comment_id, f.kept_under
"""
# A file of an issue in the trash is in the trash with it.
ALIVE = "FROM files f LEFT JOIN issues i ON i.id = f.issue_id WHERE f.trashed_at IS NULL AND i.trashed_at IS NULL"
# A file that was uploaded for the workspace lies in its default project, until the issue that takes it gives it a home.
HOME = "COALESCE(i.project_id, f.project_id)"
BY_ID = statement(f"SELECT {COLUMNS} FROM files f WHERE f.id = :file AND f.trashed_at IS NULL")
BY_UUID = statement(f"SELECT {COLUMNS} {ALIVE} AND {HOME} = :project AND f.uuid = :uuid")
IN_WORKSPACE = statement(f"SELECT {COLUMNS} {ALIVE} AND f.workspace_id = :workspace AND f.uuid = :uuid")
BY_DIRECTORY = statement(
    f"SELECT {COLUMNS} {ALIVE} AND ({HOME} = :project OR f.kept_under = :uuid) AND f.directory = :directory"
)
OF_ISSUE = statement(
    f"""
    SELECT {COLUMNS} FROM files f WHERE f.issue_id = :issue AND f.trashed_at IS NULL
    ORDER BY f.id LIMIT :limit OFFSET :skip
    """
)
OWN_OF_ISSUE = statement(
    f"""
    SELECT {COLUMNS} FROM files f WHERE f.issue_id = :issue AND f.comment_id IS NULL AND f.trashed_at IS NULL
    ORDER BY f.id
    """
)
OF_COMMENT = statement(
    f"SELECT {COLUMNS} FROM files f WHERE f.comment_id = :comment AND f.trashed_at IS NULL ORDER BY f.id"
)
COUNT = statement("SELECT COUNT(*) FROM files WHERE issue_id = :issue AND trashed_at IS NULL")
HAS_DIRECTORY = statement("SELECT 1 FROM files WHERE directory = :directory")
ADD = statement(
    """
    INSERT INTO files (uuid, workspace_id, project_id, issue_id, directory, name, size, sha256,
                       uploaded_by, uploaded_at)
    VALUES (:uuid, :workspace, :project, :issue, :directory, :name, :size, :sha256,
            :uploaded_by, :uploaded_at)
    RETURNING id
    """
)
# Its bytes stay where they are, and its old address leads to it.
MOVE = statement(
    """
    UPDATE files SET project_id = :to,
        kept_under = COALESCE(kept_under, (SELECT uuid FROM projects p WHERE p.id = files.project_id))
    WHERE issue_id = :issue
    """
)
ATTACH = statement("UPDATE files SET issue_id = :issue, comment_id = :comment WHERE id = :file")
SET_TRASHED = statement("UPDATE files SET trashed_at = :at WHERE id = :file")
ON_ISSUE = statement("SELECT issue_id, name FROM files WHERE id = :file AND issue_id IS NOT NULL")


def to_file(row: Row) -> File:
    return File(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        project=row[3],
        issue=row[4],
        directory=row[5],
        name=row[6],
        size=row[7],
        sha256=row[8],
        uploaded_by=row[9],
        uploaded_at=to_time(row[10]),
        comment=row[11],
        kept_under=row[12],
    )


def by_id(db: Session, file: FileId) -> File | None:
    """A file wherever it is. Who asks for a reader must still open its project."""
    row = db.row(BY_ID, file=file)
    return None if row is None else to_file(row)


def by_uuid(db: Session, uuid: str, *, access: Access) -> File | None:
    """A file of a project, attached or not."""
    row = db.row(BY_UUID, project=access.project.id, uuid=uuid)
    return None if row is None else to_file(row)


def in_workspace(db: Session, uuid: str, workspace: WorkspaceId) -> File | None:
    """A file wherever it is in a workspace. Who asks for a reader must still open its project."""
    row = db.row(IN_WORKSPACE, workspace=workspace, uuid=uuid)
    return None if row is None else to_file(row)


def by_directory(db: Session, directory: str, *, access: Access) -> File | None:
    """A file by the address it is downloaded from: of a project, or moved from there, which the reader may not read."""
    row = db.row(BY_DIRECTORY, project=access.project.id, uuid=access.project.uuid, directory=directory)
    return None if row is None else to_file(row)


def has_directory(db: Session, directory: str) -> bool:
    """Whether any row, in the trash or not, speaks of bytes in this directory."""
    return db.row(HAS_DIRECTORY, directory=directory) is not None


def of_issue(db: Session, issue: IssueId, page: Page) -> Slice[File]:
    """The files of an issue, oldest first. Whoever has found the issue may read them."""
    rows = db.rows(OF_ISSUE, issue=issue, limit=page.size, skip=page.skip)
    return Slice([to_file(row) for row in rows], db.value(COUNT, issue=issue))


def own_of_issue(db: Session, issue: IssueId) -> list[File]:
    """Those that the issue itself carries, and no comment brought."""
    return [to_file(row) for row in db.rows(OWN_OF_ISSUE, issue=issue)]


def of_comment(db: Session, comment: CommentId) -> list[File]:
    """What a comment brought, oldest first."""
    return [to_file(row) for row in db.rows(OF_COMMENT, comment=comment)]


def add(db: Session, file: File) -> FileId:
    """Store a new file, whose bytes are already safe; the id that it got."""
    return FileId(
        db.value(
            ADD,
            uuid=file.uuid,
            workspace=file.workspace,
            project=file.project,
            issue=file.issue,
            directory=file.directory,
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            uploaded_by=file.uploaded_by,
            uploaded_at=to_micros(file.uploaded_at),
        )
    )


def attach(db: Session, file: FileId, issue: IssueId, comment: CommentId | None = None) -> None:
    db.run(ATTACH, file=file, issue=issue, comment=comment)
    notes.note_file(db, issue, file, was=None)


def move(db: Session, issue: IssueId, *, to: ProjectId) -> None:
    """The files of an issue, those in the trash too, follow it to another project."""
    db.run(MOVE, issue=issue, to=to)


def trash(db: Session, file: FileId, *, at: datetime) -> None:
    for issue, name in db.rows(ON_ISSUE, file=file):
        notes.note_file(db, issue, file, was=name)
    db.run(SET_TRASHED, file=file, at=to_micros(at))


def restore(db: Session, file: FileId) -> None:
    db.run(SET_TRASHED, file=file, at=None)
    for issue, _ in db.rows(ON_ISSUE, file=file):
        notes.note_file(db, issue, file, was=None)
