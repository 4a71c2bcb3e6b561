"""The people of a workspace."""

from unknot.dialects.guance import envelope, wire_people
from unknot.dialects.guance.auth import actor_of
from unknot.dialects.guance.paging import page_in_query
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import members


async def list_members(request: Request) -> Answer:
    """The page stands in the content, where the vendor's clients look, and beside it, where its documents have it."""
    actor, page = actor_of(request), page_in_query(request)
    search = request.query.get("search", "")
    found = await request.services.read_aside(members.people_in, actor.workspace, page, search=search)
    user = request.services.directory.user
    info = envelope.page_info(page, count=len(found.items), total=found.total)
    rows = [wire_people.member_out(user(member.user), member.role) for member in found.items]
    return envelope.answer(request, wire_people.MemberPage(data=rows, page_info=info), info)
