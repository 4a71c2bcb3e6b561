"""File a new issue, and save one that is there."""

import msgspec

from unknot.domain.access import Access
from unknot.domain.errors import Invalid, NotFound
from unknot.domain.issue import IssueChange, IssueDraft
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.issues import create_issue
from unknot.operations.undo import noting
from unknot.operations.writing import edit_seen_issue
from unknot.store.naming import NOBODY
from unknot.web import naming
from unknot.web.addresses import address_of_issue
from unknot.web.answering import done
from unknot.web.forms import YES, form_of
from unknot.web.look import words_of
from unknot.web.pages.writing import Asked, new_page
from unknot.web.refusing import wants_json
from unknot.web.visit import Place, issue_of, place_of


class NewForm(msgspec.Struct, frozen=True):
    project: str
    title: str
    description: str = ""
    status: Status = Status.OPEN
    level: str = NOBODY
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()


class EditForm(msgspec.Struct, frozen=True):
    """Words, with the version of them that the writer saw; and, from the whole form, everything else."""

    title: str | None = None
    description: str | None = None
    seen_title: str | None = None
    seen_description: str | None = None
    status: Status | None = None
    level: str | None = None
    is_whole: str = ""  # whether an empty set means that nothing is left
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()


async def file_issue(request: Request) -> Answer:
    """File a new issue, in whichever project the form names; what is refused comes back with what was typed."""
    place = await place_of(request)
    form = await form_of(request, NewForm)
    project = naming.project(place, form.project)
    try:
        draft = _draft(place, project, form)
        noted = await request.services.write(noting, create_issue, project.id, draft, by=place.actor)
    except (Invalid, NotFound) as refusal:
        if wants_json(request):
            raise
        typed = {
            field: getattr(form, field) for field in ("title", "description", "level", "assignee", "label", "channel")
        }
        return new_page(place, project, Asked(status=form.status.value, **typed), refusal)
    address = address_of_issue(project, noted.outcome.number)
    said = words_of(place.visit.language).catalogue.gettext("%(key)s filed")
    return done(request, noted, said % {"key": project.issue_key(noted.outcome.number)}, back=address, go=address)


async def edit(request: Request) -> Answer:
    """Change an issue's words, unless somebody else did so meanwhile; from the whole form, also everything else."""
    place, access, issue = await issue_of(request)
    form = await form_of(request, EditForm)
    seen = {"title": form.seen_title, "description": form.seen_description}
    noted = await request.services.write(
        noting,
        edit_seen_issue,
        issue.id,
        _change(place, access, form),
        seen={field: version for field, version in seen.items() if version is not None},
        by=place.actor,
    )
    return done(
        request,
        noted,
        words_of(place.visit.language).catalogue.gettext("Saved"),
        back=address_of_issue(access.project, issue.number),
    )


def _draft(place: Place, project: Project, form: NewForm) -> IssueDraft:
    access = place.visit.request.services.directory.access(place.actor, project)
    return IssueDraft(
        title=form.title,
        description=form.description,
        status=form.status,
        level=naming.level(place, form.level),
        assignees=naming.users(place, form.assignee),
        labels=naming.labels(access, place, form.label),
        channels=tuple(naming.channel(place, name) for name in form.channel),
        description_may_be_blank=True,
    )


def _change(place: Place, access: Access, form: EditForm) -> IssueChange:
    is_whole = form.is_whole == YES
    return IssueChange(
        title=form.title,
        description=form.description,
        status=form.status,
        level=None if form.level is None else naming.level(place, form.level),
        assignees=naming.users(place, form.assignee) if is_whole else None,
        labels=naming.labels(access, place, form.label) if is_whole else None,
        channels=tuple(naming.channel(place, name) for name in form.channel) if is_whole else None,
        description_may_be_blank=True,
    )
