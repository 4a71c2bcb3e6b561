"""Files on their way in and out: what every door does alike."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import quote
from uuid import uuid4

from starlette.datastructures import UploadFile

from unknot.domain.access import Access
from unknot.domain.errors import NotFound, Refused
from unknot.domain.file import File, StoredBytes, blob_key, safe_name
from unknot.domain.project import Project
from unknot.domain.sentence import says
from unknot.http.answer import Headers, StreamedAnswer
from unknot.http.request import Request
from unknot.operations.files import add_file
from unknot.store.work import Work

Outcome = TypeVar("Outcome")


async def take_up(request: Request, upload: UploadFile, access: Access) -> File:
    """Bring an upload's bytes to safety, and then their row."""

    def add(work: Work, kept: Sequence[StoredBytes]) -> File:
        return add_file(work, access.project.id, kept[0], by=access.actor)

    return await take_up_all(request, [upload], access.project, add)


async def take_up_all(
    request: Request,
    uploads: Sequence[UploadFile],
    project: Project,
    operation: Callable[[Work, Sequence[StoredBytes]], Outcome],
) -> Outcome:
    """Bring the bytes of uploads to safety, and then their rows by an operation; where one is refused, none stays."""
    kept: list[StoredBytes] = []
    try:
        for upload in uploads:
            kept.append(await _keep(request, upload, project))  # noqa: PERF401 - a refusal must find those before it
        return await request.services.write(operation, kept)
    except Refused:
        for stored in kept:
            await asyncio.to_thread(request.services.blobs.remove, blob_key(project.uuid, stored.directory))
        raise
    finally:
        for upload in uploads:
            await upload.close()


async def _keep(request: Request, upload: UploadFile, project: Project) -> StoredBytes:
    name, directory, services = safe_name(upload.filename or ""), str(uuid4()), request.services
    key, at_most = blob_key(project.uuid, directory), services.limits.file_bytes
    stored = await asyncio.to_thread(services.blobs.save, key, upload.file, at_most=at_most)
    return StoredBytes(directory=directory, name=name, size=stored.size, sha256=stored.sha256)


async def download(request: Request, file: File) -> StreamedAnswer:
    """The bytes: always as something to save, so that nothing that was uploaded ever runs as a page of ours."""
    name = (b"content-disposition", f"attachment; filename*=UTF-8''{quote(file.name, safe='')}".encode())
    return await _read(request, file, b"application/octet-stream", [name, *_headers(file)])


async def show(request: Request, file: File, kind: bytes) -> StreamedAnswer:
    """The bytes of a picture, to be looked at; `kind` is one that cannot run."""
    return await _read(request, file, kind, _headers(file))


async def _read(request: Request, file: File, kind: bytes, headers: Headers) -> StreamedAnswer:
    project = request.services.directory.project(file.project)
    if project is None:
        raise NotFound("file", says("This file lies in a project that was deleted"))
    chunks = await request.services.blobs.read(blob_key(file.kept_under or project.uuid, file.directory))
    return StreamedAnswer(chunks, size=file.size, content_type=kind, headers=headers)


def _headers(file: File) -> Headers:
    return [
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        (b"etag", f'"{file.sha256}"'.encode()),
        (b"cache-control", b"private, no-cache"),
    ]
