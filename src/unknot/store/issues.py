"""Issues: one row each, with its sets beside it, so that reading one is one look-up.

`labels` and `assignees` hold ids in the order given; issue_labels and issue_assignees find issues by them. How many
living issues a project has, by status, is kept up to date in the same transaction, and each change leaves a note for
lists and searches. What lies in the trash is not found by anything here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from unknot.domain.access import Access
from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.issue import NOWHERE, Format, Issue, Source, SourceType
from unknot.domain.status import STATUSES, Status
from unknot.store import numbers
from unknot.store.page import Page, Slice
from unknot.store.search import notes
from unknot.store.session import Row, Session
from unknot.store.several import rows_of
from unknot.store.statement import statement
from unknot.store.times import to_micros, to_time

COLUMNS = """
    id, uuid, workspace_id, project_id, number, title, description, format, status, labels, assignees,
    created_by, created_at, updated_by, updated_at, level, source_type, source_uuid, source_name, sub_identity, extend
"""
GREATEST_NUMBER = 2**62
AT = statement(f"SELECT {COLUMNS} FROM issues WHERE project_id = :project AND number = :number AND trashed_at IS NULL")
NUMBERED = statement(
    """
    SELECT id FROM issues
    WHERE project_id = :project AND number >= :first AND number <= :last AND trashed_at IS NULL LIMIT :limit
    """
)
BY_ID = statement(f"SELECT {COLUMNS} FROM issues WHERE id = :issue AND trashed_at IS NULL")
BY_UUID = statement(f"SELECT {COLUMNS} FROM issues WHERE uuid = :uuid AND trashed_at IS NULL")
NEWEST = statement(
    f"""
    SELECT {COLUMNS} FROM issues WHERE project_id = :project AND number <= :upper AND trashed_at IS NULL
    ORDER BY number DESC LIMIT :limit OFFSET :skip
    """
)
COUNT = statement("SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM issue_counts WHERE project_id = :project")
COUNTS = statement("SELECT status, count FROM issue_counts WHERE project_id = :project")
ADD_TO_COUNT = statement(
    """
    INSERT INTO issue_counts (project_id, status, count) VALUES (:project, :status, :by)
    ON CONFLICT (project_id, status) DO UPDATE SET count = issue_counts.count + excluded.count
    """
)
ADD = statement(
    """
    INSERT INTO issues (uuid, workspace_id, project_id, number, title, description, format, status, labels, assignees,
                        created_by, created_at, updated_by, updated_at, level, source_type, source_uuid, source_name,
                        sub_identity, extend)
    VALUES (:uuid, :workspace, :project, :number, :title, :description, :format, :status, :labels, :assignees,
            :created_by, :created_at, :updated_by, :updated_at, :level, :source_type, :source_uuid, :source_name,
            :sub_identity, :extend)
    RETURNING id
    """
)
SAVE = statement(
    """
    UPDATE issues SET title = :title, description = :description, format = :format, status = :status,
                      labels = :labels, assignees = :assignees, updated_by = :updated_by, updated_at = :updated_at,
                      level = :level, extend = :extend
    WHERE id = :issue
    """
)
ADD_LABEL = statement("INSERT INTO issue_labels (label_id, issue_id) VALUES (:id, :issue)")
REMOVE_LABEL = statement("DELETE FROM issue_labels WHERE label_id = :id AND issue_id = :issue")
ADD_ASSIGNEE = statement("INSERT INTO issue_assignees (user_id, issue_id) VALUES (:id, :issue)")
REMOVE_ASSIGNEE = statement("DELETE FROM issue_assignees WHERE user_id = :id AND issue_id = :issue")
CLEAR_WATCHERS = statement("DELETE FROM issue_watchers WHERE issue_id = :issue")
ADD_WATCHER = statement("INSERT INTO issue_watchers (user_id, issue_id) VALUES (:id, :issue)")
REMOVE_WATCHER = statement("DELETE FROM issue_watchers WHERE user_id = :id AND issue_id = :issue")
WATCH = statement("INSERT INTO issue_watchers (user_id, issue_id) VALUES (:id, :issue) ON CONFLICT DO NOTHING")
WATCHERS_OF: Final = "SELECT issue_id, user_id FROM issue_watchers WHERE issue_id"
WATCHERS = statement("SELECT user_id FROM issue_watchers WHERE issue_id = :issue ORDER BY user_id")
SET_TRASHED = statement("UPDATE issues SET trashed_at = :at, trashed_by = :by WHERE id = :issue")

FORMATS = {format_.value: format_ for format_ in Format}
_decode_ids = msgspec.json.Decoder(tuple[int, ...]).decode
_encode_ids = msgspec.json.Encoder().encode


def to_issue(row: Row) -> Issue:
    return Issue(
        id=row[0],
        uuid=row[1],
        workspace=row[2],
        project=row[3],
        number=row[4],
        title=row[5],
        description=row[6],
        format=FORMATS[row[7]],
        status=STATUSES[row[8]],
        labels=decode_ids(row[9]),
        assignees=decode_ids(row[10]),
        created_by=row[11],
        created_at=to_time(row[12]),
        updated_by=row[13],
        updated_at=to_time(row[14]),
        level=row[15],
        source=Source(SourceType(row[16]), row[17], row[18]) if row[16] or row[17] or row[18] else NOWHERE,
        sub_identity=row[19],
        extend=row[20],
    )


def at(db: Session, number: int, *, access: Access) -> Issue | None:
    """A project's issue by its number."""
    row = db.row(AT, project=access.project.id, number=number) if number <= numbers.GREATEST else None
    return None if row is None else to_issue(row)


def by_id(db: Session, issue: IssueId) -> Issue | None:
    """An issue wherever it is. Who asks for a reader must still open its project."""
    row = db.row(BY_ID, issue=issue)
    return None if row is None else to_issue(row)


def by_uuid(db: Session, uuid: str) -> Issue | None:
    """An issue wherever it is. Who asks for a reader must still open its project."""
    row = db.row(BY_UUID, uuid=uuid)
    return None if row is None else to_issue(row)


def newest(db: Session, page: Page, *, access: Access) -> Slice[Issue]:
    """A page of a project's issues, greatest number first; the last page costs what the first one does."""
    project = access.project.id
    total = db.value(COUNT, project=project)
    if page.skip >= total:
        return Slice([], total)
    start = numbers.nth_newest(db, project, page.skip, total=total)
    rows = db.rows(NEWEST, project=project, upper=start.number, skip=start.skip, limit=page.size)
    return Slice([to_issue(row) for row in rows], total)


def numbered(db: Session, projects: Sequence[ProjectId], first: int, end: int | None, *, limit: int) -> list[IssueId]:
    """The living issues of these projects with numbers from the first up to the end, so many at most."""
    found: list[IssueId] = []
    last = GREATEST_NUMBER if end is None else end - 1
    for project in projects:
        found += [
            row[0] for row in db.rows(NUMBERED, project=project, first=first, last=last, limit=limit - len(found))
        ]
    return found


def count(db: Session, *, access: Access) -> int:
    found: int = db.value(COUNT, project=access.project.id)
    return found


def counts(db: Session, *, access: Access) -> dict[Status, int]:
    """How many issues of each status a project has, as it is kept with each change."""
    return {STATUSES[status]: count for status, count in db.rows(COUNTS, project=access.project.id)}


def add(db: Session, issue: Issue) -> IssueId:
    """Store a new issue; the id that it got."""
    found = IssueId(
        db.value(
            ADD,
            uuid=issue.uuid,
            workspace=issue.workspace,
            project=issue.project,
            number=issue.number,
            created_by=issue.created_by,
            created_at=to_micros(issue.created_at),
            source_type=issue.source.type.value,
            source_uuid=issue.source.uuid,
            source_name=issue.source.name,
            sub_identity=issue.sub_identity,
            **_columns(issue),
        )
    )
    if issue.labels:
        db.run_many(ADD_LABEL, _pairs(found, issue.labels))
    if issue.assignees:
        db.run_many(ADD_ASSIGNEE, _pairs(found, issue.assignees))
    _add_to_count(db, issue.project, issue.status, 1)
    notes.note_new(db, found)
    return found


def save(db: Session, issue: Issue, *, was: Issue) -> None:
    """Store a changed issue, given what it was before."""
    db.run(SAVE, issue=issue.id, **_columns(issue))
    db.run_many(REMOVE_LABEL, _pairs(issue.id, set(was.labels) - set(issue.labels)))
    db.run_many(ADD_LABEL, _pairs(issue.id, set(issue.labels) - set(was.labels)))
    db.run_many(REMOVE_ASSIGNEE, _pairs(issue.id, set(was.assignees) - set(issue.assignees)))
    db.run_many(ADD_ASSIGNEE, _pairs(issue.id, set(issue.assignees) - set(was.assignees)))
    if issue.status is not was.status:
        _add_to_count(db, issue.project, was.status, -1)
        _add_to_count(db, issue.project, issue.status, 1)
    notes.note_edit(db, issue, was=was)


def count_elsewhere(db: Session, issue: Issue, *, was: Issue) -> None:
    """An issue went to another project as it was, so that counts more and the other less."""
    _add_to_count(db, was.project, was.status, -1)
    _add_to_count(db, issue.project, was.status, 1)


def set_watchers(db: Session, issue: IssueId, people: Iterable[UserId]) -> None:
    """Make these the people who hear of an issue."""
    notes.note_watchers(db, issue, were=watchers(db, issue))
    db.run(CLEAR_WATCHERS, issue=issue)
    db.run_many(ADD_WATCHER, _pairs(issue, set(people)))


def watchers(db: Session, issue: IssueId) -> list[UserId]:
    return [row[0] for row in db.rows(WATCHERS, issue=issue)]


def watchers_of(db: Session, issues: Collection[IssueId]) -> dict[IssueId, list[UserId]]:
    """Of each of some issues that anybody watches."""
    found: dict[IssueId, list[UserId]] = defaultdict(list)
    for issue, user in rows_of(db, WATCHERS_OF, issues):
        found[issue].append(user)
    return found


def watch(db: Session, issue: IssueId, user: UserId) -> None:
    notes.note_watchers(db, issue, were=watchers(db, issue))
    db.run(WATCH, issue=issue, id=user)


def unwatch(db: Session, issue: IssueId, user: UserId) -> None:
    notes.note_watchers(db, issue, were=watchers(db, issue))
    db.run(REMOVE_WATCHER, issue=issue, id=user)


def trash(db: Session, issue: Issue, *, at: datetime, by: UserId) -> None:
    """Hide an issue from everything; it stays, with all that hangs on it, until it is restored or purged."""
    db.run(SET_TRASHED, issue=issue.id, at=to_micros(at), by=by)
    _add_to_count(db, issue.project, issue.status, -1)
    notes.note_life(db, issue.id)
    numbers.leave_gap(db, issue.project, issue.number)


def restore(db: Session, issue: Issue) -> None:
    db.run(SET_TRASHED, issue=issue.id, at=None, by=None)
    _add_to_count(db, issue.project, issue.status, 1)
    notes.note_life(db, issue.id)
    numbers.fill_gap(db, issue.project, issue.number)


def _columns(issue: Issue) -> dict[str, object]:
    return {
        "title": issue.title,
        "description": issue.description,
        "format": issue.format.value,
        "status": issue.status.value,
        "labels": _encode_ids(issue.labels).decode(),
        "assignees": _encode_ids(issue.assignees).decode(),
        "updated_by": issue.updated_by,
        "updated_at": to_micros(issue.updated_at),
        "level": issue.level,
        "extend": issue.extend,
    }


def decode_ids(text: str) -> tuple[Any, ...]:
    return () if text == "[]" else _decode_ids(text)


def _pairs(issue: IssueId, ids: Iterable[LabelId] | Iterable[UserId]) -> list[dict[str, int]]:
    return [{"id": id_, "issue": issue} for id_ in ids]


def _add_to_count(db: Session, project: ProjectId, status: Status, by: int) -> None:
    db.run(ADD_TO_COUNT, project=project, status=status.value, by=by)
