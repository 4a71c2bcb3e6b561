"""Issues in great number, read part by part: each part is short, so that nobody else has to wait for it."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.issue import Format
from unknot.domain.status import STATUSES, Status
from unknot.store.issues import FORMATS, decode_ids
from unknot.store.session import Row, Session
from unknot.store.several import bound, placeholders
from unknot.store.statement import Statement, statement

PART: Final = 200  # issues: a few milliseconds
_NO_ISSUE: Final = IssueId(0)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An issue with how far it has come. Times are microseconds."""

    id: IssueId
    uuid: str
    project: ProjectId
    number: int
    title: str
    description: str
    format: Format
    status: Status
    level: str
    labels: tuple[LabelId, ...]
    assignees: tuple[UserId, ...]
    created_by: UserId
    created_at: int
    updated_at: int
    acknowledged_at: int | None
    completed_at: int | None
    reopened_at: int | None
    channels: tuple[str, ...]  # names


def _reading(description: str) -> Statement:
    return statement(
        f"""
        SELECT i.id, i.uuid, i.project_id, i.number, i.title, {description}, i.format, i.status, i.level, i.labels,
               i.assignees, i.created_by, i.created_at, i.updated_at, g.acknowledged_at, g.completed_at, g.reopened_at
        FROM issues i LEFT JOIN issue_progress g ON g.issue_id = i.id
        WHERE i.id IN ({placeholders("issue", PART)}) AND i.trashed_at IS NULL
        """
    )


WHOLE: Final = _reading("i.description")
SHORT: Final = _reading("''")
CHANNELS: Final = statement(
    f"""
    SELECT ic.issue_id, c.name FROM issue_channels ic JOIN channels c ON c.id = ic.channel_id
    WHERE ic.issue_id IN ({placeholders("issue", PART)}) AND c.trashed_at IS NULL ORDER BY c.id
    """
)


def of_ids(db: Session, ids: Sequence[IssueId], *, with_descriptions: bool) -> Iterator[Found]:
    """At most `PART` living issues, in the order of their ids here. The reader was allowed to read them when asked."""
    values = bound("issue", [*ids, *[_NO_ISSUE] * (PART - len(ids))])
    channels: dict[int, list[str]] = {}
    for issue, name in db.rows(CHANNELS, **values):
        channels.setdefault(issue, []).append(name)
    rows = {row[0]: row for row in db.rows(WHOLE if with_descriptions else SHORT, **values)}
    return (_found(rows[one], channels.get(one, ())) for one in ids if one in rows)


def _found(row: Row, channels: Sequence[str]) -> Found:
    return Found(
        id=row[0],
        uuid=row[1],
        project=row[2],
        number=row[3],
        title=row[4],
        description=row[5],
        format=FORMATS[row[6]],
        status=STATUSES[row[7]],
        level=row[8],
        labels=decode_ids(row[9]),
        assignees=decode_ids(row[10]),
        created_by=row[11],
        created_at=row[12],
        updated_at=row[13],
        acknowledged_at=row[14],
        completed_at=row[15],
        reopened_at=row[16],
        channels=tuple(channels),
    )
