"""The issues around an issue, as its page shows them: each with its state, by the kind of relation."""

import msgspec

from unknot.domain.access import Actor
from unknot.domain.ids import IssueId, ProjectId, UserId
from unknot.domain.relation import RelationKind
from unknot.domain.status import STATUSES, Status
from unknot.store.issues import decode_ids
from unknot.store.relations import AROUND
from unknot.store.session import Session
from unknot.store.statement import statement

MOST = 200  # relations on one page
AROUND_ISSUE = statement(
    f"""
    SELECT r.kind, r.turned, i.id, i.uuid, i.project_id, i.number, i.title, i.status, i.level, i.assignees {AROUND}
    ORDER BY r.id LIMIT {MOST}
    """
)


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """An issue at the far end of a relation; the kind is as seen from here."""

    kind: RelationKind
    id: IssueId
    uuid: str
    project: ProjectId
    number: int
    title: str
    status: Status
    level: str
    assignees: tuple[UserId, ...]


def around(db: Session, issue: IssueId, *, reader: Actor) -> list[Related]:
    """What an issue is related to, oldest relation first; without what the reader may not read."""
    found = []
    for kind, turned, id_, uuid, project, number, title, status, level, assignees in db.rows(
        AROUND_ISSUE, issue=issue, reader=reader.id
    ):
        seen = RelationKind(kind)
        found.append(
            Related(
                kind=seen.inverse if turned else seen,
                id=id_,
                uuid=uuid,
                project=project,
                number=number,
                title=title,
                status=STATUSES[status],
                level=level,
                assignees=decode_ids(assignees),
            )
        )
    return found
