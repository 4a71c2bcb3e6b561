"""What a list shows of each issue beside the issue itself: comments, sub-issues, and what blocks it."""

from collections.abc import Collection
from functools import cache
from typing import Final

import msgspec

from unknot.domain.ids import IssueId, ProjectId
from unknot.domain.status import CLOSED, STATUSES, Status
from unknot.store.session import Session
from unknot.store.several import bound, padded, placeholders
from unknot.store.statement import Statement


class Marks(msgspec.Struct):
    """What hangs on one issue, as far as the reader may know."""

    comments: int = 0
    children: int = 0
    children_done: int = 0
    blockers: list[tuple[ProjectId, int]] = []  # issues that come before it and are not done


def of_issues(db: Session, issues: Collection[IssueId], readable: Collection[ProjectId]) -> dict[IssueId, Marks]:
    """The marks of some issues; nothing of projects that the reader may not read."""
    marks = {issue: Marks(blockers=[]) for issue in issues}
    some = padded(list(issues)) or [IssueId(0)]
    length, values = len(some), bound("issue", some)
    for issue, count in db.rows(_comments(length), **values):
        marks[issue].comments = count
    seen = set(readable)
    for low, high, kind, low_project, low_number, low_status, high_project, high_number, high_status in db.rows(
        _relations(length), **values
    ):
        ends = (
            (low, kind, high_project, high_number, high_status),
            (high, _TURNED[kind], low_project, low_number, low_status),
        )
        for here, seen_as, project, number, status in ends:
            if here in marks and project in seen:
                _note(marks[here], seen_as, (project, number), STATUSES[status])
    return marks


def beside(db: Session, issue: IssueId) -> list[IssueId]:
    """The issues whose marks tell of this one: its parents, and what comes after it."""
    return [row[0] for row in db.rows(BESIDE, issue=issue)]


BESIDE: Final = Statement(
    """
    SELECT high_id FROM relations WHERE low_id = :issue AND kind IN ('hierarchy_forward', 'dependency_reverse')
    UNION ALL
    SELECT low_id FROM relations WHERE high_id = :issue AND kind IN ('hierarchy_reverse', 'dependency_forward')
    """
)


def _note(marks: Marks, kind: str, other: tuple[ProjectId, int], status: Status) -> None:
    if kind == "hierarchy_reverse":
        marks.children += 1
        marks.children_done += status in CLOSED
    elif kind == "dependency_forward" and status not in CLOSED:
        marks.blockers.append(other)


_TURNED: Final = {
    "hierarchy_forward": "hierarchy_reverse",
    "hierarchy_reverse": "hierarchy_forward",
    "dependency_forward": "dependency_reverse",
    "dependency_reverse": "dependency_forward",
}


@cache
def _comments(length: int) -> Statement:
    return Statement(
        f"SELECT issue_id, COUNT(*) FROM comments WHERE issue_id IN ({placeholders('issue', length)}) GROUP BY issue_id"
    )


@cache
def _relations(length: int) -> Statement:
    kinds = ", ".join(f"'{kind}'" for kind in _TURNED)
    columns = "r.low_id, r.high_id, r.kind, l.project_id, l.number, l.status, h.project_id, h.number, h.status"
    issues = placeholders("issue", length)
    ends = " UNION ".join(
        f"SELECT id, low_id, high_id, kind FROM relations WHERE {end} IN ({issues}) AND kind IN ({kinds})"
        for end in ("low_id", "high_id")
    )
    return Statement(
        f"""
        SELECT {columns} FROM ({ends}) r
        JOIN issues l ON l.id = r.low_id AND l.trashed_at IS NULL
        JOIN issues h ON h.id = r.high_id AND h.trashed_at IS NULL
        """
    )
