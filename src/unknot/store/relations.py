"""Relations: one row a pair of issues, the lower id first, the kind as seen from there."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from unknot.domain import chains
from unknot.domain.access import Actor
from unknot.domain.ids import IssueId, RelationId
from unknot.domain.relation import Neighbour, Relation, RelationKind
from unknot.store import projects
from unknot.store.page import Page, Slice
from unknot.store.search import notes
from unknot.store.session import Session
from unknot.store.several import bound, in_portions, placeholders
from unknot.store.statement import Statement, statement
from unknot.store.times import to_micros, to_time

BETWEEN = statement(
    """
    SELECT id, kind, created_by, created_at FROM relations WHERE low_id = :low AND high_id = :high
    """
)
ADD = statement(
    """
    INSERT INTO relations (low_id, high_id, kind, created_by, created_at)
    VALUES (:low, :high, :kind, :created_by, :created_at) RETURNING id
    """
)
REMOVE = statement("DELETE FROM relations WHERE id = :relation")
OTHERS = statement(
    """
    SELECT kind, FALSE, high_id FROM relations WHERE low_id = :issue
    UNION ALL
    SELECT kind, TRUE, low_id FROM relations WHERE high_id = :issue
    """
)
ENDS = statement("SELECT low_id, high_id FROM relations WHERE id = :relation")
IS_RELATED = statement(
    """
    SELECT EXISTS (SELECT 1 FROM relations WHERE low_id = :issue)
        OR EXISTS (SELECT 1 FROM relations WHERE high_id = :issue)
    """
)

AROUND = f"""
    FROM (
        SELECT id, kind, 0 AS turned, high_id AS other_id FROM relations WHERE low_id = :issue
        UNION ALL
        SELECT id, kind, 1 AS turned, low_id AS other_id FROM relations WHERE high_id = :issue
    ) AS r
    JOIN issues i ON i.id = r.other_id AND i.trashed_at IS NULL
    JOIN projects p ON p.id = i.project_id AND p.trashed_at IS NULL
    JOIN workspaces w ON w.id = p.workspace_id
    WHERE {projects.READABLE}
"""
NEIGHBOURS = statement(
    f"""
    SELECT r.kind, r.turned, i.uuid, i.number, i.title, p.alias, w.alias {AROUND}
    ORDER BY r.id LIMIT :limit OFFSET :skip
    """
)
COUNT_NEIGHBOURS = statement(f"SELECT COUNT(*) {AROUND}")


def between(db: Session, issue: IssueId, other: IssueId) -> Relation | None:
    """The relation of two issues, as seen from the first."""
    low, high = sorted((issue, other))
    row = db.row(BETWEEN, low=low, high=high)
    if row is None:
        return None
    kind = RelationKind(row[1])
    return Relation(
        id=row[0],
        issue=issue,
        other=other,
        kind=kind if issue == low else kind.inverse,
        created_by=row[2],
        created_at=to_time(row[3]),
    )


def neighbours(db: Session, issue: IssueId, page: Page, *, reader: Actor) -> Slice[Neighbour]:
    """What an issue is related to, oldest relation first; without what the reader may not read."""
    rows = db.rows(NEIGHBOURS, issue=issue, reader=reader.id, limit=page.size, skip=page.skip)
    return Slice([_to_neighbour(*row) for row in rows], db.value(COUNT_NEIGHBOURS, issue=issue, reader=reader.id))


def others(db: Session, issue: IssueId, kinds: Collection[RelationKind]) -> list[IssueId]:
    """The issues that are related to one in these ways, as seen from them; also what the reader may not read."""
    ends = db.rows(OTHERS, issue=issue)
    return [other for kind, is_low, other in ends if _as_seen(RelationKind(kind), is_low=bool(is_low)) in kinds]


def _as_seen(kind: RelationKind, *, is_low: bool) -> RelationKind:
    """A kind is stored as seen from the lower id."""
    return kind if is_low else kind.inverse


def way(db: Session, start: IssueId, end: IssueId, kind: RelationKind) -> list[IssueId]:
    """The issues from one to another, by the fewest relations of a kind, each as seen from the first of its two issues.

    Nothing if none lead there. Also over issues in the trash: one that comes back must not close a circle.
    """
    return chains.shortest_way(start, end, lambda issues: _steps(db, issues, kind))


def _steps(db: Session, issues: Collection[IssueId], kind: RelationKind) -> Iterator[chains.Step]:
    for some in in_portions(list(issues)):
        yield from db.rows(_steps_from(len(some)), kind=kind.value, inverse=kind.inverse.value, **bound("issue", some))


@cache
def _steps_from(length: int) -> Statement:
    issues = placeholders("issue", length)
    return Statement(
        f"""
        SELECT low_id, high_id FROM relations WHERE low_id IN ({issues}) AND kind = :kind
        UNION ALL
        SELECT high_id, low_id FROM relations WHERE high_id IN ({issues}) AND kind = :inverse
        """
    )


def add(db: Session, relation: Relation) -> RelationId:
    """Store a new relation; the id that it got."""
    low, high = sorted((relation.issue, relation.other))
    kind = relation.kind if relation.issue == low else relation.kind.inverse
    notes.note_relation(db, _unrelated(db, (low, high)))
    return RelationId(
        db.value(
            ADD,
            low=low,
            high=high,
            kind=kind.value,
            created_by=relation.created_by,
            created_at=to_micros(relation.created_at),
        )
    )


def remove(db: Session, relation: RelationId) -> None:
    ends = db.row(ENDS, relation=relation) or ()
    db.run(REMOVE, relation=relation)
    notes.note_relation(db, _unrelated(db, ends))


def _unrelated(db: Session, issues: Iterable[IssueId]) -> list[IssueId]:
    """Those without any relation, for which the first or the last one makes a difference to lists."""
    return [issue for issue in issues if not db.value(IS_RELATED, issue=issue)]


def _to_neighbour(
    kind: str,
    turned: int,
    uuid: str,
    number: int,
    title: str,
    project: str,
    owner: str,
) -> Neighbour:
    seen = RelationKind(kind)
    return Neighbour(
        kind=seen.inverse if turned else seen,
        uuid=uuid,
        number=number,
        title=title,
        project=project,
        owner=owner,
    )
