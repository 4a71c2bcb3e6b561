"""Where issues stood before they were moved: old numbers, each of which leads to its issue and to no other."""

from unknot.domain.ids import ProjectId
from unknot.domain.issue import Issue
from unknot.store import files, issues, numbers
from unknot.store.session import Session
from unknot.store.statement import statement

MOVE = statement("UPDATE issues SET project_id = :project, number = :number WHERE id = :issue")
LEAVE = statement("INSERT INTO issue_moves (project_id, number, issue_id) VALUES (:project, :number, :issue)")
COME_BACK = statement("DELETE FROM issue_moves WHERE project_id = :project AND number = :number")
MOVED = statement(
    f"""
    SELECT {issues.COLUMNS} FROM issues
    WHERE id = (SELECT issue_id FROM issue_moves m WHERE m.project_id = :project AND m.number = :old_number)
        AND trashed_at IS NULL
    """
)


def move(db: Session, issue: Issue, *, was: Issue) -> None:
    """Store an issue that stands somewhere else now. Its files follow, and its old number leads to it."""
    db.run(MOVE, issue=issue.id, project=issue.project, number=issue.number)
    db.run(LEAVE, issue=issue.id, project=was.project, number=was.number)
    numbers.leave_gap(db, was.project, was.number)
    if db.run(COME_BACK, project=issue.project, number=issue.number):  # it was here before
        numbers.fill_gap(db, issue.project, issue.number)
    files.move(db, issue.id, to=issue.project)
    issues.count_elsewhere(db, issue, was=was)
    issues.save(db, issue, was=was)


def moved_from(db: Session, project: ProjectId, number: int) -> Issue | None:
    """The issue that once had this number, wherever it is. Who asks for a reader must still open its project."""
    row = db.row(MOVED, project=project, old_number=number) if number <= numbers.GREATEST else None
    return None if row is None else issues.to_issue(row)
