"""The bytes of files: kept whole or not at all, in a folder or in a bucket."""

import asyncio
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tests.store.support.bucket import bucket
from unknot.domain.errors import NotFound, TooLarge, Unavailable
from unknot.store.blobs import CHUNK_BYTES, Blobs, Stored

KEY, OTHER = "project/ab/one/content", "project/ab/other/content"
AFTER_ALL = datetime.now(UTC) + timedelta(days=1)
LARGE = bytes(range(256)) * (13 * CHUNK_BYTES // 256)  # several times what a bucket takes in one piece


@pytest.fixture(scope="session")
def bucket_address() -> Iterator[str]:
    with bucket() as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture(params=["folder", "bucket"])
def blobs(request: pytest.FixtureRequest) -> Blobs:
    """An empty place for bytes of one kind or the other."""
    if request.param == "folder":
        return Blobs(str(request.getfixturevalue("folder")))
    blobs = Blobs(request.getfixturevalue("bucket_address"))
    blobs.sweep(older_than=AFTER_ALL, is_known=lambda _: False)
    return blobs


# --- in either place


@pytest.mark.parametrize("content", [b"", b"hello", b"x" * CHUNK_BYTES, LARGE], ids=len)
def test_what_was_saved_is_read_back(blobs: Blobs, content: bytes) -> None:
    stored = blobs.save(KEY, BytesIO(content), at_most=len(content))

    assert stored == Stored(len(content), hashlib.sha256(content).hexdigest())
    assert read(blobs, KEY) == content


@pytest.mark.parametrize("limit", [4, CHUNK_BYTES, len(LARGE) - 1])
def test_what_is_too_large_is_refused_and_does_not_stay(blobs: Blobs, limit: int) -> None:
    with pytest.raises(TooLarge, match=f"A file may be {limit} bytes at most"):
        blobs.save(KEY, BytesIO(LARGE[: limit + 1]), at_most=limit)

    assert keys(blobs) == []


def test_a_source_that_breaks_off_leaves_nothing(blobs: Blobs) -> None:
    with pytest.raises(Unavailable, match="The file could not be kept: the line is dead"):
        blobs.save(KEY, Broken(), at_most=100)

    assert keys(blobs) == []


def test_what_is_not_there_is_not_found_at_once(blobs: Blobs) -> None:
    with pytest.raises(NotFound, match="The bytes of this file are gone"):
        asyncio.run(begin_to_read(blobs, KEY))


def test_what_was_removed_is_gone_and_the_rest_stays(blobs: Blobs) -> None:
    blobs.save(KEY, BytesIO(b"one"), at_most=9)
    blobs.save(OTHER, BytesIO(b"other"), at_most=9)

    blobs.remove(KEY)
    blobs.remove(KEY)

    assert keys(blobs) == [OTHER]


def test_a_sweep_takes_what_nobody_knows(blobs: Blobs) -> None:
    for key in (KEY, OTHER):
        blobs.save(key, BytesIO(b"x"), at_most=9)

    assert blobs.sweep(older_than=AFTER_ALL, is_known=lambda key: key == OTHER) == 1
    assert keys(blobs) == [OTHER]


def test_a_sweep_leaves_what_may_still_wait_for_its_row(blobs: Blobs) -> None:
    blobs.save(KEY, BytesIO(b"x"), at_most=9)

    assert blobs.sweep(older_than=datetime.now(UTC) - timedelta(minutes=1), is_known=lambda _: False) == 0
    assert keys(blobs) == [KEY]


# --- in a folder


def test_bytes_and_every_folder_on_their_way_reach_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs, flush, flushed = Blobs(str(folder)), os.fsync, set[int]()

    def note(descriptor: int) -> None:
        flushed.add(os.fstat(descriptor).st_ino)
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    blobs.save(KEY, BytesIO(b"hello"), at_most=9)

    way = [path for path in (folder / KEY, *(folder / KEY).parents) if path.is_relative_to(folder)]
    assert flushed == {path.stat().st_ino for path in way}


def test_the_folder_is_made_if_it_is_not_there(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path / "new" / "files"))

    blobs.save(KEY, BytesIO(b"hello"), at_most=9)

    assert (tmp_path / "new" / "files" / KEY).read_bytes() == b"hello"


def test_a_sweep_takes_what_a_crash_left_half_written(folder: Path) -> None:
    blobs = Blobs(str(folder))
    half = folder / f"{KEY}#1"  # where bytes wait until they are whole
    half.parent.mkdir(parents=True)
    half.write_bytes(b"hel")

    assert blobs.sweep(older_than=AFTER_ALL, is_known=lambda _: False) == 1
    assert not half.exists()


@pytest.mark.parametrize("key", ["../outside", "a/../../outside", "/outside", "a/./b", "a\x00b", ""])
def test_no_key_leads_out_of_the_folder(folder: Path, key: str) -> None:
    blobs = Blobs(str(folder))

    with pytest.raises((ValueError, Unavailable)):
        blobs.save(key, BytesIO(b"hello"), at_most=9)

    assert [path.name for path in folder.parent.iterdir()] == ["files"]


def test_a_place_that_takes_no_files_is_told_in_one_line(folder: Path) -> None:
    blobs = Blobs(str(folder))
    (folder / "project").write_text("a file where a folder should be")

    with pytest.raises(
        Unavailable, match=r"(?s)^The file could not be kept.* Look at the disk or bucket for files\.$"
    ) as refusal:
        blobs.save(KEY, BytesIO(b"hello"), at_most=9)

    assert "\n" not in refusal.value.message


class Broken(BytesIO):
    def read(self, _: int | None = -1) -> bytes:
        message = "the line is dead"
        raise OSError(message)


def read(blobs: Blobs, key: str) -> bytes:
    async def collect() -> bytes:
        return b"".join([piece async for piece in await blobs.read(key)])

    return asyncio.run(collect())


async def begin_to_read(blobs: Blobs, key: str) -> None:
    await blobs.read(key)


def keys(blobs: Blobs) -> list[str]:
    """What is there, seen by a sweep that takes nothing."""
    found: list[str] = []

    def note(key: str) -> bool:
        found.append(key)
        return True

    blobs.sweep(older_than=AFTER_ALL, is_known=note)
    return sorted(found)
