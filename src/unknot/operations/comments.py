"""Say something on an issue, correct it, take it back."""

from collections.abc import Iterable

from msgspec.structs import replace

from unknot.domain.access import Action, Actor
from unknot.domain.comment import Comment
from unknot.domain.errors import Conflict, NotFound, Problem
from unknot.domain.events import CommentDeleted, Commented, CommentEdited, CommentRestored
from unknot.domain.ids import CommentId, IssueId
from unknot.domain.sentence import says
from unknot.domain.text import length_problems, refuse_if, text_problems
from unknot.operations import finding, issue_channels, issue_files
from unknot.operations.finding import FoundIssue
from unknot.store import comments, files, timeline
from unknot.store.work import Work


def add_comment(
    work: Work,
    issue_id: IssueId,
    text: str,
    *,
    extend: str = "{}",
    files: Iterable[str] = (),
    channels: Iterable[str] = (),
    may_be_blank: bool = False,
    by: Actor,
) -> Comment:
    """Say something, show files that were uploaded before, and deliver the issue to the channels that were named."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.COMMENT)
    refuse_if(_problems(work, text, may_be_blank=may_be_blank))
    comment = Comment(
        id=CommentId(0),
        uuid=work.new_uuid(),
        issue=issue_id,
        author=by.id,
        text=text,
        extend=extend,
        created_at=work.now(),
        edited_at=None,
    )
    comment = replace(comment, id=comments.add(work.db, comment, workspace=found.issue.workspace))
    timeline.add_comment(work.db, comment)
    issue_files.attach_files(work, found, files, comment=comment.id, by=by)
    work.record_on(found.issue, Commented(comment=comment.id), by=by)
    issue_channels.deliver(work, found, channels, by=by)
    return comment


def edit_comment(
    work: Work,
    issue_id: IssueId,
    uuid: str,
    text: str,
    *,
    extend: str | None = None,
    files: Iterable[str] | None = None,
    may_be_blank: bool = False,
    by: Actor,
) -> Comment:
    """Correct what one said oneself. Files that are no longer named are deleted; None leaves a thing as it is."""
    found = finding.issue(work, issue_id, by=by)
    comment = _comment(work, found, uuid)
    found.access.require(Action.EDIT_COMMENT, author=comment.author)
    refuse_if(_problems(work, text, may_be_blank=may_be_blank))
    edited = replace(
        comment,
        text=text,
        extend=comment.extend if extend is None else extend,
        edited_at=work.now(),
    )
    comments.save(work.db, edited)
    if files is not None:
        issue_files.set_files(work, found, files, comment=comment.id, by=by)
    work.record_on(found.issue, CommentEdited(comment=comment.id, before=comment.text, after=text), by=by)
    return edited


def delete_comment(work: Work, issue_id: IssueId, uuid: str, *, by: Actor) -> None:
    """Take back what one said, or what somebody else should not have said, with its files. The history keeps it."""
    found = finding.issue(work, issue_id, by=by)
    comment = _comment(work, found, uuid)
    found.access.require(Action.DELETE_COMMENT, author=comment.author)
    issue_files.delete_files(work, found, files.of_comment(work.db, comment.id), by=by)
    comments.remove(work.db, comment.id)
    timeline.remove_comment(work.db, comment)
    work.record_on(found.issue, _deleted(comment), by=by)


def restore_comment(work: Work, issue_id: IssueId, deleted: CommentDeleted, *, by: Actor) -> Comment:
    """Bring back a comment as it was. Whoever may delete it may do this."""
    found = finding.issue(work, issue_id, by=by)
    comment = _as_it_was(issue_id, deleted)
    if comment is None or comments.by_id(work.db, deleted.comment) is not None:
        raise Conflict(says("This comment on %(issue)s is not deleted, or was too long ago", issue=found.name))
    found.access.require(Action.DELETE_COMMENT, author=comment.author)
    comments.put_back(work.db, comment, workspace=found.issue.workspace)
    timeline.add_comment(work.db, comment)
    work.record_on(found.issue, CommentRestored(comment=comment.id), by=by)
    return comment


def _problems(work: Work, text: str, *, may_be_blank: bool) -> Iterable[Problem]:
    check = length_problems if may_be_blank else text_problems
    return check("text", text, at_most=work.limits.comment)


def _comment(work: Work, found: FoundIssue, uuid: str) -> Comment:
    comment = comments.by_uuid(work.db, found.issue.id, uuid)
    if comment is None:
        raise NotFound("comment", says("No comment %(uuid)s on %(issue)s", uuid=uuid, issue=found.name))
    return comment


def _deleted(comment: Comment) -> CommentDeleted:
    return CommentDeleted(
        comment=comment.id,
        before=comment.text,
        uuid=comment.uuid,
        author=comment.author,
        extend=comment.extend,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
    )


def _as_it_was(issue: IssueId, deleted: CommentDeleted) -> Comment | None:
    if deleted.author is None or deleted.created_at is None:
        return None
    return Comment(
        id=deleted.comment,
        uuid=deleted.uuid,
        issue=issue,
        author=deleted.author,
        text=deleted.before,
        extend=deleted.extend,
        created_at=deleted.created_at,
        edited_at=deleted.edited_at,
    )
