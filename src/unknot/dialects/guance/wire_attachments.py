"""Guance's attachments: files by another name."""

import msgspec

from unknot.dialects.guance import ids, shapes
from unknot.dialects.guance.times import seconds
from unknot.dialects.guance.wire_person import maker_id
from unknot.domain.errors import NotFound
from unknot.domain.file import File
from unknot.store.directory import Directory


class AttachmentOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An attachment as the things that it hangs on name it."""

    file_name: shapes.FileName
    file_suffix: str
    uuid: shapes.AttachmentWord


class UploadedOut(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An attachment that was just uploaded."""

    create_at: shapes.Seconds
    creator: shapes.MakerWord
    file_name: shapes.FileName
    file_size: shapes.Count
    file_suffix: str
    uuid: shapes.AttachmentWord


class DeleteAttachmentIn(msgspec.Struct, frozen=True):
    attachment_uuid: shapes.AttachmentWord = msgspec.field(name="attachmentUUID")


def attachment_out(file: File) -> AttachmentOut:
    return AttachmentOut(file_name=file.name, file_suffix=_suffix(file.name), uuid=_id(file))


def uploaded_out(file: File, directory: Directory) -> UploadedOut:
    return UploadedOut(
        create_at=seconds(file.uploaded_at),
        creator=maker_id(directory, file.uploaded_by),
        file_name=file.name,
        file_size=file.size,
        file_suffix=_suffix(file.name),
        uuid=_id(file),
    )


def attachment_uuid(given: str) -> str:
    """Our UUID of an attachment, or NotFound for what names none."""
    uuid = ids.uuid_in(ids.ATTACHMENT, given)
    if uuid is None:
        raise NotFound("file", f"No attachment {given} in this workspace")
    return uuid


def _id(file: File) -> str:
    return ids.wire_id(ids.ATTACHMENT, file.uuid)


def _suffix(name: str) -> str:
    """What follows the last dot, in lower case; nothing where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
