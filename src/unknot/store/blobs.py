"""The bytes of files: in a folder beside the database, or in a bucket that speaks S3.

They lie under keys of our own making; no name that people gave ever reaches a file system. A blob is written before
its row is committed, so a crash can leave bytes without a row, never a row without bytes; `sweep` removes what is
left over.
"""

import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import obstore
from obstore.exceptions import BaseError
from obstore.exceptions import NotFoundError as ObjectNotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from unknot.domain.errors import NotFound, TooLarge, Unavailable
from unknot.domain.sentence import says

CHUNK_BYTES: Final = 1024 * 1024
HALF_WRITTEN: Final = "*#[0-9]*"
PART_BYTES: Final = 8 * 1024 * 1024  # of a large upload; buckets refuse parts of less than 5 MiB


class Stored(msgspec.Struct, frozen=True):
    """What is known of bytes that were written."""

    size: int
    sha256: str


class Blobs:
    """A place for bytes. Methods without `async` block: call them on a thread."""

    def __init__(self, place: str) -> None:
        """`place` is a folder, or an address such as s3://bucket/prefix."""
        self._folder = None if "://" in place else Path(place).resolve()
        if self._folder is not None:
            _make(self._folder)
        self._store: ObjectStore = from_url(place) if self._folder is None else LocalStore(self._folder)

    def save(self, key: str, source: BinaryIO, *, at_most: int) -> Stored:
        """Write everything there is, durably; refused beyond the limit, and then nothing stays."""
        reading = _Reading(source, at_most)
        try:
            obstore.put(self._store, key, reading.chunks(), chunk_size=PART_BYTES)
            self._make_durable(key)
        except TooLarge:
            raise
        except (BaseError, OSError) as error:
            reason = str(error).partition("\n")[0]
            raise Unavailable(
                says("The file could not be kept: %(reason)s. Look at the disk or bucket for files.", reason=reason)
            ) from error
        return Stored(reading.size, reading.digest.hexdigest())

    async def read(self, key: str) -> AsyncIterator[bytes]:
        """The bytes, in pieces; refused at once if they are not there."""
        try:
            found = await obstore.get_async(self._store, key)
        except (ObjectNotFoundError, FileNotFoundError) as error:
            raise NotFound("file", says("The bytes of this file are gone from the storage")) from error
        return _pieces(found.stream(CHUNK_BYTES))

    def remove(self, key: str) -> None:
        """Forget the bytes; it is fine if they are not there."""
        try:
            obstore.delete(self._store, key)
        except (ObjectNotFoundError, FileNotFoundError):
            return

    def sweep(self, *, older_than: datetime, is_known: Callable[[str], bool]) -> int:
        """Remove what no row speaks of and is old enough not to wait for one; how many those were."""
        orphans = [
            entry["path"]
            for entries in obstore.list(self._store)
            for entry in entries
            if entry["last_modified"] < older_than and not is_known(entry["path"])
        ]
        for key in orphans:
            self.remove(key)
        return len(orphans) + self._sweep_half_written(older_than)

    def _sweep_half_written(self, older_than: datetime) -> int:
        """In a folder, a crash also leaves files that were not yet whole: "content#1". A bucket forgets them itself."""
        if self._folder is None:
            return 0
        begun = [path for path in self._folder.rglob(HALF_WRITTEN) if path.stat().st_mtime < older_than.timestamp()]
        for path in begun:
            path.unlink(missing_ok=True)
        return len(begun)

    def _make_durable(self, key: str) -> None:
        """A bucket answers when it is safe. In a folder, the bytes and every entry above them must reach the disk."""
        if self._folder is None:
            return
        place = self._folder / key
        for path in (place, *place.parents):
            _flush(path)
            if path == self._folder:
                return


class _Reading:
    """Counts and hashes what passes through."""

    def __init__(self, source: BinaryIO, at_most: int) -> None:
        self._source = source
        self._at_most = at_most
        self.size = 0
        self.digest = hashlib.sha256()

    def chunks(self) -> Iterator[bytes]:
        while chunk := self._source.read(CHUNK_BYTES):
            self.size += len(chunk)
            if self.size > self._at_most:
                raise TooLarge(
                    says("A file may be %(limit)s bytes at most (setting limits.file_bytes)", limit=self._at_most)
                )
            self.digest.update(chunk)
            yield chunk


async def _pieces(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for piece in stream:
        yield bytes(piece)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            says(
                "The folder for files, %(folder)s, cannot be made: %(reason)s.",
                folder=folder,
                reason=error.strerror,
            )
        ) from error


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
