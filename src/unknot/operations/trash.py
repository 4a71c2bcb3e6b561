"""Bring back what was deleted, or take it away for good."""

from datetime import timedelta

from unknot.domain.access import OPERATOR, Action, Actor
from unknot.domain.errors import Conflict, NotFound
from unknot.domain.events import (
    FilePurged,
    FileRestored,
    IssuePurged,
    IssueRestored,
    ProjectPurged,
    ProjectRestored,
)
from unknot.domain.file import File
from unknot.domain.ids import ProjectId
from unknot.domain.issue import Issue
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.operations import finding
from unknot.store import files, issues, projects, trash
from unknot.store.trash import Purged
from unknot.store.work import Work


def restore_issue(work: Work, project: ProjectId, number: int, *, by: Actor) -> Issue:
    """Bring back an issue under its old number, with its comments, relations and files."""
    access = finding.project(work, project, by=by)
    issue = trash.issue_at(work.db, project, number)
    if issue is None:
        raise NotFound(
            "issue",
            says("No issue %(number)s of %(project)s is in the trash", number=number, project=access.project.path),
        )
    access.require(Action.DELETE_ISSUE, author=issue.created_by)
    issues.restore(work.db, issue)
    work.record(IssueRestored(number=number), by=by, workspace=issue.workspace, project=project, issue=issue.id)
    return issue


def restore_file(work: Work, uuid: str, *, by: Actor) -> File:
    """Bring back a file, attached to what it was attached to."""
    file = trash.file(work.db, uuid)
    if file is None:
        raise NotFound("file", says("No file %(uuid)s is in the trash", uuid=uuid))
    access = finding.project(work, file.project, by=by)
    access.require(Action.DETACH_FILE, author=file.uploaded_by)
    files.restore(work.db, file.id)
    event = FileRestored(file=file.id, name=file.name)
    work.record(event, by=by, workspace=file.workspace, project=file.project, issue=file.issue)
    return file


def restore_project(work: Work, uuid: str, *, by: Actor) -> Project:
    """Bring back a project with all its issues, unless its alias or key is taken by now."""
    project = trash.project(work.db, uuid)
    if project is None:
        raise NotFound("project", says("No project %(uuid)s is in the trash", uuid=uuid))
    work.directory.access(by, project).require(Action.MANAGE_PROJECT)
    if work.directory.project_at(project.owner, project.alias) is not None:
        raise Conflict(
            says("There is another project %(project)s by now. Rename that one first.", project=project.path)
        )
    if projects.is_key_taken(work.db, project.workspace, project.key):
        raise Conflict(
            says(
                'Another project has the key "%(key)s" by now. Give that one another key first.',
                key=project.key,
            )
        )
    trash.restore_project(work.db, project)
    work.record(ProjectRestored(alias=project.alias), by=by, workspace=project.workspace, project=project.id)
    return project


def purge_trash(work: Work, *, older_than: timedelta, unattached_for: timedelta, by: Actor = OPERATOR) -> Purged:
    """Take away for good what lies in the trash for this long, and uploads that nobody attached for that long.

    The rows go now; whoever asked removes the bytes under `Purged.blob_keys` after the commit.
    """
    now = work.now()
    purged = trash.purge(work.db, before=now - older_than, unattached_before=now - unattached_for)
    _record_purged(work, purged, by)
    return purged


def _record_purged(work: Work, purged: Purged, by: Actor) -> None:
    for file in purged.files:
        event = FilePurged(file=file.id, name=file.name)
        work.record(event, by=by, workspace=file.workspace, project=file.project, issue=file.issue)
    for issue in purged.issues:
        fact = IssuePurged(number=issue.number)
        work.record_on(issue, fact, by=by)
    for project in purged.projects:
        work.record(ProjectPurged(alias=project.alias), by=by, workspace=project.workspace, project=project.id)
