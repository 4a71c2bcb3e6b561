"""Move issues between the projects of a workspace. All that hangs on them stays, and old addresses lead on."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Access, Action, Actor
from unknot.domain.errors import Conflict, Invalid
from unknot.domain.events import IssueMoved
from unknot.domain.ids import IssueId, LabelId, ProjectId
from unknot.domain.issue import FieldChange, Issue
from unknot.domain.label import Label, LabelDraft
from unknot.domain.sentence import says
from unknot.domain.text import fold
from unknot.operations import finding
from unknot.operations.finding import FoundIssue, changed_since
from unknot.operations.labels import create_label
from unknot.store import moves, numbers
from unknot.store.work import Work


class Moved(msgspec.Struct, frozen=True):
    """An issue in its new place, and the titles of labels that could not come along."""

    issue: Issue
    left_off: tuple[str, ...] = ()


def move_issue(work: Work, issue_id: IssueId, project: ProjectId, *, by: Actor) -> Moved:
    """Let an issue stand in another project, under its next number there.

    Its labels become those of the same titles. One that is missing there is made, if whoever moves may make labels,
    and is left off otherwise.
    """
    found = finding.issue(work, issue_id, by=by)
    to = finding.project(work, project, by=by)
    require_movable(found, to)
    if to.project.id == found.issue.project:
        return Moved(found.issue)
    number = numbers.next_number(work.db, project)
    lost = left_off(work, found.issue, to)
    return Moved(_put(work, found.issue, to, number, _labels_there(work, found.issue, to, by), by), lost)


def move_back(work: Work, issue_id: IssueId, event: IssueMoved, *, by: Actor) -> None:
    """Let an issue stand where it stood before it was moved, under the number that nobody else got meanwhile."""
    found = finding.issue(work, issue_id, by=by)
    to = finding.project(work, event.before.project, by=by)
    require_movable(found, to)
    labels = found.issue.labels
    if found.issue.standing != event.after:
        raise Conflict(says("%(issue)s was moved again since, so nothing of it was undone", issue=found.name))
    if event.labels is not None:
        if list(labels) != list(event.labels.after):
            raise changed_since(found, ["labels"])
        labels = tuple(label.id for label in _labels_of(work, event.labels.before))
    _put(work, found.issue, to, event.before.number, labels, by)


def require_movable(found: FoundIssue, to: Access) -> None:
    """Whoever moves an issue could edit it where it is and file it where it goes."""
    found.require(Action.EDIT_ISSUE)
    to.require(Action.CREATE_ISSUE)
    if to.project.workspace != found.issue.workspace:
        raise Invalid.field(
            "project",
            says("must be a project of the same workspace, and %(project)s is in another", project=to.project.path),
        )


def left_off(work: Work, issue: Issue, to: Access) -> tuple[str, ...]:
    """The titles of those of an issue's labels that would not come along to a project."""
    if to.allows(Action.MANAGE_LABELS):
        return ()
    known = titles_of(work, to)
    return tuple(one.title for one in _labels_of(work, issue.labels) if fold(one.title) not in known)


def _put(work: Work, was: Issue, to: Access, number: int, labels: tuple[LabelId, ...], by: Actor) -> Issue:
    issue = replace(was, project=to.project.id, number=number, labels=labels, updated_by=by.id, updated_at=work.now())
    moves.move(work.db, issue, was=was)
    event = IssueMoved(
        before=was.standing,
        after=issue.standing,
        labels=None if labels == was.labels else FieldChange(was.labels, labels),
    )
    work.record_on(issue, event, by=by)
    return issue


def _labels_there(work: Work, issue: Issue, to: Access, by: Actor) -> tuple[LabelId, ...]:
    """What an issue's labels become in a project."""
    known, may_make = titles_of(work, to), to.allows(Action.MANAGE_LABELS)
    found = ((label, known.get(fold(label.title))) for label in _labels_of(work, issue.labels))
    return tuple(
        (there or create_label(work, to.project.id, _draft(label), by=by)).id
        for label, there in found
        if there is not None or may_make
    )


def _labels_of(work: Work, ids: Iterable[LabelId]) -> Iterator[Label]:
    """Those that were not deleted."""
    return (label for one in ids if (label := work.directory.label(one)) is not None)


def titles_of(work: Work, access: Access) -> dict[str, Label]:
    """A project's labels by their folded titles."""
    return {fold(label.title): label for label in work.directory.labels_of(access.project.id)}


def _draft(label: Label) -> LabelDraft:
    return LabelDraft(
        title=label.title, description=label.description, color=label.color, is_text_light=label.is_text_light
    )
