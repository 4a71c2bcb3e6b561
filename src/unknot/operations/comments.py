"""Say something on an issue, correct it, take it back."""

from msgspec.structs import replace

from unknot.domain.access import Action, Actor
from unknot.domain.comment import Comment
from unknot.domain.errors import NotFound
from unknot.domain.events import CommentDeleted, Commented, CommentEdited
from unknot.domain.ids import CommentId, IssueId
from unknot.domain.issue import Issue
from unknot.domain.text import refuse_if, text_problems
from unknot.operations import finding
from unknot.operations.finding import FoundIssue
from unknot.store import comments
from unknot.store.work import Work


def add_comment(work: Work, issue_id: IssueId, text: str, *, by: Actor) -> Comment:
    """Say something. The issue itself counts as unchanged."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.COMMENT)
    refuse_if(text_problems("text", text, at_most=work.limits.comment))
    comment = Comment(
        id=CommentId(0),
        uuid=work.new_uuid(),
        issue=issue_id,
        author=by.id,
        text=text,
        created_at=work.now(),
        edited_at=None,
    )
    comment = replace(comment, id=comments.add(work.db, comment, workspace=found.issue.workspace))
    _record(work, Commented(comment=comment.id), found.issue, by)
    return comment


def edit_comment(work: Work, issue_id: IssueId, uuid: str, text: str, *, by: Actor) -> Comment:
    """Correct what one said oneself."""
    found = finding.issue(work, issue_id, by=by)
    comment = _comment(work, found, uuid)
    found.access.require(Action.EDIT_COMMENT, author=comment.author)
    refuse_if(text_problems("text", text, at_most=work.limits.comment))
    comments.save_text(work.db, comment.id, text, at=work.now())
    _record(work, CommentEdited(comment=comment.id, before=comment.text, after=text), found.issue, by)
    return replace(comment, text=text, edited_at=work.now())


def delete_comment(work: Work, issue_id: IssueId, uuid: str, *, by: Actor) -> None:
    """Take back what one said, or what somebody else should not have said. The history keeps it."""
    found = finding.issue(work, issue_id, by=by)
    comment = _comment(work, found, uuid)
    found.access.require(Action.DELETE_COMMENT, author=comment.author)
    comments.remove(work.db, comment.id)
    _record(work, CommentDeleted(comment=comment.id, before=comment.text), found.issue, by)


def _comment(work: Work, found: FoundIssue, uuid: str) -> Comment:
    comment = comments.by_uuid(work.db, found.issue.id, uuid)
    if comment is None:
        raise NotFound("comment", f"No comment {uuid} on {found.name}")
    return comment


def _record(work: Work, event: Commented | CommentEdited | CommentDeleted, issue: Issue, by: Actor) -> None:
    work.record(event, by=by, workspace=issue.workspace, project=issue.project, issue=issue.id)
