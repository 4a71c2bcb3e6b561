"""A file: uploaded to a project first, attached to one issue later.

Its bytes lie under `key`, a path of our own making; the name that people gave it is only ever shown.
"""

import unicodedata
from datetime import datetime

import msgspec

from unknot.domain.errors import Invalid
from unknot.domain.ids import CommentId, FileId, IssueId, ProjectId, UserId, WorkspaceId
from unknot.domain.sentence import says

MAX_NAME_BYTES = 255  # what common file systems allow, so that every download can be saved
MAX_ENDING_BYTES = 16  # ".tar.gz" is one; half a sentence after a full stop is none


class File(msgspec.Struct, frozen=True, kw_only=True):
    id: FileId
    uuid: str
    workspace: WorkspaceId
    project: ProjectId
    issue: IssueId | None
    comment: CommentId | None = None  # the one that brought it, if one did
    directory: str  # a UUID of its own: knowing a file's UUID does not tell where it lies
    name: str
    size: int  # bytes
    sha256: str
    uploaded_by: UserId
    uploaded_at: datetime
    kept_under: str | None = None  # the UUID of the project for which it was uploaded, once it has left that


class StoredBytes(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that are safely kept and wait for their file."""

    directory: str
    name: str
    size: int
    sha256: str


def safe_name(given: str) -> str:
    """The last part of the name that a client sent, or a refusal. Never a path, nothing invisible; cut if too long."""
    name = _visible(given.replace("\\", "/").rpartition("/")[2]).strip()
    if name in {"", ".", ".."}:
        raise Invalid.field("file", says('must have a file name; "%(given)s" has none', given=_visible(given)))
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in name):
        raise Invalid.field("file", says("must have a file name without control characters"))
    return name if len(name.encode()) <= MAX_NAME_BYTES else _cut(name)


def _visible(name: str) -> str:
    """The name without marks of direction and zero width, which make "gpj.exe" look like a picture. Few mean them."""
    return "".join(character for character in name if unicodedata.category(character) != "Cf")


def _cut(name: str) -> str:
    """The beginning of a name, between two characters, and its ending if that is one."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > MAX_ENDING_BYTES:
        stem, dot, ending = name, "", ""
    room = MAX_NAME_BYTES - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def blob_key(project_uuid: str, directory: str) -> str:
    """Where the bytes of a file lie in the storage."""
    return f"project/{project_uuid[:2]}/{project_uuid}/attachment/{directory}/content"
