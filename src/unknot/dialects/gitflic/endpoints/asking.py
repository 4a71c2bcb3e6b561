"""What every endpoint begins and ends with: who asks, about what, and how the answer is written.

The order is the dialect's: token, project, right to read it, issue, right to change it, and only then the body.
"""

import msgspec

from unknot.dialects.gitflic.auth import actor_of
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.dialects.gitflic.view import View
from unknot.domain.access import Access, Action, Actor
from unknot.domain.errors import NotFound
from unknot.domain.issue import Issue
from unknot.http.answer import JSON, Answer
from unknot.http.request import Request
from unknot.store import issues

HAL = b"application/hal+json"
MOST_DIGITS = 18  # of a number that fits the database's integers

_encode = msgspec.json.Encoder().encode


class AskedIssue(msgspec.Struct, frozen=True):
    """The issue that the path names, and what the caller may do with it."""

    issue: Issue
    access: Access

    def require(self, action: Action) -> None:
        self.access.require(action, author=self.issue.created_by)

    @property
    def actor(self) -> Actor:
        return self.access.actor


def settings_of(request: Request) -> GitflicSettings:
    return request.services.settings_of(GitflicSettings)


def project_asked(request: Request) -> Access:
    """The project that the path names first: /project/{ownerAlias}/{projectAlias}."""
    actor = actor_of(request)
    owner, alias = request.params[0], request.params[1]
    project = request.services.directory.project_at(owner, alias)
    if project is None:
        raise NotFound("project", f"No project {owner}/{alias}")
    return request.services.directory.access(actor, project)


def issue_asked(request: Request) -> AskedIssue:
    """The issue that the path names next, by {localId}."""
    access = project_asked(request)
    number = request.params[2]
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    issue = issues.at(request.services.db, int(number), access=access) if is_number else None
    if issue is None:
        raise NotFound("issue", f"No issue {number} in project {access.project.path}")
    return AskedIssue(issue, access)


def view_of(request: Request) -> View:
    services = request.services
    return View(services.directory, request.base_url, services.now(), settings_of(request).issue_time_format)


def answer(request: Request, value: msgspec.Struct) -> Answer:
    """The value as JSON, called HAL if that is what the client asks for."""
    accepted = request.header(b"accept")
    wants_hal = accepted is not None and HAL in accepted
    return Answer(_encode(value), content_type=HAL if wants_hal else JSON)


def done() -> Answer:
    """Success with nothing to say."""
    return Answer(content_type=None)
