"""`python -m bench.bulk`: how long a bulk edit takes, its undo, and how long others wait meanwhile.

While it runs, somebody else edits one issue after the other; the longest of their waits is what it costs them.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import click
import msgspec

from bench import cache
from bench.__main__ import CACHE, Sizes
from bench.fill.filling import Filled
from bench.table import aligned, markdown
from unknot.config import DATABASE_NAME
from unknot.domain.access import Actor
from unknot.domain.bulk import MOST_ISSUES, SetChange, Wish, tally
from unknot.domain.ids import IssueId
from unknot.domain.issue import IssueChange
from unknot.domain.status import Status
from unknot.operations import bulk_edits
from unknot.operations.issues import edit_issue
from unknot.store import browsing
from unknot.store.database import Database

HEADINGS: Final = ("deed", "issues", "of them", "seconds", "ms an issue", "others wait ms")
PAUSE_SECONDS: Final = 0.005  # of whoever edits beside it


class Measured(msgspec.Struct, frozen=True):
    deed: str
    issues: int
    seconds: float
    longest_wait: float


@click.command
@click.option("--issues", "sizes", type=Sizes(), default="100000", show_default=True, help="Or several.")
@click.option(
    "--changed", "count", type=click.IntRange(1, MOST_ISSUES), default=1_000, show_default=True, help="Of them."
)
@click.option("--markdown", "is_markdown", is_flag=True)
@click.option("--cache", "cache_folder", type=click.Path(path_type=Path, resolve_path=True), default=CACHE)
def main(sizes: list[int], count: int, *, is_markdown: bool, cache_folder: Path) -> None:
    """Measure a bulk edit and its undo."""
    rows = []
    for size in sizes:
        place = cache.filled(cache_folder, size)
        rows += [_row(one, size) for one in measure(place, count)]
    click.echo((markdown if is_markdown else aligned)(HEADINGS, rows))


def measure(place: Path, count: int) -> Iterator[Measured]:
    """Preview, change and bring back so many issues of a copy of a filled folder."""
    facts = cache.facts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(cache.copy(place, Path(folder) / "data") / DATABASE_NAME)
        yield from _measure(database, facts, count)
        database.close()


def _measure(database: Database, facts: Filled, count: int) -> Iterator[Measured]:
    project = database.directory.project_at(facts.owner, facts.project)
    user = database.directory.user_by_name("ann")
    assert project is not None  # noqa: S101 - the filling made it
    assert user is not None  # noqa: S101 - and her
    ann = Actor(id=user.id, workspace=project.workspace)
    selection = bulk_edits.meant(database.directory, "is:open", [project], by=ann, now=database.clock())
    [beside, *ids] = islice(browsing.ids(database.db, selection, bulk_edits.NEWEST_FIRST), count + 1)
    label = database.directory.labels_of(project.id)[0].title
    wish = Wish(
        status=Status.PENDING,
        level="system_level_0",
        labels=SetChange(to=(label,)),
        assignees=SetChange(to=(user.uuid,)),
    )
    now, limits = database.clock(), database.limits

    def preview() -> int:
        return tally(bulk_edits.preview(database.db, ids, wish, by=ann, now=now, limits=limits)).changed

    edit = database.change(bulk_edits.make_bulk_edit, ids, wish, by=ann)
    yield _timed("preview", preview, database, beside, ann)
    yield _timed(
        "edit",
        lambda: tally(bulk_edits.carry_out(database, edit.uuid, by=ann)).changed,
        database,
        beside,
        ann,
    )
    yield _timed("undo", lambda: len(bulk_edits.undo_bulk_edit(database, edit.uuid, by=ann)), database, beside, ann)


def _timed(deed: str, do: Callable[[], int], database: Database, beside: IssueId, by: Actor) -> Measured:
    ended, waits = threading.Event(), [0.0]

    def edit_beside() -> None:
        while not ended.is_set():
            begun = time.perf_counter()
            database.change(edit_issue, beside, IssueChange(title=f"At {begun}"), by=by)
            waits.append(time.perf_counter() - begun)
            time.sleep(PAUSE_SECONDS)

    other = threading.Thread(target=edit_beside)
    other.start()
    begun = time.perf_counter()
    count = do()
    seconds = time.perf_counter() - begun
    ended.set()
    other.join()
    return Measured(deed, count, seconds, max(waits))


def _row(one: Measured, size: int) -> tuple[str, ...]:
    return (
        one.deed,
        f"{size:,}",
        f"{one.issues:,}",
        f"{one.seconds:.2f}",
        f"{1000 * one.seconds / one.issues:.2f}",
        f"{1000 * one.longest_wait:.0f}",
    )


if __name__ == "__main__":
    main()
