"""Relations of an issue."""

from unknot.dialects.gitflic import wire_in
from unknot.dialects.gitflic.endpoints.asking import answer, done, issue_asked
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.dialects.gitflic.wire_relations import RelationPage, relation_out
from unknot.domain.access import Action
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import relations as operations
from unknot.store import relations


async def list_relations(request: Request) -> Answer:
    asked, page = issue_asked(request), page_asked(request)
    found = relations.neighbours(request.services.db, asked.issue.id, page, reader=asked.actor)
    return answer(request, page_out(RelationPage, found, page, relation_out))


async def create_relation(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.RELATE_ISSUE)
    wish = wire_in.relation_wish(await request.json(wire_in.RelationIn))
    neighbour = await request.services.write(
        operations.relate_issues,
        asked.issue.id,
        wish.other,
        wish.kind,
        by=asked.actor,
    )
    return answer(request, relation_out(neighbour))


async def delete_relation(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.RELATE_ISSUE)
    other = wire_in.required_uuid("targetIssueUuid", request.query.get("targetIssueUuid"))
    await request.services.write(operations.remove_relation, asked.issue.id, other, by=asked.actor)
    return done()
