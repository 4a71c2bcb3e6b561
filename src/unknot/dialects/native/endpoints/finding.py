"""Issues by the words of the search box."""

from unknot.dialects.native.auth import actor_of
from unknot.dialects.native.endpoints.answering import answer
from unknot.dialects.native.names import project_asked
from unknot.dialects.native.wire_finding import FoundOut
from unknot.domain.errors import Invalid
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import browsing
from unknot.store.browsing import Cursor
from unknot.store.session import Session
from unknot.transfer.asking import Export, Wish, limit_in, understand
from unknot.transfer.json import JSON
from unknot.transfer.record import exported

USUAL, MOST = 50, 100  # issues on a page


async def find_issues(request: Request) -> Answer:
    actor, services, asked = actor_of(request), request.services, request.query
    wish = Wish(
        workspace=services.directory.workspace(actor.workspace),
        project=project_asked(request, actor),
        text=asked.get("q", ""),
        format=JSON,
        limit=min(limit_in(asked.get("limit", "")) or USUAL, MOST),
    )
    wanted = understand(services.directory, wish, reader=actor, now=services.now(), base=request.base_url)
    return answer(await services.read_aside(_page, wanted, _after(asked.get("after", ""))))


def _page(db: Session, wanted: Export, after: Cursor | None) -> FoundOut:
    limit = wanted.limit or USUAL
    [found] = browsing.sections(db, [(wanted.selection, limit + 1)], wanted.sort, after)
    shown = found.lines[:limit]
    ids, projects = [line.id for line in shown], wanted.selection.projects
    return FoundOut(
        total=found.count,
        issues=tuple(exported(db, ids, projects, wanted.base, with_descriptions=True)),
        next=str(browsing.cursor(shown, wanted.sort, after)) if len(found.lines) > limit else None,
    )


def _after(given: str) -> Cursor | None:
    if not given:
        return None
    try:
        return Cursor.read(given)
    except ValueError:
        raise Invalid.field(
            "after", says('must be the "next" of another page, and is "%(given)s"', given=given[:50])
        ) from None
