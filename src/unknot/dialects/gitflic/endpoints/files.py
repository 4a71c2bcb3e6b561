"""Files: uploaded to a project, attached to issues, downloaded."""

import asyncio
from collections.abc import Sequence
from urllib.parse import quote
from uuid import uuid4

from starlette.datastructures import UploadFile

from unknot.dialects.gitflic import wire, wire_in
from unknot.dialects.gitflic.auth import actor_of
from unknot.dialects.gitflic.endpoints.asking import answer, done, issue_asked, project_asked
from unknot.dialects.gitflic.paging import page_asked
from unknot.domain.access import Access, Action
from unknot.domain.errors import NotFound
from unknot.domain.file import File, StoredBytes, blob_key, safe_name
from unknot.http.answer import Answer, Headers, StreamedAnswer
from unknot.http.request import Request
from unknot.http.uploads import first_file
from unknot.operations import files as operations
from unknot.store import files

FIELDS: Sequence[str] = ("file", "files")


async def upload_file(request: Request) -> Answer:
    access = project_asked(request)
    access.require(Action.UPLOAD_FILE)
    upload = await first_file(request, FIELDS)
    try:
        stored = await _store(request, access, upload)
    finally:
        await upload.close()
    file = await request.services.write(operations.add_file, access.project.id, stored, by=access.actor)
    return answer(request, wire.file_out(file, access.project))


async def list_files(request: Request) -> Answer:
    asked, page = issue_asked(request), page_asked(request)
    found = files.of_issue(request.services.db, asked.issue.id, page)
    project = asked.access.project
    return answer(request, wire.page_out(wire.FilePage, found, page, lambda file: wire.file_out(file, project)))


async def attach_file(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.ATTACH_FILE)
    uuid = wire_in.required_uuid("uploadFileUuid", request.query.get("uploadFileUuid"))
    file = await request.services.write(operations.attach_file, asked.issue.id, uuid, by=asked.actor)
    return answer(request, wire.file_out(file, asked.access.project))


async def detach_file(request: Request) -> Answer:
    asked = issue_asked(request)
    asked.require(Action.DETACH_FILE)
    uuid = wire_in.required_uuid("uploadFileUuid", request.query.get("uploadFileUuid"))
    await request.services.write(operations.detach_file, asked.issue.id, uuid, by=asked.actor)
    return done()


async def download_file(request: Request) -> Answer:
    """The bytes: always as something to save, so that nothing that was uploaded ever runs as a page of ours."""
    actor = actor_of(request)
    project_uuid, directory, name = request.params
    project = request.services.directory.project_by_uuid(project_uuid.lower())
    if project is None:
        raise NotFound("project", f"No project {project_uuid}")
    access = request.services.directory.access(actor, project)
    file = files.by_directory(request.services.db, directory.lower(), access=access)
    if file is None or file.name != name:
        raise NotFound("file", f'No file "{name}" at this address')
    chunks = await request.services.blobs.read(blob_key(project.uuid, file.directory))
    return StreamedAnswer(chunks, size=file.size, content_type=b"application/octet-stream", headers=_headers(file))


async def _store(request: Request, access: Access, upload: UploadFile) -> StoredBytes:
    name, directory, services = safe_name(upload.filename or ""), str(uuid4()), request.services
    key = blob_key(access.project.uuid, directory)
    at_most = services.limits.file_bytes
    stored = await asyncio.to_thread(services.blobs.save, key, upload.file, at_most=at_most)
    return StoredBytes(directory=directory, name=name, size=stored.size, sha256=stored.sha256)


def _headers(file: File) -> Headers:
    return [
        (b"content-disposition", f"attachment; filename*=UTF-8''{quote(file.name, safe='')}".encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        (b"etag", f'"{file.sha256}"'.encode()),
        (b"cache-control", b"private, no-cache"),
    ]
