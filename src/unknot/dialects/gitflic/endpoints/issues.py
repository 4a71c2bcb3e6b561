"""Read, file, change and delete issues."""

from unknot.dialects.gitflic import wire_in
from unknot.dialects.gitflic.endpoints.asking import (
    answer,
    done,
    issue_asked,
    project_asked,
    settings_of,
    view_of,
)
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_issues import IssuePage, issue_out
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.domain.access import Action
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import issues as operations
from unknot.store import issues


async def get_issue(request: Request) -> Answer:
    asked = issue_asked(request)
    return answer(request, issue_out(asked.issue, asked.access.project, view_of(request)))


async def list_issues(request: Request) -> Answer:
    access, page, view = project_asked(request), page_asked(request), view_of(request)
    found = issues.newest(request.services.db, page, access=access)
    shown = page_out(IssuePage, found, page, lambda issue: issue_out(issue, access.project, view))
    return answer(request, shown)


async def create_issue(request: Request) -> Answer:
    access = project_asked(request)
    access.require(Action.CREATE_ISSUE)
    draft = wire_in.issue_draft(await request.json(wire_in.IssueIn), request.services.limits)
    issue = await request.services.write(operations.create_issue, access.project.id, draft, by=access.actor)
    return answer(request, issue_out(issue, access.project, view_of(request)))


async def edit_issue(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.EDIT_ISSUE)
    body = await request.json(wire_in.IssueIn)
    change = wire_in.issue_change(body, request.services.limits, strict=settings_of(request).strict_edit)
    issue = await request.services.write(operations.edit_issue, asked.issue.id, change, by=asked.actor)
    return answer(request, issue_out(issue, asked.access.project, view_of(request)))


async def delete_issue(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.DELETE_ISSUE)
    await request.services.write(operations.delete_issue, asked.issue.id, by=asked.actor)
    return done()
