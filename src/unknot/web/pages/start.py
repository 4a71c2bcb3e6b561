"""The first page: where somebody goes who names no place."""

from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import users
from unknot.web.refusing import go_to
from unknot.web.shell import no_workspace
from unknot.web.visit import visit_of, workspaces_of


async def show_start(request: Request) -> Answer:
    """The visitor's first workspace, or a page that says that they have none; on a new instance, its beginning."""
    if not users.is_anybody_there(request.services.db):
        return go_to("/first-run")
    visit = await visit_of(request)
    home = next(iter(workspaces_of(visit)), None)
    return no_workspace(visit) if home is None else go_to(f"/{home.alias}")
