"""The opposite of each thing that can happen to an issue, done by the operation that people do it with."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from unknot.domain.access import Actor
from unknot.domain.errors import Conflict
from unknot.domain.events import (
    CommentDeleted,
    Commented,
    CommentEdited,
    CommentRestored,
    FileAttached,
    FileDeleted,
    FileRestored,
    IssueCreated,
    IssueDeleted,
    IssueEdited,
    IssueMoved,
    IssueRestored,
    IssuesRelated,
    Recorded,
    RelationRemoved,
)
from unknot.domain.ids import CommentId, FileId, IssueId
from unknot.domain.issue import FieldChange, IssueChange
from unknot.domain.relation import RelationKind
from unknot.domain.sentence import says
from unknot.operations import finding
from unknot.operations.comments import delete_comment, edit_comment, restore_comment
from unknot.operations.files import detach_file
from unknot.operations.finding import FoundIssue, changed_since
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.moving import move_back
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.trash import restore_file, restore_issue
from unknot.store import channels, comments, files, issues, relations, trash
from unknot.store.work import Work

NAMED_BY_UUID: Final = ("labels", "assignees", "channels")  # sets, in what a person wants different


def do_the_opposite(work: Work, recorded: Recorded, *, by: Actor) -> None:  # noqa: C901 - a flat table
    """Change back what an event tells, unless it has changed again since."""
    issue, project = recorded.issue, recorded.project
    assert issue is not None  # noqa: S101 - nothing else can be undone
    assert project is not None  # noqa: S101 - which every issue has
    match recorded.event:
        case IssueCreated() | IssueRestored():
            delete_issue(work, issue, by=by)
        case IssueDeleted(number=number):
            restore_issue(work, project, number, by=by)
        case IssueEdited(changes=changes):
            _edit_back(work, finding.issue(work, issue, by=by), changes, by)
        case IssueMoved() as moved:
            move_back(work, issue, moved, by=by)
        case IssuesRelated(other=other, relation=kind):
            _unrelate(work, issue, other, kind, by)
        case RelationRemoved(other=other, relation=kind):
            relate_issues(work, issue, _uuid_of(work, other), kind, by=by)
        case Commented(comment=comment) | CommentRestored(comment=comment):
            delete_comment(work, issue, _comment_uuid(work, comment), by=by)
        case CommentEdited(comment=comment, before=before, after=after):
            _say_again(work, issue, comment, before, after, by)
        case CommentDeleted() as deleted:
            restore_comment(work, issue, deleted, by=by)
        case FileAttached(file=file) | FileRestored(file=file):
            _detach(work, issue, file, by)
        case FileDeleted(file=file):
            _bring_back(work, file, by)
        case _:
            raise Conflict(says("This cannot be undone"))


def _edit_back(work: Work, found: FoundIssue, changes: dict[str, FieldChange], by: Actor) -> None:
    if not changes:
        return
    now = _fields(work, found)
    moved = [field for field, change in changes.items() if now[field] != change.after]
    if moved:
        raise changed_since(found, moved)
    before = {field: _as_wished(work, field, change.before) for field, change in changes.items()}
    edit_issue(work, found.issue.id, msgspec.convert(before, IssueChange), by=by)


def _fields(work: Work, found: FoundIssue) -> dict[str, Any]:
    """The fields of an issue as events hold them."""
    held = sorted(channel.uuid for channel in channels.of_issue(work.db, found.issue.id))
    return {**msgspec.json.decode(msgspec.json.encode(found.issue)), "channels": held}


def _as_wished(work: Work, field: str, value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    """What to wish for, so that a field becomes this again."""
    return tuple(_uuids(work, field, value)) if field in NAMED_BY_UUID else value


def _uuids(work: Work, field: str, members: Iterable[Any]) -> Iterable[str]:
    """The members of a set by UUID, without those that were deleted since."""
    for member in members:
        match field:
            case "assignees":
                yield work.directory.user(member).uuid
            case "labels":
                if (label := work.directory.label(member)) is not None:
                    yield label.uuid
            case "channels":
                if work.directory.channel_by_uuid(member) is not None:
                    yield member


def _unrelate(work: Work, issue: IssueId, other: IssueId, kind: RelationKind, by: Actor) -> None:
    now = relations.between(work.db, issue, other)
    if now is None or now.kind is not kind:
        raise Conflict(says("The relation was removed or changed since"))
    remove_relation(work, issue, _uuid_of(work, other), by=by)


def _uuid_of(work: Work, issue: IssueId) -> str:
    found = issues.by_id(work.db, issue)
    if found is None:
        raise Conflict(says("The issue at the other end is in the trash"))
    return found.uuid


def _comment_uuid(work: Work, comment: CommentId) -> str:
    found = comments.by_id(work.db, comment)
    if found is None:
        raise Conflict(says("The comment was deleted since"))
    return found.uuid


def _say_again(work: Work, issue: IssueId, comment: CommentId, before: str, after: str, by: Actor) -> None:
    found = comments.by_id(work.db, comment)
    if found is None or found.text != after:
        raise Conflict(says("The comment was changed again or deleted since"))
    edit_comment(work, issue, found.uuid, before, may_be_blank=True, by=by)


def _detach(work: Work, issue: IssueId, file: FileId, by: Actor) -> None:
    """Unless it is gone already, perhaps with the comment that brought it."""
    found = files.by_id(work.db, file)
    if found is not None:
        detach_file(work, issue, found.uuid, by=by)


def _bring_back(work: Work, file: FileId, by: Actor) -> None:
    found = trash.file_by_id(work.db, file)
    if found is None:
        raise Conflict(says("The file was brought back since, or taken away for good"))
    restore_file(work, found.uuid, by=by)
