"""The pages on which an issue is written: a new one, or everything of one that is there."""

import msgspec
from msgspec.structs import replace

from unknot.domain.access import Action
from unknot.domain.errors import NotFound, Refused
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.status import Status
from unknot.domain.template import Template
from unknot.domain.versions import version_of
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import channels, templates
from unknot.store.naming import NOBODY
from unknot.web import offering
from unknot.web.addresses import address_of_issue
from unknot.web.choices import choices_of, marked, named
from unknot.web.forms import query_of
from unknot.web.refusing import status_of
from unknot.web.shell import in_shell
from unknot.web.visit import Place, issue_of, place_of, project_of, writable_projects


class Asked(msgspec.Struct, frozen=True):
    """What links may fill in beforehand."""

    title: str = ""
    description: str = ""
    level: str = NOBODY
    status: str = Status.OPEN
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    template: str = ""  # the UUID of one


async def show_new_in_project(request: Request) -> Answer:
    place, access = await project_of(request)
    return new_page(place, access.project, query_of(request, Asked))


async def show_new(request: Request) -> Answer:
    """A new issue of whichever project its writer chooses."""
    place = await place_of(request)
    if not place.projects:
        raise NotFound("project", says("There is no project yet in which to file an issue"))
    home = next((one for one in place.projects if one.id == place.workspace.default_project), place.projects[0])
    return new_page(place, home, query_of(request, Asked))


async def show_edit(request: Request) -> Answer:
    """Everything of an issue that can be changed, in one form."""
    place, access, issue = await issue_of(request)
    access.require(Action.EDIT_ISSUE, author=issue.created_by)
    directory = request.services.directory
    titles = [label.title for one in issue.labels if (label := directory.label(one)) is not None]
    streams = channels.of_issue(request.services.db, issue.id)
    return in_shell(
        "page/edit.html",
        place,
        here=f"/{access.project.path}",
        project=access.project,
        issue=issue,
        key=access.project.issue_key(issue.number),
        address=address_of_issue(access.project, issue.number),
        version=version_of(issue),
        choices=marked(choices_of(place, [access.project], issue.assignees), issue, streams, titles),
    )


def new_page(place: Place, project: Project, asked: Asked, refusal: Refused | None = None) -> Answer:
    """A form for a new issue, with what is known of it so far; after a refusal, with what was typed."""
    services = place.visit.request.services
    known = templates.of_project(services.db, access=services.directory.access(place.actor, project))
    chosen = next((one for one in known if one.uuid == asked.template), None)
    return in_shell(
        "page/new.html",
        place,
        here=f"/{project.path}/new",
        project=project,
        status=200 if refusal is None else status_of(refusal),
        refusal=refusal,
        asked=asked if chosen is None else _begun(asked, chosen),
        templates=known,
        chosen=chosen,
        writable=writable_projects(place),
        choices=named(
            choices_of(place, [project], offering.ids_of(place, asked.assignee)),
            asked.assignee,
            asked.label,
            asked.channel,
        ),
    )


def _begun(asked: Asked, template: Template) -> Asked:
    """What a template begins, unless something is there already."""
    return replace(asked, title=asked.title or template.title, description=asked.description or template.description)
