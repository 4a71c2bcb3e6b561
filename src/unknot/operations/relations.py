"""Relate issues to one another, and take relations away."""

from itertools import groupby

from unknot.domain.access import Action, Actor
from unknot.domain.errors import Conflict, Forbidden, NotFound
from unknot.domain.events import IssuesRelated, RelationRemoved
from unknot.domain.ids import IssueId, RelationId
from unknot.domain.relation import (
    Family,
    HierarchyCircle,
    Neighbour,
    OrderCircle,
    RelatedToItself,
    Relation,
    RelationKind,
)
from unknot.domain.sentence import says
from unknot.operations import finding
from unknot.operations.finding import FoundIssue
from unknot.store import relations
from unknot.store.work import Work


def relate_issues(
    work: Work, issue_id: IssueId, other_uuid: str, kind: RelationKind, *, by: Actor, keeps_order: bool = False
) -> Neighbour:
    """Relate an issue to another one, of any project that the asker may read. There is one relation for a pair.

    Whoever keeps order is refused what would make issues wait for each other in a circle. GitFlic's clients know no
    such refusal, so they are not.
    """
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.RELATE_ISSUE)
    other = finding.issue_by_uuid(work, other_uuid, by=by)
    _refuse_second(work, found, other)
    _refuse_circles(work, found, other, kind, by=by, keeps_order=keeps_order)
    relation = Relation(
        id=RelationId(0),
        issue=found.issue.id,
        other=other.issue.id,
        kind=kind,
        created_by=by.id,
        created_at=work.now(),
    )
    relations.add(work.db, relation)
    _record(work, IssuesRelated, found, other, kind, by)
    return _neighbour(other, kind)


def remove_relation(work: Work, issue_id: IssueId, other_uuid: str, *, by: Actor) -> None:
    """Take away the relation of two issues, from either end."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.RELATE_ISSUE)
    other = finding.issue_by_uuid(work, other_uuid, by=by)
    relation = relations.between(work.db, found.issue.id, other.issue.id)
    if relation is None:
        raise NotFound("relation", says("%(issue)s and %(other)s are not related", issue=found.name, other=other.name))
    relations.remove(work.db, relation.id)
    _record(work, RelationRemoved, found, other, relation.kind, by)


def _refuse_second(work: Work, found: FoundIssue, other: FoundIssue) -> None:
    """There is none with itself, and one for a pair."""
    if found.issue.id == other.issue.id:
        raise RelatedToItself(found.name)
    present = relations.between(work.db, found.issue.id, other.issue.id)
    if present is not None:
        raise Conflict(
            says(
                "%(issue)s and %(other)s are already related (%(relation)s). "
                "Two issues have one relation: remove that one first.",
                issue=found.name,
                other=other.name,
                relation=present.kind.value,
            )
        )


def _refuse_circles(
    work: Work, found: FoundIssue, other: FoundIssue, kind: RelationKind, *, by: Actor, keeps_order: bool
) -> None:
    if kind.is_hierarchy:
        child, parent = (found, other) if kind is RelationKind.HIERARCHY_FORWARD else (other, found)
        if upwards := _way(work, parent, child, RelationKind.HIERARCHY_FORWARD, by):
            raise HierarchyCircle(upwards[::-1])
    if keeps_order and kind.family is Family.DEPENDENCY:
        first, second = (found, other) if kind is RelationKind.DEPENDENCY_REVERSE else (other, found)
        if onwards := _way(work, second, first, RelationKind.DEPENDENCY_REVERSE, by):
            raise OrderCircle(onwards)


def _way(work: Work, start: FoundIssue, end: FoundIssue, kind: RelationKind, by: Actor) -> list[str]:
    """What the issues are called that lead from one to another; several that the asker may not read are one "…"."""
    names = (_name(work, issue, by) for issue in relations.way(work.db, start.issue.id, end.issue.id, kind))
    return [name for name, _ in groupby(names)]


def _name(work: Work, issue: IssueId, by: Actor) -> str:
    try:
        return finding.issue(work, issue, by=by).name
    except (NotFound, Forbidden):
        return "…"


def _neighbour(other: FoundIssue, kind: RelationKind) -> Neighbour:
    return Neighbour(
        kind=kind,
        uuid=other.issue.uuid,
        number=other.issue.number,
        title=other.issue.title,
        project=other.access.project.alias,
        owner=other.access.project.owner,
    )


def _record(
    work: Work,
    event: type[IssuesRelated] | type[RelationRemoved],
    found: FoundIssue,
    other: FoundIssue,
    kind: RelationKind,
    by: Actor,
) -> None:
    """For both issues, since both have a history in which to find it."""
    for here, there, seen in ((found.issue, other.issue, kind), (other.issue, found.issue, kind.inverse)):
        fact = event(other=there.id, relation=seen)
        work.record_on(here, fact, by=by)
