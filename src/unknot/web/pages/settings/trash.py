"""What was deleted in a workspace and can come back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from unknot.domain.access import Access, Action, Role
from unknot.domain.errors import NotFound
from unknot.domain.file import File
from unknot.domain.ids import ProjectId
from unknot.domain.issue import Issue
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.domain.trash import TrashSettings
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations import trash as operations
from unknot.store import trash
from unknot.store.trash import Trashed
from unknot.web import faces
from unknot.web.faces import Face
from unknot.web.forms import KEEPS_FORM, Filled, form_of
from unknot.web.settings import WorkspaceSettings, back_to, settings_of

MOST: Final = 200  # of each kind; "unknot trash list" knows the rest
START: Final = Filled(id="trash")


class Restored(msgspec.Struct, frozen=True):
    """What is to come back: an issue by its project and number, a file or a project by its UUID."""

    project: str = ""
    number: int = 0
    file: str = ""
    deleted_project: str = ""


class Lying(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in the trash, as the page shows it."""

    name: str
    key: str = ""
    at: datetime
    until: datetime
    by: Face | None
    may_restore: bool
    fields: Mapping[str, object]  # what the form sends to bring it back


async def show_trash(request: Request) -> Answer:
    return _page(await settings_of(request, "trash"))


async def restore(request: Request) -> Answer:
    here = await settings_of(request, "trash")
    wanted = await form_of(request, Restored)
    try:
        await _restore(here, wanted)
    except KEEPS_FORM as refusal:
        return _page(here, Filled(id="trash", refusal=refusal.sentence))
    return back_to(here.path, "restored")


async def _restore(here: WorkspaceSettings, wanted: Restored) -> None:
    write, by = here.request.services.write, here.place.actor
    if wanted.file:
        await write(operations.restore_file, wanted.file, by=by)
    elif wanted.deleted_project:
        await write(operations.restore_project, wanted.deleted_project, by=by)
    else:
        project = here.request.services.directory.project_at(here.workspace.alias, wanted.project)
        if project is None:
            raise NotFound("project", says("There is no project %(project)s here", project=wanted.project))
        await write(operations.restore_issue, project.id, wanted.number, by=by)


def _page(here: WorkspaceSettings, form: Filled = START) -> Answer:
    db, workspace = here.request.services.db, here.workspace.id
    kept = here.request.services.settings_of(TrashSettings)
    return here.page(
        "page/settings/trash.html",
        form,
        days=kept.days,
        projects=[_project(here, one) for one in trash.trashed_projects(db, workspace, limit=MOST)],
        issues=list(_issues(here, trash.trashed_issues(db, workspace, limit=MOST))),
        files=list(_files(here, trash.trashed_files(db, workspace, limit=MOST))),
        most=MOST,
    )


def _project(here: WorkspaceSettings, found: Trashed[Project]) -> Lying:
    return _lying(
        here,
        found,
        name=found.thing.title,
        key=found.thing.key,
        may_restore=here.place.role >= Role.ADMIN,
        fields={"deleted_project": found.thing.uuid},
    )


def _issues(here: WorkspaceSettings, found: Iterable[Trashed[Issue]]) -> Iterator[Lying]:
    """Those of living projects: the others come back with theirs."""
    for one in found:
        access = _access(here, one.thing.project)
        if access is not None:
            yield _lying(
                here,
                one,
                name=one.thing.title,
                key=access.project.issue_key(one.thing.number),
                may_restore=access.allows(Action.DELETE_ISSUE, author=one.thing.created_by),
                fields={"project": access.project.alias, "number": one.thing.number},
            )


def _files(here: WorkspaceSettings, found: Iterable[Trashed[File]]) -> Iterator[Lying]:
    for one in found:
        access = _access(here, one.thing.project)
        if access is not None:
            yield _lying(
                here,
                one,
                name=one.thing.name,
                key=access.project.key,
                may_restore=access.allows(Action.DETACH_FILE, author=one.thing.uploaded_by),
                fields={"file": one.thing.uuid},
            )


def _access(here: WorkspaceSettings, project: ProjectId) -> Access | None:
    found = next((one for one in here.place.projects if one.id == project), None)
    return None if found is None else here.request.services.directory.access(here.place.actor, found)


def _lying(here: WorkspaceSettings, found: Trashed[Any], **values: Any) -> Lying:
    services = here.request.services
    until = found.at + services.settings_of(TrashSettings).keeps_for
    by = None if found.by is None else faces.face(services.directory, found.by)
    return Lying(at=found.at, until=until, by=by, **values)
