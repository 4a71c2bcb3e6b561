"""The issues around an issue, step by step, and how they are related to each other."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

import msgspec

from unknot.domain.access import Actor
from unknot.domain.ids import IssueId, ProjectId
from unknot.domain.project import issue_key
from unknot.domain.relation import Family, RelationKind
from unknot.domain.status import OPEN, STATUSES, Status
from unknot.store import projects
from unknot.store.session import Session
from unknot.store.several import bound, in_portions, placeholders
from unknot.store.statement import Statement

MOST: Final = 200  # issues in one graph; nobody sees through more
MOST_IN_LINE: Final = 500  # before an issue, and behind it


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An issue, and how many relations it is away from the one in the middle."""

    id: IssueId
    uuid: str
    project: ProjectId
    key: str  # as people say it: OPS-12
    path: str
    title: str
    status: Status
    level: str
    distance: int


class Tie(msgspec.Struct, frozen=True):
    """A relation; the kind is as seen from the first issue."""

    one: IssueId
    other: IssueId
    kind: RelationKind

    @property
    def leading(self) -> "Tie":
        """The same relation, as seen from the issue that comes first, stands above, or does something to the other."""
        return self if self.kind.leads else Tie(self.other, self.one, self.kind.inverse)


class Graph(msgspec.Struct, frozen=True):
    nodes: Sequence[Node]  # the one in the middle first, then by distance
    ties: Sequence[Tie]
    is_cut: bool  # there is more than is shown


def around(
    db: Session,
    issue: IssueId,
    *,
    reader: Actor,
    depth: int,
    families: Collection[Family] = tuple(Family),
) -> Graph:
    """What is at most so many relations of some families away; without what the reader may not read."""
    nodes = {node.id: node for node in _nodes(db, [issue], reader, distance=0)}
    ties: dict[Tie, None] = {}
    frontier, is_cut = list(nodes), False
    for distance in range(1, depth + 1):
        near = _ties(db, frontier, families)
        ties.update(dict.fromkeys(near))
        unseen = dict.fromkeys(end for tie in near for end in (tie.one, tie.other) if end not in nodes)
        found = _nodes(db, list(unseen), reader, distance)
        room = MOST - len(nodes)
        is_cut = is_cut or len(found) > room
        nodes |= {node.id: node for node in found[:room]}
        frontier = [node.id for node in found[:room]]
    ties.update(dict.fromkeys(_ties(db, frontier, families)))  # among the outermost
    return Graph(list(nodes.values()), [tie for tie in ties if tie.one in nodes and tie.other in nodes], is_cut)


def in_line(db: Session, issue: IssueId, *, reader: Actor) -> Graph:
    """The open issues that wait for an open issue, and those for which it waits, each way to the very end.

    What the reader may not read ends a way, too.
    """
    start = [node for node in _nodes(db, [issue], reader, distance=0) if node.status in OPEN]
    before, after = (_line(db, start, reader, is_before=is_before) for is_before in (True, False))
    nodes = {node.id: node for node in (*before.nodes, *after.nodes)}
    ties = dict.fromkeys((*before.ties, *after.ties))
    return Graph(list(nodes.values()), list(ties), before.is_cut or after.is_cut)


def _line(db: Session, start: Sequence[Node], reader: Actor, *, is_before: bool) -> Graph:
    nodes = {node.id: node for node in start}
    ties: dict[Tie, None] = {}
    frontier = list(nodes)
    while frontier and len(nodes) < MOST_IN_LINE:
        near = [tie.leading for tie in _ties(db, frontier, [Family.DEPENDENCY])]
        near = [tie for tie in near if (tie.other if is_before else tie.one) in frontier]
        ties |= dict.fromkeys(near)
        unseen = dict.fromkeys(end for tie in near for end in (tie.one, tie.other) if end not in nodes)
        found = _nodes(db, list(unseen), reader, nodes[frontier[0]].distance + 1)
        frontier = [node.id for node in found if node.status in OPEN]
        nodes |= {node.id: node for node in found if node.id in frontier}
    return Graph(list(nodes.values()), [tie for tie in ties if tie.one in nodes and tie.other in nodes], bool(frontier))


def _ties(db: Session, issues: Sequence[IssueId], families: Collection[Family]) -> list[Tie]:
    """The relations of some issues, oldest first."""
    found = {
        row[0]: row for some in in_portions(issues) for row in db.rows(_of_ends(len(some)), **bound("issue", some))
    }
    ties = (Tie(one, other, RelationKind(kind)) for _, one, other, kind in sorted(found.values()))
    return [tie for tie in ties if tie.kind.family in families]


def _nodes(db: Session, issues: Sequence[IssueId], reader: Actor, distance: int) -> list[Node]:
    """Those of some issues that the reader may read, in their order."""
    found = {
        row[0]: _to_node(distance, *row)
        for some in in_portions(issues)
        for row in db.rows(_readable(len(some)), reader=reader.id, **bound("issue", some))
    }
    return [found[issue] for issue in issues if issue in found]


@cache
def _of_ends(length: int) -> Statement:
    ends = (
        f"SELECT id, low_id, high_id, kind FROM relations WHERE {end} IN ({placeholders('issue', length)})"
        for end in ("low_id", "high_id")
    )
    return Statement(" UNION ".join(ends))


@cache
def _readable(length: int) -> Statement:
    return Statement(
        f"""
        SELECT i.id, i.uuid, i.project_id, i.number, i.title, i.status, i.level, p.key, p.alias, w.alias
        FROM issues i
        JOIN projects p ON p.id = i.project_id AND p.trashed_at IS NULL
        JOIN workspaces w ON w.id = p.workspace_id
        WHERE i.id IN ({placeholders("issue", length)}) AND i.trashed_at IS NULL AND {projects.READABLE}
        """
    )


def _to_node(
    distance: int,
    issue: IssueId,
    uuid: str,
    project: ProjectId,
    number: int,
    title: str,
    status: str,
    level: str,
    key: str,
    alias: str,
    owner: str,
) -> Node:
    return Node(
        id=issue,
        uuid=uuid,
        project=project,
        key=issue_key(key, number),
        path=f"/{owner}/{alias}/{number}",
        title=title,
        status=STATUSES[status],
        level=level,
        distance=distance,
    )
