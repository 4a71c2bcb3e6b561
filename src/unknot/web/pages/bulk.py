"""Change many issues: choose what is to change, look at what would come of it, do it, and perhaps take it back.

Each step is a page that works without script; a script shows the same in a dialog over the list.
"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from unknot.domain.bulk import Result, SetChange, Wish, tally
from unknot.domain.errors import Refused
from unknot.domain.ids import IssueId
from unknot.domain.project import Project
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import bulk_edits
from unknot.operations.undo import Noted
from unknot.store import browsing
from unknot.store.naming import NOBODY
from unknot.web import naming
from unknot.web.answering import done
from unknot.web.choices import choices_of
from unknot.web.forms import YES, form_of, query_of
from unknot.web.listing import Listing, listing
from unknot.web.look import SAFE, words_of
from unknot.web.pages.changes import said_of_undoing
from unknot.web.refusing import inside, status_of
from unknot.web.shell import in_shell
from unknot.web.visit import Place, place_of, writable_projects


class BulkForm(msgspec.Struct, frozen=True):
    """Some issues by UUID or, without any, all that fit a query in a project or in the workspace; and what to change.

    The wish is in the words of queries; what is left empty stays as it is.
    """

    issue: tuple[str, ...] = ()
    q: str = ""
    project: str = ""  # an alias
    back: str = ""
    status: str = ""
    level: str = ""
    assign: str = ""
    unassign: str = ""
    add_label: str = ""
    remove_label: str = ""
    to: str = ""  # the alias of another project
    trash: str = ""


class UndoForm(msgspec.Struct, frozen=True):
    back: str = ""


async def choose_all(request: Request) -> Answer:
    """Ask what is to change on everything that fits a query."""
    return await _choose(await place_of(request), query_of(request, BulkForm))


async def choose_listed(request: Request) -> Answer:
    """Ask the same of some issues."""
    return await _choose(await place_of(request), await form_of(request, BulkForm))


async def look(request: Request) -> Answer:
    """Show what would come of it, and keep which issues were meant."""
    place = await place_of(request)
    form = await form_of(request, BulkForm)
    services = request.services
    try:
        ids, wish = await _ids(place, form), _wish(place, form)
        edit = await services.write(bulk_edits.make_bulk_edit, ids, wish, by=place.actor)
    except Refused as refusal:
        return await _choose(place, form, refusal)
    now, limits = services.now(), services.limits
    foreseen = await services.read_aside(bulk_edits.preview, ids, wish, by=place.actor, now=now, limits=limits)
    return _page(
        place,
        "look",
        edit=edit.uuid,
        told=tally(foreseen),
        form=form,
        wished=list(_wished(place, form)),
        back=inside(form.back or place.path),
    )


async def get_progress(request: Request) -> Answer:
    """How far it has come."""
    place = await place_of(request)
    edit = bulk_edits.find_bulk_edit(request.services.db, request.params[1], by=place.actor)
    return Answer(msgspec.json.encode({"done": edit.done, "total": edit.total}), headers=SAFE)


async def carry_out(request: Request) -> Answer:
    """Do it, and show what became of it."""
    place = await place_of(request)
    form, uuid = await form_of(request, UndoForm), request.params[1]
    results = await asyncio.to_thread(bulk_edits.carry_out, request.services.database, uuid, by=place.actor)
    return _page(
        place,
        "done",
        edit=uuid,
        told=tally(results),
        said=_said(place, results),
        back=inside(form.back or place.path),
    )


async def take_back(request: Request) -> Answer:
    """Undo all of it, as far as nobody changed the same again since."""
    place = await place_of(request)
    form, uuid = await form_of(request, UndoForm), request.params[1]
    undone = await asyncio.to_thread(bulk_edits.undo_bulk_edit, request.services.database, uuid, by=place.actor)
    return done(request, Noted(undone, ()), said_of_undoing(place, undone), back=form.back or place.path)


async def _choose(place: Place, form: BulkForm, refusal: Refused | None = None) -> Answer:
    wanted = _listing(place, form)
    count = len(set(form.issue)) or await place.visit.request.services.read_aside(browsing.count, wanted.selection)
    return _page(
        place,
        "choose",
        status=200 if refusal is None else status_of(refusal),
        refusal=refusal or _too_many(count),
        count=count,
        form=form,
        choices=choices_of(place, wanted.projects),
        writable=writable_projects(place),
        back=inside(form.back or wanted.address()),
    )


def _too_many(count: int) -> Refused | None:
    try:
        bulk_edits.require_few(count)
    except Refused as refusal:
        return refusal
    return None


def _page(place: Place, step: str, *, status: int = 200, **values: Any) -> Answer:
    return in_shell("page/bulk.html", place, here=place.path, status=status, step=step, **values)


def _listing(place: Place, form: BulkForm) -> Listing:
    project: Project | None = naming.project(place, form.project) if form.project else None
    path = place.path if project is None else f"/{project.path}"
    return listing(place, project, path, form.q, start="")


async def _ids(place: Place, form: BulkForm) -> list[IssueId]:
    services = place.visit.request.services
    if form.issue:
        readable = {one.id for one in place.projects}
        ids, _ = await services.read_aside(bulk_edits.named, form.issue, readable=readable)
        return ids
    projects, now = _listing(place, form).projects, services.now()
    selection = bulk_edits.meant(services.directory, form.q, projects, by=place.actor, now=now)
    return await services.read_aside(bulk_edits.fitting, selection)


def _wish(place: Place, form: BulkForm) -> Wish:
    return Wish(
        status=naming.status(form.status) if form.status else None,
        level=naming.level(place, form.level) if form.level else None,
        assignees=_people(place, form),
        labels=_set((form.add_label,), (form.remove_label,)),
        project=naming.project(place, form.to).uuid if form.to else None,
        trash=form.trash == YES,
    )


def _wished(place: Place, form: BulkForm) -> Iterator[tuple[str, str]]:
    """What is to change, in words: what it is, and what becomes of it."""
    words = words_of(place.visit.language)
    gettext = words.catalogue.gettext
    if form.status:
        yield gettext("Status"), words.status(naming.status(form.status))
    if form.level:
        yield gettext("Level"), gettext("No level") if form.level == NOBODY else form.level
    yield from (
        (title, value)
        for title, value in (
            (gettext("Assign"), gettext("Nobody") if form.assign == NOBODY else form.assign),
            (gettext("Take away the assignee"), form.unassign),
            (gettext("Add label"), form.add_label),
            (gettext("Take away the label"), form.remove_label),
            (gettext("Move to project"), naming.project(place, form.to).title if form.to else ""),
        )
        if value
    )


def _people(place: Place, form: BulkForm) -> SetChange | None:
    if form.assign == NOBODY:
        return SetChange(to=())
    return _set(naming.users(place, (form.assign,)), naming.users(place, (form.unassign,)))


def _set(add: Sequence[str], remove: Sequence[str]) -> SetChange | None:
    change = SetChange(add=tuple(filter(None, add)), remove=tuple(filter(None, remove)))
    return None if change == SetChange() else change


def _said(place: Place, results: Sequence[Result]) -> str:
    count = tally(results).changed
    return words_of(place.visit.language).catalogue.ngettext("%(n)s issue changed", "%(n)s issues changed", count) % {
        "n": count
    }
