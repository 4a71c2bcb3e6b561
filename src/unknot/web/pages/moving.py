"""Move an issue to another project."""

import msgspec

from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.moving import Moved, move_issue
from unknot.operations.undo import noting
from unknot.web import naming
from unknot.web.addresses import address_of_issue
from unknot.web.answering import done
from unknot.web.forms import form_of
from unknot.web.look import words_of
from unknot.web.visit import Place, issue_of


class MoveForm(msgspec.Struct, frozen=True):
    project: str  # its alias


async def move(request: Request) -> Answer:
    """Move an issue, and lead the visitor to where it is then."""
    place, _, issue = await issue_of(request)
    form = await form_of(request, MoveForm)
    project = naming.project(place, form.project)
    noted = await request.services.write(noting, move_issue, issue.id, project.id, by=place.actor)
    address = address_of_issue(project, noted.outcome.issue.number)
    key = project.issue_key(noted.outcome.issue.number)
    return done(request, noted, _said(place, key, noted.outcome), back=address, go=address)


def _said(place: Place, key: str, moved: Moved) -> str:
    gettext = words_of(place.visit.language).catalogue.gettext
    if moved.left_off:
        said = gettext("%(key)s now. Its new project has no such label: %(labels)s")
        return said % {"key": key, "labels": ", ".join(moved.left_off)}
    return gettext("%(key)s now") % {"key": key}
