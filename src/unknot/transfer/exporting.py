"""A query's issues on their way out, part by part: whatever their number, only one part is in memory at a time.

Which issues, and in what order, is settled at the beginning, as a list of ids. Each issue is then written as it is when
its turn comes; so what changes meanwhile repeats nothing and loses nothing, and what is deleted or moved out of sight
before its turn is left out.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from unknot.domain.ids import IssueId
from unknot.domain.query import NEWEST_CHANGE_FIRST
from unknot.store import browsing, exporting
from unknot.store.session import Session
from unknot.store.times import to_time
from unknot.transfer.asking import Export
from unknot.transfer.format import About
from unknot.transfer.record import exported


class Writing:
    """One export under way. Each step takes a connection of its own, so that others read between two of them."""

    def __init__(self, export: Export, *, now: datetime, at_a_time: int = exporting.PART) -> None:
        self._export = export
        self._now = now
        self._at_a_time = at_a_time
        self._ids: Sequence[IssueId] = ()
        self._at = 0
        self._between = b""

    def begin(self, db: Session) -> bytes:
        self._ids = _ids(db, self._export)
        return self._export.format.head(self._about(db))

    @property
    def is_over(self) -> bool:
        return self._at >= len(self._ids)

    def go_on(self, db: Session) -> bytes:
        """The next issues."""
        export, ids = self._export, self._ids[self._at : self._at + self._at_a_time]
        self._at += len(ids)
        issues = exported(
            db, ids, export.selection.projects, export.base, with_descriptions=export.format.with_descriptions
        )
        items = export.format.between.join(export.format.item(issue) for issue in issues)
        separated = self._between + items if items else b""
        self._between = export.format.between if items else self._between
        return separated

    def end(self) -> bytes:
        return self._export.format.tail

    def _about(self, db: Session) -> About:
        export = self._export
        newest = browsing.lines(db, export.selection, NEWEST_CHANGE_FIRST, limit=1)
        return About(
            title=export.title,
            place=export.place,
            query=export.query,
            base=export.base,
            uuid=export.uuid,
            exported_at=self._now,
            changed_at=to_time(newest[0].updated_at) if newest else self._now,
        )


def written(db: Session, export: Export, *, now: datetime) -> Iterator[bytes]:
    """The whole export, on one connection."""
    writing = Writing(export, now=now)
    yield writing.begin(db)
    while not writing.is_over:
        yield writing.go_on(db)
    yield writing.end()


def _ids(db: Session, export: Export) -> Sequence[IssueId]:
    return array("q", islice(browsing.ids(db, export.selection, export.sort), export.limit))  # type: ignore[return-value]  # ids are integers
