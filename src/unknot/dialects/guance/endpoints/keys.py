"""Self-checks: is this key good, which one is it, and which workspace does it open?"""

from unknot.dialects.guance.auth import actor_of, key_of
from unknot.dialects.guance.envelope import answer
from unknot.dialects.guance.wire_people import key_out, workspace_out
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import tokens


async def validate_key(request: Request) -> Answer:
    actor_of(request)
    return answer(request, content=True)


async def list_keys(request: Request) -> Answer:
    """Only the calling key is told in full: whoever calls has it already."""
    actor, services = actor_of(request), request.services
    key = key_of(request)
    calling = services.directory.token(key)
    rows = tokens.of_workspace(services.db, actor.workspace)
    return answer(request, [key_out(one, services.directory, ak=key if one == calling else "") for one in rows])


async def get_workspace(request: Request) -> Answer:
    actor = actor_of(request)
    return answer(request, workspace_out(request.services.directory.workspace(actor.workspace)))
