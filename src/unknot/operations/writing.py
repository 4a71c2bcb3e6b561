"""Write on an issue as people do on its page: carefully, and often two things with one press."""

from collections.abc import Mapping

from unknot.domain.access import Actor
from unknot.domain.comment import Comment
from unknot.domain.ids import IssueId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.status import Status
from unknot.domain.versions import require_seen
from unknot.operations import finding
from unknot.operations.comments import add_comment
from unknot.operations.issues import edit_issue
from unknot.store.work import Work


def edit_seen_issue(
    work: Work,
    issue_id: IssueId,
    change: IssueChange,
    *,
    seen: Mapping[str, str],
    by: Actor,
) -> Issue:
    """Change an issue, unless somebody else changed the same words since the writer saw them."""
    require_seen(finding.issue(work, issue_id, by=by).issue, change, seen)
    return edit_issue(work, issue_id, change, by=by)


def comment_and_set_status(work: Work, issue_id: IssueId, text: str, status: Status | None, *, by: Actor) -> Comment:
    """Say something and, with the same press, set the status."""
    comment = add_comment(work, issue_id, text, by=by)
    if status is not None:
        edit_issue(work, issue_id, IssueChange(status=status), by=by)
    return comment
