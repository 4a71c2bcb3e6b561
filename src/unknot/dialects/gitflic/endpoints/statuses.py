"""The statuses that an issue can have: our extension, since the vendor has no call for them."""

from unknot.dialects.gitflic.endpoints.asking import answer, project_asked
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.dialects.gitflic.wire_statuses import STATUS_OUT, StatusPage
from unknot.domain.status import Status
from unknot.http.answer import Answer
from unknot.http.request import Request


async def list_statuses(request: Request) -> Answer:
    """The same for every project, in the order in which work goes through them."""
    project_asked(request)
    page = page_asked(request)
    return answer(request, page_out(StatusPage, page.of(list(Status)), page, STATUS_OUT.__getitem__))
