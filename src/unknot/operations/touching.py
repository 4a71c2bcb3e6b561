"""Change one thing on many issues at once, as people do in lists: all of them or, where one refuses, none."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

import msgspec

from unknot.domain.access import Actor
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.ids import UserId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.status import Status
from unknot.domain.text import fold
from unknot.operations import finding
from unknot.operations.finding import FoundIssue
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.watching import set_watching
from unknot.store import channels
from unknot.store.work import Work

Member = TypeVar("Member")
MOST: Final = 250  # issues at once: others wait for the writer meanwhile, for about 0.2 ms each


class Touch(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change; None leaves a thing as it is.

    An assignee, a label or a channel is added where it is missing; where every issue already has it, it is taken away.
    An assignee instead of another one is never taken away: somebody hands the issues over.
    """

    status: Status | None = None
    level: str | None = None
    assignee: str | None = None  # UUID; the empty text takes everybody away
    instead_of: str | None = None  # UUID of whose place the assignee takes; the empty text: nobody's
    label: str | None = None  # a title, which each project may have
    channel: str | None = None  # UUID
    is_watching: bool | None = None
    trash: bool = False


def touch_issues(work: Work, uuids: Sequence[str], touch: Touch, *, by: Actor) -> list[Issue]:
    """The issues as they are afterwards."""
    if len(uuids) > MOST:
        raise Invalid.field(
            "issue",
            says(
                "must be at most %(most)s issues at once, and are %(count)s: choose “More…” for so many",
                most=MOST,
                count=len(uuids),
            ),
        )
    found = [finding.issue_by_uuid(work, uuid, by=by) for uuid in dict.fromkeys(uuids)]
    if touch.trash:
        for one in found:
            delete_issue(work, one.issue.id, by=by)
        return [one.issue for one in found]
    if touch.is_watching is not None:
        for one in found:
            set_watching(work, one.issue.id, is_watching=touch.is_watching, by=by)
    return [_edited(work, one, change, by) for one, change in zip(found, _changes(work, found, touch), strict=True)]


def _edited(work: Work, found: FoundIssue, change: IssueChange, by: Actor) -> Issue:
    return found.issue if change == IssueChange() else edit_issue(work, found.issue.id, change, by=by)


def _changes(work: Work, found: Sequence[FoundIssue], touch: Touch) -> Iterable[IssueChange]:
    sets = zip(
        _assignees(work, found, touch),
        _labels(work, found, touch.label),
        _channels(work, found, touch.channel),
        strict=True,
    )
    for assignees, labels, delivered in sets:
        yield IssueChange(
            status=touch.status, level=touch.level, assignees=assignees, labels=labels, channels=delivered
        )


def _assignees(work: Work, found: Sequence[FoundIssue], touch: Touch) -> Sequence[tuple[str, ...] | None]:
    if touch.assignee is None:
        return [None] * len(found)
    if not touch.assignee:
        return [()] * len(found)
    user = finding.user(work, touch.assignee).id
    sets = [one.issue.assignees for one in found]
    if touch.instead_of is None:
        changed = _toggled(sets, [user] * len(sets))
    else:
        former = finding.user(work, touch.instead_of).id if touch.instead_of else None
        changed = [_handed_over(ids, former, user) for ids in sets]
    return [tuple(work.directory.user(one).uuid for one in ids) for ids in changed]


def _handed_over(ids: tuple[UserId, ...], former: UserId | None, user: UserId) -> tuple[UserId, ...]:
    """The one in the other's place, beside everybody else."""
    held = ids if former in ids else (*ids, user)
    return tuple(dict.fromkeys(user if one == former else one for one in held))


def _labels(work: Work, found: Sequence[FoundIssue], title: str | None) -> Sequence[tuple[str, ...] | None]:
    if title is None:
        return [None] * len(found)
    by_project = {one.issue.project: one.access.project for one in found}
    known = {id_: _label(work, project, title) for id_, project in by_project.items()}
    wanted = [known[one.issue.project] for one in found]
    held = [_label_uuids(work, one) for one in found]
    return _toggled(held, wanted)


def _label(work: Work, project: Project, title: str) -> str:
    for label in work.directory.labels_of(project.id):
        if fold(label.title) == fold(title):
            return label.uuid
    raise NotFound("label", says('No label "%(title)s" in project %(project)s', title=title, project=project.path))


def _label_uuids(work: Work, found: FoundIssue) -> tuple[str, ...]:
    return tuple(label.uuid for one in found.issue.labels if (label := work.directory.label(one)) is not None)


def _channels(work: Work, found: Sequence[FoundIssue], uuid: str | None) -> Sequence[tuple[str, ...] | None]:
    if uuid is None:
        return [None] * len(found)
    held = [tuple(one.uuid for one in channels.of_issue(work.db, issue.issue.id)) for issue in found]
    return _toggled(held, [uuid] * len(held))


def _toggled(sets: Sequence[tuple[Member, ...]], members: Sequence[Member]) -> list[tuple[Member, ...]]:
    """Take from each set its member if none is missing, and add it where it is missing otherwise."""
    pairs = list(zip(sets, members, strict=True))
    if all(one in held for held, one in pairs):
        return [tuple(other for other in held if other != one) for held, one in pairs]
    return [held if one in held else (*held, one) for held, one in pairs]
