"""How far an issue has come, and what overviews count of it.

Progress is what the events of an issue add up to; all figures follow from it. An issue falls into cells (a figure, a
day, a level, a bucket) and, while it is open, under values of facets. When its progress moves, its old cells lose one
and its new cells gain one; so every figure is the number of issues that a list shows.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

from unknot.domain.events import Commented, IssueDeleted, IssueEdited, IssueMoved, IssueRestored, Recorded
from unknot.domain.ids import IssueId, LabelId, ProjectId, UserId
from unknot.domain.issue import FieldChange
from unknot.domain.level import NO_LEVEL
from unknot.domain.status import OPEN, STATUSES, Status

BUCKETS_AN_OCTAVE: Final = 8  # a duration is known to half a bucket: 4.4 percent
NO_BUCKET: Final = 0
NONE: Final = ""  # the value of a facet where an issue has none
PROJECTION: Final = "statistics"  # what keeps the figures
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)


class Figure(StrEnum):
    """What is counted by day."""

    CREATED = "created"
    COMPLETED = "completed"
    REOPENED = "reopened"
    NET_OPEN = "net_open"  # how many more were open at the end of the day than at its beginning
    TIME_TO_ACKNOWLEDGE = "time_to_acknowledge"
    TIME_TO_COMPLETE = "time_to_complete"


class Facet(StrEnum):
    """What open issues are counted by."""

    STATUS = "status"
    LEVEL = "level"
    LABEL = "label"
    ASSIGNEE = "assignee"
    CHANNEL = "channel"  # the default one holds every issue, and is not counted
    CREATED = "created"  # the day


class Cell(msgspec.Struct, frozen=True):
    figure: Figure
    day: int  # since 1970, UTC
    level: str
    bucket: int = NO_BUCKET


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an issue after some of its events."""

    issue: IssueId
    project: ProjectId
    status: Status = Status.OPEN
    level: str = NO_LEVEL
    labels: tuple[LabelId, ...] = ()
    assignees: tuple[UserId, ...] = ()
    channels: tuple[str, ...] = ()  # UUIDs, as the log has them
    is_trashed: bool = False
    created_by: UserId | None
    created_at: datetime
    acknowledged_at: datetime | None = None
    completed_at: datetime | None = None  # the last time, and only while it stays so
    reopened_at: datetime | None = None  # the last time
    moved_at: datetime | None = None  # to its status; none if it was filed with it

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and not self.is_trashed


# The events that may bring an issue further, or back.
MOVING: Final = (IssueEdited, Commented, IssueMoved, IssueDeleted, IssueRestored)


def after(progress: Progress, recorded: Recorded) -> Progress:
    """An issue after another of its events."""
    match recorded.event:
        case IssueEdited(changes=changes):
            return _edited(progress, changes, recorded.at)
        case Commented() if recorded.by != progress.created_by:
            return _acknowledged(progress, recorded.at)
        case IssueMoved(after=standing, labels=labels):
            held = progress.labels if labels is None else tuple(labels.after)
            return replace(progress, project=standing.project, labels=held)
        case IssueDeleted():
            return replace(progress, is_trashed=True)
        case IssueRestored():
            return replace(progress, is_trashed=False)
        case _:
            return progress


def _edited(progress: Progress, changes: dict[str, FieldChange], at: datetime) -> Progress:
    if (assignees := changes.get("assignees")) is not None:
        if not progress.assignees:
            progress = _acknowledged(progress, at)
        progress = replace(progress, assignees=tuple(assignees.after))
    if (labels := changes.get("labels")) is not None:
        progress = replace(progress, labels=tuple(labels.after))
    if (channels := changes.get("channels")) is not None:
        progress = replace(progress, channels=tuple(channels.after))
    if (level := changes.get("level")) is not None:
        progress = replace(progress, level=level.after)
    if (status := changes.get("status")) is not None:
        progress = _moved(progress, STATUSES[status.after], at)
    return progress


def _moved(progress: Progress, status: Status, at: datetime) -> Progress:
    was_open, is_open = progress.status in OPEN, status in OPEN
    if status is not Status.OPEN:
        progress = _acknowledged(progress, at)
    if was_open and not is_open:
        progress = replace(progress, completed_at=at)
    if is_open and not was_open:
        progress = replace(progress, completed_at=None, reopened_at=at)
    return replace(progress, status=status, moved_at=at)


def _acknowledged(progress: Progress, at: datetime) -> Progress:
    return progress if progress.acknowledged_at is not None else replace(progress, acknowledged_at=at)


def cells(progress: Progress) -> Iterator[Cell]:
    """Where an issue is counted by day; nowhere while it is in the trash."""
    if progress.is_trashed:
        return
    level = progress.level
    yield Cell(Figure.CREATED, day_of(progress.created_at), level)
    if progress.completed_at is not None:
        yield Cell(Figure.COMPLETED, day_of(progress.completed_at), level)
        yield _lasting(Figure.TIME_TO_COMPLETE, progress, progress.completed_at)
    if progress.acknowledged_at is not None:
        yield _lasting(Figure.TIME_TO_ACKNOWLEDGE, progress, progress.acknowledged_at)
    if progress.reopened_at is not None:
        yield Cell(Figure.REOPENED, day_of(progress.reopened_at), level)


def _lasting(figure: Figure, progress: Progress, end: datetime) -> Cell:
    return Cell(figure, day_of(end), progress.level, bucket_of(end - progress.created_at))


def facets(progress: Progress) -> Iterator[tuple[Facet, str]]:
    """What an issue is counted under while it is open."""
    if progress.is_open:
        yield Facet.STATUS, progress.status.value
        yield Facet.LEVEL, progress.level
        yield Facet.CREATED, str(day_of(progress.created_at))
        yield from ((Facet.CHANNEL, channel) for channel in progress.channels)
        yield from ((Facet.LABEL, str(label)) for label in progress.labels or (NONE,))
        yield from ((Facet.ASSIGNEE, str(user)) for user in progress.assignees or (NONE,))


def day_of(moment: datetime) -> int:
    """The number of a day, since 1970 and in UTC."""
    return (moment - _EPOCH) // _DAY


def first_moment_of(day: int) -> datetime:
    return _EPOCH + day * _DAY


def bucket_of(duration: timedelta) -> int:
    """Where a duration of a second or more is counted; buckets grow with what they hold."""
    return 1 + int(BUCKETS_AN_OCTAVE * math.log2(max(1.0, duration.total_seconds())))


def duration_of(bucket: int) -> timedelta:
    """The middle of a bucket."""
    return timedelta(seconds=2 ** ((bucket - 0.5) / BUCKETS_AN_OCTAVE))


def percentile(buckets: Mapping[int, int], share: float) -> timedelta | None:
    """What this share of some durations stay below; None where there are none."""
    wanted, seen = share * sum(buckets.values()), 0
    for bucket in sorted(buckets):
        seen += buckets[bucket]
        if seen >= wanted and seen:
            return duration_of(bucket)
    return None
