"""A look at an issue without leaving where one is: a fragment that lists, boards and the inbox show beside them."""

from typing import Final

from unknot.domain.comment import Comment
from unknot.domain.issue import Issue
from unknot.domain.markup import to_html
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import channels, comments
from unknot.store.page import Page
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.addresses import address_of_issue
from unknot.web.history import Telling
from unknot.web.look import page
from unknot.web.visit import issue_of

SHOWN: Final = 3  # comments, the last ones


async def peek(request: Request) -> Answer:
    """What an issue is about, and what was said last. It stays new in the inbox: somebody only glanced at it."""
    place, access, issue = await issue_of(request)
    services, directory = request.services, request.services.directory
    count = comments.count(services.db, issue.id)
    said = Telling(services.db, directory, access, []).tell(_last(services.db, issue, count))
    return page(
        "part/peek.html",
        place.visit.language,
        issue=issue,
        key=access.project.issue_key(issue.number),
        address=address_of_issue(access.project, issue.number),
        html=to_html(issue.description, issue.format, access.project.path),
        level=faces.level(directory, issue.level),
        author=faces.face(directory, issue.created_by),
        people=faces.faces(directory, issue.assignees),
        labels=[label for one in issue.labels if (label := directory.label(one)) is not None],
        channels=channels.of_issue(services.db, issue.id),
        said=list(said),
        earlier=max(count - SHOWN, 0),
        now=services.now(),
    )


def _last(db: Session, issue: Issue, count: int) -> list[Comment]:
    """The last page of them may be short, so that it takes two."""
    last = max(count - 1, 0) // SHOWN
    pages = [comments.of_issue(db, issue.id, Page(at, SHOWN)).items for at in range(max(last - 1, 0), last + 1)]
    return [comment for items in pages for comment in items][-SHOWN:]
