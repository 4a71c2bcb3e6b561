"""Statistics on our own paths: what a workspace has to do, and what came and went day by day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

import msgspec

from unknot.domain.errors import Invalid
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.level import NO_LEVEL, SYSTEM_LEVELS
from unknot.domain.progress import Facet, Figure
from unknot.domain.status import OPEN, Status
from unknot.store import channels, figures, levels, projects
from unknot.store.session import Session

USUAL_DAYS: Final = 30
MOST_DAYS: Final = 366
EPOCH: Final = date(1970, 1, 1)


class LevelOut(msgspec.Struct, frozen=True):
    """A level, by its key; the empty one is none."""

    level: str
    name: str
    open: int


class ChannelOut(msgspec.Struct, frozen=True):
    uuid: str
    name: str
    open: int


class DayOut(msgspec.Struct, frozen=True):
    """A day in UTC: how many issues were filed on it, and how many completed or closed that still are."""

    day: date
    created: int
    completed: int


class StatisticsOut(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the trash is counted nowhere. `open` is whatever is neither completed nor closed."""

    statuses: dict[Status, int]
    levels: list[LevelOut]
    channels: list[ChannelOut]
    days: list[DayOut]


class Range(msgspec.Struct, frozen=True):
    """The days that are asked for, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> Iterable[date]:
        length = (self.last - self.first).days + 1
        return (self.first + timedelta(days=at) for at in range(length))


def range_in(query: Mapping[str, str], today: date) -> Range:
    last = _date("to", query.get("to")) or today
    first = _date("from", query.get("from")) or last - timedelta(days=USUAL_DAYS - 1)
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Invalid.field("from", f"must be at most {MOST_DAYS - 1} days before to, and not after it")
    return Range(first, last)


def statistics_of(db: Session, workspace: WorkspaceId, asked: Range) -> StatisticsOut:
    """All of it is kept; what this costs depends on how many projects, levels, channels and days there are."""
    every = [project.id for project in projects.of_workspace(db, workspace)]
    statuses, open_by = figures.by_status(db, workspace), figures.open_by(db, every)
    return StatisticsOut(
        statuses=statuses,
        levels=_levels(db, workspace, open_by[Facet.LEVEL]),
        channels=_channels(db, workspace, open_by[Facet.CHANNEL], sum(statuses[status] for status in OPEN)),
        days=_days(db, every, asked),
    )


def _levels(db: Session, workspace: WorkspaceId, counts: Mapping[str, int]) -> list[LevelOut]:
    own = {level.uuid: level.name for level in levels.of_workspace(db, workspace)}
    names = {**{key: level.name for key, level in SYSTEM_LEVELS.items()}, **own, NO_LEVEL: ""}
    return [LevelOut(key, name, counts.get(key, 0)) for key, name in names.items()]


def _channels(db: Session, workspace: WorkspaceId, counts: Mapping[str, int], every: int) -> list[ChannelOut]:
    """The default channel holds every issue, and so has no count of its own."""
    return [
        ChannelOut(channel.uuid, channel.name, every if channel.is_default else counts.get(channel.uuid, 0))
        for channel in channels.of_workspace(db, workspace)
    ]


def _days(db: Session, every: list[ProjectId], asked: Range) -> list[DayOut]:
    first = (asked.first - EPOCH).days
    found = figures.series(db, every, (Figure.CREATED, Figure.COMPLETED), days=figures.DAY, since=first)
    totals: dict[tuple[Figure, int], int] = {}
    for figure, counts in found.items():
        for (day, _), count in counts.items():
            totals[figure, day] = totals.get((figure, day), 0) + count
    return [
        DayOut(day, *(totals.get((figure, (day - EPOCH).days), 0) for figure in (Figure.CREATED, Figure.COMPLETED)))
        for day in asked.days
    ]


def _date(field: str, given: str | None) -> date | None:
    if not given:
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or found.isoformat() != given or found.year <= EPOCH.year:
        raise Invalid.field(field, f'must be a day such as 2026-02-28, and is "{given[:20]}"')
    return found
