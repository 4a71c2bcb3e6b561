"""An issue's own page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from unknot.domain.access import Access, Action
from unknot.domain.issue import Issue
from unknot.domain.level import NO_LEVEL
from unknot.domain.markup import to_html
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.domain.status import CLOSED, Status
from unknot.domain.versions import version_of
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import channels, comments, events, files, issues, neighbourhood, timeline
from unknot.store.directory import Directory
from unknot.store.neighbourhood import Related
from unknot.store.page import Page
from unknot.web import faces
from unknot.web.addresses import ENTRIES, address_of_issue
from unknot.web.choices import choices_of, marked
from unknot.web.faces import Face, LevelMark
from unknot.web.forms import query_of
from unknot.web.history import Telling
from unknot.web.seeing import note_seen
from unknot.web.shell import in_shell
from unknot.web.visit import Place, issue_of, writable_projects

MOST_FILES: Final = 500


class Asked(msgspec.Struct, frozen=True):
    show: str = "all"  # or comments, or history
    page: int = 0  # of the timeline, counted from the newest


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """A related issue as a line."""

    uuid: str
    key: str
    href: str
    title: str
    status: Status
    level: LevelMark
    people: Sequence[Face]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What the strip of an issue with a level tells: since when, and how quickly somebody took it up and ended it."""

    level: LevelMark
    opened_at: datetime
    acknowledged_after: timedelta | None
    completed_after: timedelta | None


async def show_issue(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    await note_seen(place, issue)
    asked = query_of(request, Asked)
    services, path = request.services, f"/{access.project.path}"
    directory = services.directory
    related = neighbourhood.around(services.db, issue.id, reader=place.actor)
    labels = [label for one in issue.labels if (label := directory.label(one)) is not None]
    streams = channels.of_issue(services.db, issue.id)
    attached = files.of_issue(services.db, issue.id, Page(0, MOST_FILES)).items
    return in_shell(
        "page/issue.html",
        place,
        here=path,
        project=access.project,
        issue=issue,
        key=access.project.issue_key(issue.number),
        address=f"{path}/{issue.number}",
        html=to_html(issue.description, issue.format, access.project.path),
        version=version_of(issue),
        level=faces.level(directory, issue.level),
        author=faces.face(directory, issue.created_by),
        people=faces.faces(directory, issue.assignees),
        labels=labels,
        watchers=faces.faces(directory, issues.watchers(services.db, issue.id)),
        channels=streams,
        children=[_neighbour(place, one) for one in related if one.kind is RelationKind.HIERARCHY_REVERSE],
        children_done=sum(one.status in CLOSED for one in related if one.kind is RelationKind.HIERARCHY_REVERSE),
        relations=_by_kind(place, related),
        related_count=sum(one.kind is not RelationKind.HIERARCHY_REVERSE for one in related),
        files=[file for file in attached if file.comment is None],
        incident=_incident(request, issue, directory),
        choices=marked(
            choices_of(place, [access.project], issue.assignees), issue, streams, [one.title for one in labels]
        ),
        kinds=list(RelationKind),
        elsewhere=_projects_elsewhere(place, access, issue),
        last_event=events.newest(services.db),
        may=_rights(access, issue),
        **_activity(place, access, issue, asked, attached),
    )


def _rights(access: Access, issue: Issue) -> Mapping[str, bool]:
    """What the visitor may do here; what they may not is not offered."""
    author = issue.created_by
    return {
        "edit": access.allows(Action.EDIT_ISSUE, author=author),
        "comment": access.allows(Action.COMMENT),
        "relate": access.allows(Action.RELATE_ISSUE, author=author),
        "attach": access.allows(Action.ATTACH_FILE, author=author) and access.allows(Action.UPLOAD_FILE),
        "delete": access.allows(Action.DELETE_ISSUE, author=author),
    }


def _projects_elsewhere(place: Place, access: Access, issue: Issue) -> Sequence[Project]:
    """Where the visitor may move an issue."""
    if not access.allows(Action.EDIT_ISSUE, author=issue.created_by):
        return ()
    return [one for one in writable_projects(place) if one.id != issue.project]


def _activity(place: Place, access: Access, issue: Issue, asked: Asked, attached: Iterable[Any]) -> Mapping[str, Any]:
    """The newest entries, oldest of them first, unless the visitor prefers it the other way round."""
    services = place.visit.request.services
    page = Page(max(asked.page, 0), ENTRIES)
    found = timeline.of_issue(services.db, issue.id, page, newest_first=True)
    told = list(Telling(services.db, services.directory, access, attached).tell(found.items))
    shown = [one for one in told if asked.show == "all" or one.is_said is (asked.show == "comments")]
    if place.visit.preferences.newest_last:
        shown.reverse()
    return {
        "entries": shown,
        "show": asked.show,
        "comment_count": comments.count(services.db, issue.id),
        "earlier": asked.page + 1 if (asked.page + 1) * ENTRIES < found.total else None,
        "later": asked.page - 1 if asked.page > 0 else None,
    }


def _by_kind(place: Place, related: Iterable[Related]) -> list[tuple[RelationKind, list[Neighbour]]]:
    kinds: dict[RelationKind, list[Neighbour]] = {}
    for one in related:
        if one.kind is not RelationKind.HIERARCHY_REVERSE:
            kinds.setdefault(one.kind, []).append(_neighbour(place, one))
    return [(kind, kinds[kind]) for kind in RelationKind if kind in kinds]


def _neighbour(place: Place, related: Related) -> Neighbour:
    directory = place.visit.request.services.directory
    home = directory.project(related.project)
    assert home is not None  # noqa: S101 - the store leaves out what lies in a deleted project
    return Neighbour(
        uuid=related.uuid,
        key=home.issue_key(related.number),
        href=address_of_issue(home, related.number),
        title=related.title,
        status=related.status,
        level=faces.level(directory, related.level),
        people=faces.faces(directory, related.assignees),
    )


def _incident(request: Request, issue: Issue, directory: Directory) -> Incident | None:
    """Nothing for an issue without a level."""
    if issue.level == NO_LEVEL:
        return None
    changes = events.status_changes(request.services.db, issue.id)
    moves = [(one.at, one.event.changes["status"].after) for one in changes]  # type: ignore[attr-defined]  # an edit
    taken = next((at for at, status in moves if status != Status.OPEN), None)
    ended = moves[-1][0] if moves and issue.status in CLOSED else None
    return Incident(
        level=faces.level(directory, issue.level),
        opened_at=issue.created_at,
        acknowledged_after=None if taken is None else taken - issue.created_at,
        completed_after=None if ended is None else ended - issue.created_at,
    )
