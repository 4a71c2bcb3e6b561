"""The pages on which an issue is written: a new one, or everything of one that is there."""

import msgspec

from unknot.domain.access import Action
from unknot.domain.errors import NotFound
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.domain.versions import version_of
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import channels
from unknot.store.selecting import NOBODY
from unknot.web.choices import choices_of, marked, named
from unknot.web.forms import query_of
from unknot.web.shell import in_shell
from unknot.web.visit import Place, issue_of, place_of, project_of


class Asked(msgspec.Struct, frozen=True):
    """What links may fill in beforehand."""

    title: str = ""
    description: str = ""
    level: str = NOBODY
    status: str = Status.OPEN
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()


async def show_new_in_project(request: Request) -> Answer:
    place, access = await project_of(request)
    return _new(place, access.project)


async def show_new(request: Request) -> Answer:
    """A new issue of whichever project its writer chooses."""
    place = await place_of(request)
    if not place.projects:
        raise NotFound("project", "There is no project yet in which to file an issue")
    home = next((one for one in place.projects if one.id == place.workspace.default_project), place.projects[0])
    return _new(place, home)


async def show_edit(request: Request) -> Answer:
    """Everything of an issue that can be changed, in one form."""
    place, access, issue = await issue_of(request)
    directory = request.services.directory
    titles = [label.title for one in issue.labels if (label := directory.label(one)) is not None]
    streams = channels.of_issue(request.services.db, issue.id)
    return in_shell(
        "page/edit.html",
        place,
        here=f"/{access.project.path}",
        project=access.project,
        issue=issue,
        key=f"{access.project.key}-{issue.number}",
        address=f"/{access.project.path}/{issue.number}",
        version=version_of(issue),
        choices=marked(choices_of(place, [access.project]), issue, streams, titles),
    )


def _new(place: Place, project: Project) -> Answer:
    asked = query_of(place.visit.request, Asked)
    return in_shell(
        "page/new.html",
        place,
        here=f"/{project.path}/new",
        project=project,
        asked=asked,
        writable=[one for one in place.projects if _may_file(place, one)],
        choices=named(choices_of(place, [project]), asked.assignee, asked.label, asked.channel),
    )


def _may_file(place: Place, project: Project) -> bool:
    access = place.visit.request.services.directory.access(place.actor, project)
    return access.allows(Action.CREATE_ISSUE)
