"""Comments of an issue. A deleted one is gone; its event keeps what it said."""

from unknot.domain.comment import Comment
from unknot.domain.ids import CommentId, IssueId, WorkspaceId
from unknot.store.page import Page, Slice
from unknot.store.search import notes
from unknot.store.session import Row, Session
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_micros_or_none, to_time, to_time_or_none

COLUMNS = "id, uuid, issue_id, author_id, text, created_at, edited_at, extend"
BY_UUID = statement(f"SELECT {COLUMNS} FROM comments WHERE issue_id = :issue AND uuid = :uuid")
IN_WORKSPACE = statement(f"SELECT {COLUMNS} FROM comments WHERE uuid = :uuid AND workspace_id = :workspace")
OF_ISSUE = statement(f"SELECT {COLUMNS} FROM comments WHERE issue_id = :issue ORDER BY id LIMIT :limit OFFSET :skip")
COUNT = statement("SELECT COUNT(*) FROM comments WHERE issue_id = :issue")
BY_ID = statement(f"SELECT {COLUMNS} FROM comments WHERE id = :comment")
ADD = statement(
    """
    INSERT INTO comments (uuid, workspace_id, issue_id, author_id, text, extend, created_at)
    VALUES (:uuid, :workspace, :issue, :author, :text, :extend, :created_at) RETURNING id
    """
)
PUT_BACK = statement(
    """
    INSERT INTO comments (id, uuid, workspace_id, issue_id, author_id, text, extend, created_at, edited_at)
    VALUES (:id, :uuid, :workspace, :issue, :author, :text, :extend, :created_at, :edited_at)
    """
)
SAVE = statement("UPDATE comments SET text = :text, extend = :extend, edited_at = :edited_at WHERE id = :comment")
REMOVE = statement("DELETE FROM comments WHERE id = :comment")
SAID = statement("SELECT issue_id, text FROM comments WHERE id = :comment")


def to_comment(row: Row) -> Comment:
    return Comment(
        id=row[0],
        uuid=row[1],
        issue=row[2],
        author=row[3],
        text=row[4],
        created_at=to_time(row[5]),
        edited_at=to_time_or_none(row[6]),
        extend=row[7],
    )


def by_uuid(db: Session, issue: IssueId, uuid: str) -> Comment | None:
    row = db.row(BY_UUID, issue=issue, uuid=uuid)
    return None if row is None else to_comment(row)


def by_id(db: Session, comment: CommentId) -> Comment | None:
    """A comment wherever it is. Who asks for a reader must still open its issue."""
    row = db.row(BY_ID, comment=comment)
    return None if row is None else to_comment(row)


def in_workspace(db: Session, uuid: str, workspace: WorkspaceId) -> Comment | None:
    """A comment on whichever issue of a workspace. Who asks for a reader must still open its issue."""
    row = db.row(IN_WORKSPACE, uuid=uuid, workspace=workspace)
    return None if row is None else to_comment(row)


def of_issue(db: Session, issue: IssueId, page: Page) -> Slice[Comment]:
    """What was said on an issue, oldest first. Whoever has found the issue may read its comments."""
    rows = db.rows(OF_ISSUE, issue=issue, limit=page.size, skip=page.skip)
    return Slice([to_comment(row) for row in rows], db.value(COUNT, issue=issue))


def count(db: Session, issue: IssueId) -> int:
    found: int = db.value(COUNT, issue=issue)
    return found


def add(db: Session, comment: Comment, *, workspace: WorkspaceId) -> CommentId:
    """Store a new comment; the id that it got."""
    added = CommentId(db.value(ADD, **_columns(comment, workspace)))
    notes.note_comment(db, comment.issue, added, was=None)
    return added


def put_back(db: Session, comment: Comment, *, workspace: WorkspaceId) -> None:
    """Store a comment that was removed, under its old id, and so in its old place."""
    edited_at = to_micros_or_none(comment.edited_at)
    db.run(PUT_BACK, id=comment.id, edited_at=edited_at, **_columns(comment, workspace))
    notes.note_comment(db, comment.issue, comment.id, was=None)


def save(db: Session, comment: Comment) -> None:
    """Store what was corrected, and when."""
    _note_as_it_was(db, comment.id)
    db.run(
        SAVE,
        comment=comment.id,
        text=comment.text,
        extend=comment.extend,
        edited_at=to_micros_or_none(comment.edited_at),
    )


def remove(db: Session, comment: CommentId) -> None:
    _note_as_it_was(db, comment)
    db.run(REMOVE, comment=comment)


def _columns(comment: Comment, workspace: WorkspaceId) -> dict[str, object]:
    return {
        "uuid": comment.uuid,
        "workspace": workspace,
        "issue": comment.issue,
        "author": comment.author,
        "text": comment.text,
        "extend": comment.extend,
        "created_at": to_micros(comment.created_at),
    }


def _note_as_it_was(db: Session, comment: CommentId) -> None:
    for issue, text in db.rows(SAID, comment=comment):
        notes.note_comment(db, issue, comment, was=text)
