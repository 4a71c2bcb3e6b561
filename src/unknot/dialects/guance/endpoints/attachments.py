"""Upload files before their issue is there, fetch them, delete them."""

from collections.abc import Sequence

from unknot.dialects.guance.auth import actor_of, writer_of
from unknot.dialects.guance.envelope import answer
from unknot.dialects.guance.wire_attachments import DeleteAttachmentIn, attachment_uuid, uploaded_out
from unknot.domain.access import Action, Role
from unknot.domain.errors import NotFound
from unknot.http.answer import Answer
from unknot.http.files import download, take_up
from unknot.http.request import Request
from unknot.http.uploads import only_file
from unknot.operations import files as operations
from unknot.operations import finding
from unknot.store import files

FIELDS: Sequence[str] = ("file", "files", "attachment")


async def upload_attachment(request: Request) -> Answer:
    """It lies in the default project until an issue or a reply takes it."""
    actor, directory = writer_of(request), request.services.directory
    access = directory.access(actor, finding.default_project(directory, actor.workspace))
    access.require(Action.UPLOAD_FILE)
    file = await take_up(request, await only_file(request, FIELDS), access)
    return answer(request, uploaded_out(file, request.services.directory))


async def download_attachment(request: Request) -> Answer:
    actor = actor_of(request)
    uuid = attachment_uuid(request.params[0])
    file = files.in_workspace(request.services.db, uuid, actor.workspace)
    if file is None:
        raise NotFound("file", f"No attachment {request.params[0]} in this workspace")
    return await download(request, file)


async def delete_attachment(request: Request) -> Answer:
    actor = writer_of(request, Role.GUEST)
    body = await request.json(DeleteAttachmentIn)
    await request.services.write(operations.delete_file, attachment_uuid(body.attachment_uuid), by=actor)
    return answer(request, content=True)
