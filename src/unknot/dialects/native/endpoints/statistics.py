"""What a workspace has, and what happened in it."""

from unknot.dialects.native.auth import member_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.wire_statistics import range_in, statistics_of
from unknot.http.answer import Answer
from unknot.http.request import Request


async def get_statistics(request: Request) -> Answer:
    actor, services = member_of(request), request.services
    asked = range_in(request.query, services.now().date())
    return answer(await services.read_aside(statistics_of, actor.workspace, asked))
