"""File, change and delete issues."""

from collections.abc import Iterable

from msgspec.structs import replace

from unknot.domain.access import Access, Action, Actor
from unknot.domain.errors import Invalid
from unknot.domain.events import IssueCreated, IssueDeleted, IssueEdited
from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.issue import Issue, IssueChange, IssueDraft, differences
from unknot.domain.people import User
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.text import refuse_if
from unknot.operations import finding, incidents
from unknot.operations.finding import FoundIssue
from unknot.store import issues, numbers
from unknot.store.work import Work


def create_issue(work: Work, project: ProjectId, draft: IssueDraft, *, by: Actor) -> Issue:
    """File an issue under the next number of its project."""
    access = finding.project(work, project, by=by)
    access.require(Action.CREATE_ISSUE)
    refuse_if(draft.problems(work.limits))
    now = work.now()
    issue = Issue(
        id=IssueId(0),
        uuid=work.new_uuid(),
        workspace=access.project.workspace,
        project=project,
        number=numbers.next_number(work.db, project),
        title=draft.title,
        description=draft.description,
        format=draft.format,
        status=draft.status,
        labels=_labels(work, draft.labels, access.project),
        assignees=_assignees(work, draft.assignees, access.project, already=()),
        level=incidents.level(work, draft.level, access.project.workspace),
        source=draft.source,
        sub_identity=draft.sub_identity,
        extend=draft.extend,
        created_by=by.id,
        created_at=now,
        updated_by=by.id,
        updated_at=now,
    )
    issue = replace(issue, id=issues.add(work.db, issue))
    incidents.hang_on(
        work,
        FoundIssue(issue, access),
        channels=draft.channels or None,  # of all of these it has none yet
        watchers=draft.watchers or None,
        files=draft.files or None,
        by=by,
    )
    work.record_on(issue, IssueCreated(number=issue.number, title=issue.title), by=by)
    return issue


def edit_issue(work: Work, issue_id: IssueId, change: IssueChange, *, by: Actor) -> Issue:
    """Change what is given and keep the rest. Saving without a difference still says who saved last."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.EDIT_ISSUE)
    refuse_if(change.problems(work.limits))
    changed = replace(as_changed(work, found.issue, change, found.access), updated_by=by.id, updated_at=work.now())
    issues.save(work.db, changed, was=found.issue)
    moved = incidents.hang_on(
        work,
        FoundIssue(changed, found.access),
        channels=change.channels,
        watchers=change.watchers,
        files=change.files,
        by=by,
    )
    work.record_on(changed, IssueEdited(changes=differences(found.issue, changed) | moved), by=by)
    return changed


def delete_issue(work: Work, issue_id: IssueId, *, by: Actor) -> None:
    """Move an issue to the trash, and with it its comments, relations and files."""
    found = finding.issue(work, issue_id, by=by)
    found.require(Action.DELETE_ISSUE)
    issues.trash(work.db, found.issue, at=work.now(), by=by.id)
    work.record_on(found.issue, IssueDeleted(number=found.issue.number), by=by)


def as_changed(work: Work, issue: Issue, change: IssueChange, access: Access) -> Issue:
    """An issue as it would be, or a refusal of what it cannot become. Nothing is stored."""
    project = access.project
    return replace(
        issue,
        title=issue.title if change.title is None else change.title,
        description=issue.description if change.description is None else change.description,
        format=issue.format if change.format is None else change.format,
        status=issue.status if change.status is None else change.status,
        labels=issue.labels if change.labels is None else _labels(work, change.labels, project),
        assignees=(
            issue.assignees
            if change.assignees is None
            else _assignees(work, change.assignees, project, already=issue.assignees)
        ),
        level=issue.level if change.level is None else incidents.level(work, change.level, issue.workspace),
        extend=issue.extend if change.extend is None else change.extend,
    )


def _labels(work: Work, uuids: Iterable[str], project: Project) -> tuple[LabelId, ...]:
    return tuple(finding.label(work, uuid, project).id for uuid in dict.fromkeys(uuids))


def _assignees(
    work: Work,
    uuids: Iterable[str],
    project: Project,
    *,
    already: tuple[UserId, ...],
) -> tuple[UserId, ...]:
    """Whoever becomes responsible must be able to read the issue; whoever already is may stay."""
    people = [finding.user(work, uuid) for uuid in dict.fromkeys(uuids)]
    outsiders = [one.username for one in people if one.id not in already and not _can_read(work, one, project)]
    if outsiders:
        raise Invalid.field(
            "assignees",
            says(
                "must be able to read %(project)s, and %(outsiders)s cannot",
                project=project.path,
                outsiders=", ".join(outsiders),
            ),
        )
    return tuple(one.id for one in people)


def _can_read(work: Work, user: User, project: Project) -> bool:
    return not project.is_private or bool(work.directory.role_of(user.id, project))
