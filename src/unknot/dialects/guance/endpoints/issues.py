"""Add, modify, read and list issues."""

import msgspec
from msgspec import UNSET

from unknot.dialects.guance import ids
from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.envelope import PageInfo, answer, page_info
from unknot.dialects.guance.paging import page_of
from unknot.dialects.guance.settings import GuanceSettings
from unknot.dialects.guance.wire_detail import detail_out
from unknot.dialects.guance.wire_issues import IssueChangeIn, IssueIn, IssueOut, issue_change, issue_draft, issue_out
from unknot.dialects.guance.wire_lists import IssuesPage, ListIn, question_in
from unknot.domain.access import Action, Actor
from unknot.domain.errors import NotFound
from unknot.domain.issue import Issue
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import finding
from unknot.operations import issues as operations
from unknot.store import issue_lists
from unknot.store.issue_lists import Question
from unknot.store.page import Page

MOST_UNPAGED = 1000  # of a list that nobody asked to have in pages


async def add_issue(request: Request) -> Answer:
    actor, services = writer_of(request), request.services
    project = finding.default_project(services.directory, actor.workspace)
    draft = issue_draft(await request.json(IssueIn), actor.workspace, services.directory, services.limits)
    issue = await services.write(operations.create_issue, project.id, draft, by=actor)
    return answer(request, issue_out(issue, services.directory))


async def modify_issue(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    issue = issue_asked(request, actor)
    project = services.directory.project(issue.project)
    if project is not None:
        services.directory.access(actor, project).require(Action.EDIT_ISSUE, author=issue.created_by)
    change = issue_change(await request.json(IssueChangeIn), issue, services.directory, services.limits)
    changed = await services.write(operations.edit_issue, issue.id, change, by=actor)
    return answer(request, issue_out(changed, services.directory))


async def get_issue(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    return answer(request, detail_out(issue_asked(request, actor), services.db, services.directory))


async def list_issues(request: Request) -> Answer:
    actor, services = actor_of(request), request.services
    body = await request.json(ListIn)
    question = question_in(body, actor.workspace, services.directory)
    is_paged = body.pageIndex is not UNSET or body.pageSize is not UNSET
    if not is_paged and not services.settings_of(GuanceSettings).always_wrap_issue_list:
        page = Page(0, MOST_UNPAGED)
        rows, info = await _listed(request, question, page)
        return answer(request, rows, info)
    page = page_of(_number(body.pageIndex), _number(body.pageSize), most=services.limits.page_size)
    return answer(request, IssuesPage(*await _listed(request, question, page)))


async def _listed(request: Request, question: Question, page: Page) -> tuple[list[IssueOut], PageInfo]:
    services = request.services
    found = await services.read_aside(issue_lists.matching, question, page)
    rows = [issue_out(issue, services.directory) for issue in found.items]
    return rows, page_info(page, count=len(rows), total=found.total)


def issue_asked(request: Request, actor: Actor) -> Issue:
    """The issue that the path names first; one of another workspace looks missing."""
    return find_issue(request, request.params[0], actor)


def find_issue(request: Request, given: str, actor: Actor) -> Issue:
    uuid, services = ids.uuid_in(ids.ISSUE, given), request.services
    issue = None if uuid is None else finding.issue_in_workspace(services.db, services.directory, uuid, actor.workspace)
    if issue is None:
        raise NotFound("issue", f"No issue {given} in this workspace")
    return issue


def _number(given: int | msgspec.UnsetType | None) -> int | None:
    return given if isinstance(given, int) else None
