"""Files: uploaded to a project, attached to issues, downloaded."""

from collections.abc import Sequence
from urllib.parse import unquote

from unknot.dialects.gitflic import wire_in
from unknot.dialects.gitflic.auth import actor_of
from unknot.dialects.gitflic.endpoints.asking import answer, done, issue_asked, project_asked
from unknot.dialects.gitflic.paging import page_asked
from unknot.dialects.gitflic.wire_files import FilePage, file_out
from unknot.dialects.gitflic.wire_lists import page_out
from unknot.domain.access import Action
from unknot.domain.errors import NotFound
from unknot.domain.file import File
from unknot.domain.project import Project
from unknot.http.answer import Answer
from unknot.http.files import download, take_up
from unknot.http.request import Request
from unknot.http.uploads import first_file
from unknot.operations import files as operations
from unknot.store import files

FIELDS: Sequence[str] = ("file", "files")


async def upload_file(request: Request) -> Answer:
    access = project_asked(request)
    access.require(Action.UPLOAD_FILE)
    file = await take_up(request, await first_file(request, FIELDS), access)
    return answer(request, file_out(file, access.project))


async def list_files(request: Request) -> Answer:
    asked, page = issue_asked(request), page_asked(request)
    found = files.of_issue(request.services.db, asked.issue.id, page)
    project = asked.access.project
    return answer(request, page_out(FilePage, found, page, lambda file: file_out(file, project)))


async def attach_file(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.ATTACH_FILE)
    uuid = wire_in.required_uuid("uploadFileUuid", request.query.get("uploadFileUuid"))
    file = await request.services.write(operations.attach_file, asked.issue.id, uuid, by=asked.actor)
    return answer(request, file_out(file, asked.access.project))


async def detach_file(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.DETACH_FILE)
    uuid = wire_in.required_uuid("uploadFileUuid", request.query.get("uploadFileUuid"))
    await request.services.write(operations.detach_file, asked.issue.id, uuid, by=asked.actor)
    return done()


def _home(request: Request, file: File) -> Project:
    home = request.services.directory.project(file.project)
    if home is None:
        raise NotFound("file", "This file lies in a project that was deleted")
    return home


async def download_file(request: Request) -> Answer:
    actor = actor_of(request)
    project_uuid, directory, name = request.params
    project = request.services.directory.project_by_uuid(project_uuid.lower())
    if project is None:
        raise NotFound("project", f"No project {project_uuid}")
    access = request.services.directory.access(actor, project)
    file = files.by_directory(request.services.db, directory.lower(), access=access)
    if file is None or file.name not in {name, unquote(name)}:  # some clients code what is coded already
        raise NotFound("file", f'No file "{name}" at this address')
    if file.kept_under is not None:  # it has left the project that the address names
        request.services.directory.access(actor, _home(request, file))
    return await download(request, file)
