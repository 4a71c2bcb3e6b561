"""What people do to issues from pages: each wish is a form, and its answer a page or a few words for a script."""

from collections.abc import Sequence
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec

from unknot.domain.access import Access, Action
from unknot.domain.errors import Conflict, Invalid, NotFound
from unknot.domain.ids import EventId
from unknot.domain.issue import Issue, IssueChange, IssueDraft
from unknot.domain.project import Project
from unknot.domain.relation import RelationKind
from unknot.domain.status import STATUSES, Status
from unknot.domain.text import fold
from unknot.http.answer import Answer
from unknot.http.files import take_up
from unknot.http.request import Request
from unknot.http.uploads import every_file
from unknot.operations.comments import delete_comment, edit_comment
from unknot.operations.files import attach_file, detach_file
from unknot.operations.issues import create_issue
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.touching import Touch, touch_issues
from unknot.operations.undo import Noted, Undone, noting, undo
from unknot.operations.writing import comment_and_set_status, edit_seen_issue
from unknot.store.selecting import NOBODY, level_keys
from unknot.web import finding
from unknot.web.forms import form_of
from unknot.web.look import SAFE, words_of
from unknot.web.markup import to_html
from unknot.web.pages.writing import Asked, new_page
from unknot.web.refusing import go_to, wants_json
from unknot.web.visit import Place, issue_of, place_of, project_of

Outcome = TypeVar("Outcome")
YES: Final = "yes"
MOST_REASONS: Final = 5  # that one sentence names


class ChangeForm(msgspec.Struct, frozen=True):
    """One change for one issue or many, in the words of queries."""

    issue: tuple[str, ...] = ()
    status: str | None = None
    level: str | None = None
    assignee: str | None = None
    instead_of: str | None = None  # the assignee whose place the other one takes
    label: str | None = None
    channel: str | None = None
    watch: str | None = None
    trash: str | None = None
    back: str = ""


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


class CommentForm(msgspec.Struct, frozen=True):
    text: str = ""
    then: Status | None = None


class RelationForm(msgspec.Struct, frozen=True):
    kind: RelationKind
    other: str


class TextForm(msgspec.Struct, frozen=True):
    text: str = ""


class UndoForm(msgspec.Struct, frozen=True):
    event: tuple[EventId, ...]
    back: str = ""


async def change_issues(request: Request) -> Answer:
    """Touch the issues that were selected; each keeps what was not asked to change."""
    place = await place_of(request)
    form = await form_of(request, ChangeForm)
    if not form.issue:
        raise Invalid.field("issue", "must name at least one issue: select some first")
    noted = await request.services.write(noting, touch_issues, form.issue, _touch(place, form), by=place.actor)
    gettext = words_of(place.visit.language).catalogue.ngettext
    count = len(noted.outcome)
    if form.trash == YES:
        said = gettext("%(n)s issue deleted", "%(n)s issues deleted", count)
    else:
        said = gettext("%(n)s issue changed", "%(n)s issues changed", count)
    return _done(request, noted, said % {"n": count}, back=form.back or place.path)


async def file_issue(request: Request) -> Answer:
    """File a new issue, in whichever project the form names; what is refused comes back with what was typed."""
    place = await place_of(request)
    form = await form_of(request, NewForm)
    project = next((one for one in place.projects if form.project in {one.alias, one.uuid}), None)
    if project is None:
        raise NotFound("project", f"There is no project {form.project} here, or you may not read it")
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
    address = f"/{project.path}/{noted.outcome.number}"
    said = words_of(place.visit.language).catalogue.gettext("%(key)s filed")
    return _done(request, noted, said % {"key": f"{project.key}-{noted.outcome.number}"}, back=address, go=address)


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
    return _done(
        request, noted, words_of(place.visit.language).catalogue.gettext("Saved"), back=_address(access, issue)
    )


async def comment(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    form = await form_of(request, CommentForm)
    noted = await request.services.write(noting, comment_and_set_status, issue.id, form.text, form.then, by=place.actor)
    back = f"{_address(access, issue)}#c-{noted.outcome.uuid}"
    return _done(request, noted, words_of(place.visit.language).catalogue.gettext("Comment sent"), back=back)


async def change_comment(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    form, uuid = await form_of(request, TextForm), request.params[3]
    noted = await request.services.write(noting, edit_comment, issue.id, uuid, form.text, by=place.actor)
    back = f"{_address(access, issue)}#c-{uuid}"
    return _done(request, noted, words_of(place.visit.language).catalogue.gettext("Saved"), back=back)


async def remove_comment(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, delete_comment, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("Comment deleted")
    return _done(request, noted, said, back=_address(access, issue))


async def relate(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    form = await form_of(request, RelationForm)
    other = finding.named(place, access.project, form.other)
    noted = await request.services.write(noting, relate_issues, issue.id, other, form.kind, by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("Related")
    return _done(request, noted, said, back=_address(access, issue))


async def unrelate(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, remove_relation, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("Relation removed")
    return _done(request, noted, said, back=_address(access, issue))


async def upload(request: Request) -> Answer:
    """Take up files and attach them, one after the other."""
    place, access, issue = await issue_of(request)
    access.require(Action.UPLOAD_FILE)
    events: list[int] = []
    kept = []
    for sent in await every_file(request, "file"):
        file = await take_up(request, sent, access)
        noted = await request.services.write(noting, attach_file, issue.id, file.uuid, by=place.actor)
        events += noted.events
        kept.append({"uuid": file.uuid, "name": file.name, "address": f"{place.path}/-/files/{file.uuid}"})
    said = words_of(place.visit.language).catalogue.ngettext("%(n)s file attached", "%(n)s files attached", len(kept))
    noted_all = Noted(kept, tuple(events))  # type: ignore[arg-type]  # ids of events are numbers
    return _done(request, noted_all, said % {"n": len(kept)}, back=_address(access, issue), files=kept)


async def remove_file(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, detach_file, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("File removed")
    return _done(request, noted, said, back=_address(access, issue))


async def take_back(request: Request) -> Answer:
    """Undo what the visitor did within the last minute, as far as nobody changed it again since."""
    place = await place_of(request)
    form = await form_of(request, UndoForm)
    noted = await request.services.write(noting, undo, form.event, by=place.actor)
    return _done(request, noted, _said_of_undoing(place, noted.outcome), back=form.back or place.path)


async def preview(request: Request) -> Answer:
    """Markdown as it will look."""
    _, access = await project_of(request)
    form = await form_of(request, TextForm)
    html = to_html(form.text, IssueDraft(title="", description="").format, access.project.path)
    return Answer(msgspec.json.encode({"html": html}), headers=SAFE)


def _done(request: Request, noted: Noted[Outcome], said: str, *, back: str, **more: object) -> Answer:
    """Tell a script what was done and how to undo it; send anybody else to a page that offers the same."""
    if wants_json(request):
        return Answer(msgspec.json.encode({"said": said, "events": noted.events, **more}), headers=SAFE)
    address, _, place = (back if back.startswith("/") and not back.startswith("//") else "/").partition("#")
    undo = urlencode({"done": ",".join(map(str, noted.events))}) if noted.events else ""
    joint = "&" if "?" in address else "?"
    return go_to(f"{address}{joint if undo else ''}{undo}{'#' if place else ''}{place}")


def _said_of_undoing(place: Place, outcome: Sequence[Undone]) -> str:
    reasons = list(dict.fromkeys(one.refusal for one in outcome if one.refusal is not None))
    count = sum(one.refusal is None for one in outcome)
    if not count:
        raise Conflict(". ".join(reasons[:MOST_REASONS]))
    words = words_of(place.visit.language).catalogue
    if reasons:
        said = words.gettext("Undone on %(done)s of %(all)s issues. %(reason)s")
        return said % {"done": count, "all": len(outcome), "reason": reasons[0]}
    return words.ngettext("Undone on %(n)s issue", "Undone on %(n)s issues", count) % {"n": count}


def _draft(place: Place, project: Project, form: NewForm) -> IssueDraft:
    access = place.visit.request.services.directory.access(place.actor, project)
    return IssueDraft(
        title=form.title,
        description=form.description,
        status=form.status,
        level=_level(place, form.level),
        assignees=tuple(_user(place, name) for name in form.assignee),
        labels=_labels(access, place, form.label),
        channels=tuple(_channel(place, name) for name in form.channel),
        description_may_be_blank=True,
    )


def _touch(place: Place, form: ChangeForm) -> Touch:
    return Touch(
        status=None if form.status is None else _status(form.status),
        level=None if form.level is None else _level(place, form.level),
        assignee=_user_or_nobody(place, form.assignee),
        instead_of=_user_or_nobody(place, form.instead_of),
        label=form.label,
        channel=None if form.channel is None else _channel(place, form.channel),
        is_watching=None if form.watch is None else form.watch == YES,
        trash=form.trash == YES,
    )


def _change(place: Place, access: Access, form: EditForm) -> IssueChange:
    is_whole = form.is_whole == YES
    return IssueChange(
        title=form.title,
        description=form.description,
        status=form.status,
        level=None if form.level is None else _level(place, form.level),
        assignees=tuple(_user(place, name) for name in form.assignee) if is_whole else None,
        labels=_labels(access, place, form.label) if is_whole else None,
        channels=tuple(_channel(place, name) for name in form.channel) if is_whole else None,
        description_may_be_blank=True,
    )


def _status(word: str) -> Status:
    found = STATUSES.get(word)
    if found is None:
        raise Invalid.field("status", f'must be one of {", ".join(STATUSES)}, and is "{word}"')
    return found


def _level(place: Place, word: str) -> str:
    keys = level_keys(place.visit.request.services.directory, place.workspace.id)
    found = keys.get(fold(word))
    if found is None:
        raise Invalid.field("level", f'must be one of {", ".join(keys)}, and is "{word}"')
    return found


def _user_or_nobody(place: Place, name: str | None) -> str | None:
    return "" if name == NOBODY else None if name is None else _user(place, name)


def _user(place: Place, name: str) -> str:
    user = place.visit.user if name == "me" else place.visit.request.services.directory.user_by_name(name)
    if user is None:
        raise Invalid.field("assignee", f'must be the name of a user, and "{name}" is none')
    return user.uuid


def _labels(access: Access, place: Place, titles: tuple[str, ...]) -> tuple[str, ...]:
    known = {fold(one.title): one.uuid for one in place.visit.request.services.directory.labels_of(access.project.id)}
    unknown = [title for title in titles if fold(title) not in known]
    if unknown:
        raise Invalid.field("label", f"must be labels of {access.project.path}, and {', '.join(unknown)} is none")
    return tuple(known[fold(title)] for title in titles)


def _channel(place: Place, name: str) -> str:
    for one in place.visit.request.services.directory.channels_of(place.workspace.id):
        if name in {one.name, one.uuid}:
            return one.uuid
    raise Invalid.field("channel", f'must be a channel of this workspace, and "{name}" is none')


def _address(access: Access, issue: Issue) -> str:
    return f"/{access.project.path}/{issue.number}"
