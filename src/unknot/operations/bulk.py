"""Change many issues at once: each by itself, by the operations that people use for one.

What would come of it is found out by the same steps, without the last one.
"""

from collections.abc import Callable, Iterable

import msgspec

from unknot.domain.access import Access, Action, Actor
from unknot.domain.bulk import Fate, Result, Wish
from unknot.domain.errors import NotFound, Refused, Unavailable
from unknot.domain.ids import IssueId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.sentence import says
from unknot.domain.text import fold
from unknot.operations import finding
from unknot.operations.finding import FoundIssue
from unknot.operations.issues import as_changed, delete_issue, edit_issue
from unknot.operations.moving import Moved, left_off, move_issue, require_movable, titles_of
from unknot.operations.trash import restore_issue
from unknot.store import channels, issues, trash
from unknot.store.work import Work


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done with one issue, all of it allowed."""

    found: FoundIssue
    change: IssueChange | None = None
    to: Access | None = None  # the project to move to
    is_deleting: bool = False
    is_restoring: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Plan(found=self.found)


Do = Callable[[Work, Plan, Actor], Moved]


def foresee(work: Work, ids: Iterable[IssueId], wish: Wish, *, by: Actor) -> list[Result]:
    """What would become of each issue. Nothing is changed."""
    return [_result(work, one, wish, by, _leave) for one in ids]


def change_each(work: Work, ids: Iterable[IssueId], wish: Wish, *, by: Actor) -> list[Result]:
    """Carry out a wish on each issue that allows it; another one's refusal holds none of them up."""
    return [_result(work, one, wish, by, _do) for one in ids]


def _result(work: Work, issue_id: IssueId, wish: Wish, by: Actor, do: Do) -> Result:
    living = issues.by_id(work.db, issue_id)
    issue = living or trash.issue_anywhere(work.db, issue_id)
    if issue is None:
        return _told(work, None, Fate.REFUSED, NotFound("issue", says("This issue was taken away for good")))
    try:
        plan = _plan(work, issue, wish, by, is_living=living is not None)
        if plan.is_empty:
            return _told(work, issue, Fate.UNCHANGED)
        then = work.attempt(do, plan, by)
        return _told(work, then.issue, Fate.CHANGED, lost=then.left_off)
    except Unavailable:
        raise
    except Refused as refusal:
        return _told(work, issue, Fate.REFUSED, refusal)


def _told(
    work: Work, issue: Issue | None, fate: Fate, refusal: Refused | None = None, lost: tuple[str, ...] = ()
) -> Result:
    home = None if issue is None else work.directory.project(issue.project)
    return Result(
        uuid="" if issue is None else issue.uuid,
        key="" if issue is None or home is None else home.issue_key(issue.number),
        fate=fate,
        code="" if refusal is None else refusal.code,
        sentence="" if refusal is None else refusal.sentence,
        left_off=lost,
    )


def _leave(work: Work, plan: Plan, _: Actor) -> Moved:
    issue = plan.found.issue
    if plan.change is not None:
        issue = as_changed(work, issue, plan.change, plan.found.access)
    return Moved(issue, () if plan.to is None else left_off(work, issue, plan.to))


def _do(work: Work, plan: Plan, by: Actor) -> Moved:
    issue = plan.found.issue
    if plan.is_deleting:
        delete_issue(work, issue.id, by=by)
    elif plan.is_restoring:
        restore_issue(work, issue.project, issue.number, by=by)
    if plan.change is not None:
        issue = edit_issue(work, issue.id, plan.change, by=by)
    if plan.to is not None:
        return move_issue(work, issue.id, plan.to.project.id, by=by)
    return Moved(issue)


def _plan(work: Work, issue: Issue, wish: Wish, by: Actor, *, is_living: bool) -> Plan:
    """What a wish means for one issue, or why it may not be."""
    found = FoundIssue(issue, finding.project(work, issue.project, by=by))
    if wish.restore:
        found.require(Action.DELETE_ISSUE)
        return Plan(found=found, is_restoring=not is_living)
    if not is_living:
        raise NotFound("issue", says("This issue does not exist, or is in the trash"))
    if wish.trash:
        found.require(Action.DELETE_ISSUE)
        return Plan(found=found, is_deleting=True)
    return Plan(found=found, change=_change(work, found, wish), to=_destination(work, found, wish, by))


def _change(work: Work, found: FoundIssue, wish: Wish) -> IssueChange | None:
    """What is different about an issue as wished, if anything is."""
    change = IssueChange(
        status=wish.status,
        level=wish.level,
        assignees=_assignees(work, found.issue, wish),
        labels=_labels(work, found, wish),
        channels=_channels(work, found.issue, wish),
    )
    if change.channels is None and as_changed(work, found.issue, change, found.access) == found.issue:
        return None
    found.require(Action.EDIT_ISSUE)
    return change


def _assignees(work: Work, issue: Issue, wish: Wish) -> tuple[str, ...] | None:
    if wish.assignees is None:
        return None
    return wish.assignees.of([work.directory.user(one).uuid for one in issue.assignees])


def _labels(work: Work, found: FoundIssue, wish: Wish) -> tuple[str, ...] | None:
    """Labels by title become those of the issue's project. One that is to go may be missing there."""
    if wish.labels is None:
        return None
    known = titles_of(work, found.access)
    title_of = {label.id: title for title, label in known.items()}
    held = [title_of[one] for one in found.issue.labels if one in title_of]
    wanted = wish.labels.mapped(fold).of(held)
    missing = next((one for one in wish.labels.named if fold(one) in wanted and fold(one) not in known), None)
    if missing is not None:
        path = found.access.project.path
        raise NotFound("label", says('No label "%(title)s" in project %(project)s', title=missing, project=path))
    return None if list(wanted) == held else tuple(known[one].uuid for one in wanted)


def _channels(work: Work, issue: Issue, wish: Wish) -> tuple[str, ...] | None:
    if wish.channels is None:
        return None
    held = [one.uuid for one in channels.of_issue(work.db, issue.id)]
    wanted = wish.channels.of(held)
    return None if set(wanted) == set(held) else wanted


def _destination(work: Work, found: FoundIssue, wish: Wish, by: Actor) -> Access | None:
    if wish.project is None:
        return None
    project = work.directory.project_by_uuid(wish.project)
    if project is None:
        raise NotFound("project", says("No project %(uuid)s", uuid=wish.project))
    if project.id == found.issue.project:
        return None
    to = work.directory.access(by, project)
    require_movable(found, to)
    return to
