"""GitFlic's issues."""

from datetime import datetime

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.settings import IssueTimeFormat
from unknot.dialects.gitflic.times import local_date_time, phrase
from unknot.dialects.gitflic.view import View
from unknot.dialects.gitflic.wire_labels import LabelOut, known_label_out
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.dialects.gitflic.wire_people import UserOut, known_user_out
from unknot.dialects.gitflic.wire_statuses import STATUS_OUT, StatusOut
from unknot.domain.issue import Issue
from unknot.domain.project import Project


class IssueOut(Out, frozen=True, kw_only=True):
    id: shapes.Uuid
    local_id: shapes.Number
    description: str
    title: str
    status: StatusOut
    assigned_users: list[UserOut]
    labels: list[LabelOut]
    project_alias: shapes.Alias
    user_alias: shapes.Alias  # the project's owner, not a person
    updated_at: shapes.DateOrAgo
    created_at: shapes.DateOrAgo
    updated_by: UserOut


IssuePage = paged("IssuePage", "issueModelList", IssueOut)


def issue_out(issue: Issue, project: Project, view: View) -> IssueOut:
    return IssueOut(
        id=issue.uuid,
        local_id=issue.number,
        description=issue.description,
        title=issue.title,
        status=STATUS_OUT[issue.status],
        assigned_users=[known_user_out(one, view) for one in issue.assignees],
        labels=[label for one in issue.labels if (label := known_label_out(one, view)) is not None],
        project_alias=project.alias,
        user_alias=project.owner,
        updated_at=_issue_time(issue.updated_at, view),
        created_at=_issue_time(issue.created_at, view),
        updated_by=known_user_out(issue.updated_by, view),
    )


def _issue_time(time: datetime, view: View) -> str:
    if view.time_format is IssueTimeFormat.ISO:
        return local_date_time(time)
    return phrase(view.now - time)
