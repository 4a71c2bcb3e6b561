"""What was counted, for whom, and where the lists behind the numbers are."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote_plus

import msgspec

from unknot.domain.ids import ProjectId
from unknot.domain.level import NO_LEVEL
from unknot.domain.progress import PROJECTION, Facet, Figure, day_of, first_moment_of
from unknot.domain.project import Project
from unknot.domain.query import Key, Term
from unknot.store import events, figures, projections
from unknot.store.directory import Directory
from unknot.store.figures import DAY, WEEK, Durations, Series
from unknot.store.naming import NOBODY
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.faces import LevelMark
from unknot.web.visit import Place
from unknot.web.words import N_, Words

BY_DAY: Final = (Figure.CREATED, Figure.COMPLETED, Figure.REOPENED, Figure.NET_OPEN)


class Range(msgspec.Struct, frozen=True):
    """The last days, counted one by one or in weeks."""

    days: int
    span: int
    spans: int

    def starts(self, today: int) -> range:
        """The first day of each span, up to the one that today is in."""
        last = figures.start_of(today, self.span)
        return range(last - self.span * (self.spans - 1), last + 1, self.span)


RANGES: Final = {
    one.days: one for one in (Range(7, DAY, 7), Range(30, DAY, 30), Range(90, WEEK, 13), Range(365, WEEK, 53))
}


class Age(msgspec.Struct, frozen=True):
    """So many days ago, from the youngest to before the end."""

    name: str
    youngest: int
    end: int

    def days(self, today: int) -> tuple[int, int]:
        """The first and the last day."""
        return today - self.end + 1, today - self.youngest


AGES: Final = (
    Age(N_("Filed today"), 0, 1),
    Age(N_("1–7 days"), 1, 8),  # noqa: RUF001 - a dash between two numbers
    Age(N_("8–30 days"), 8, 31),  # noqa: RUF001 - the same
    Age(N_("31–90 days"), 31, 91),  # noqa: RUF001 - the same
    Age(N_("91 days to a year"), 91, 366),
    Age(N_("Over a year"), 366, 9_999),
)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """All that was counted of some projects in a range."""

    open_by: Mapping[Facet, Mapping[str, int]]
    series: Series
    durations: Mapping[Figure, Durations]
    ages: Sequence[int]  # how many open issues are how old
    waiting: int  # events that are not counted yet

    @property
    def is_empty(self) -> bool:
        return not self.open_by[Facet.STATUS] and not any(self.series.values())


def count(db: Session, projects: Collection[ProjectId], starts: range, today: int) -> Counted:
    since = starts[0]
    lasting = (Figure.TIME_TO_ACKNOWLEDGE, Figure.TIME_TO_COMPLETE)
    return Counted(
        open_by=figures.open_by(db, projects),
        series=figures.series(db, projects, BY_DAY, days=starts.step, since=since),
        durations={figure: figures.durations(db, projects, figure, since=since) for figure in lasting},
        ages=[figures.open_filed(db, projects, *age.days(today)) for age in AGES],
        waiting=events.newest(db) - projections.cursor(db, PROJECTION),
    )


class Number(msgspec.Struct, frozen=True):
    """How many issues there are, and where they are listed; nowhere for what is past."""

    value: int
    href: str = ""


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks at what."""

    place: Place
    words: Words
    project: Project | None
    over: Range
    now: datetime
    counted: Counted

    @property
    def directory(self) -> Directory:
        return self.place.visit.request.services.directory

    @property
    def projects(self) -> Sequence[Project]:
        return self.place.projects if self.project is None else (self.project,)

    @property
    def today(self) -> int:
        return day_of(self.now)

    @property
    def starts(self) -> range:
        return self.over.starts(self.today)

    @property
    def levels(self) -> Sequence[LevelMark]:
        """Most urgent first, and none at last."""
        return faces.levels(self.directory, self.place.workspace.id)

    def says(self, sentence: str) -> str:
        return self.words.catalogue.gettext(sentence)

    def name_of(self, mark: LevelMark) -> str:
        return self.says("No level") if mark.key == NO_LEVEL else mark.word

    def day(self, day: int) -> str:
        return self.words.short_day(first_moment_of(day))

    def number(self, value: int, *terms: str) -> Number:
        return Number(value, self.address(*terms))

    def address(self, *terms: str) -> str:
        """The list of the issues that these terms describe."""
        path = self.place.path if self.project is None else f"/{self.project.path}"
        return f"{path}?q={quote_plus(' '.join(terms))}"

    def in_range(self, key: Key) -> str:
        return _since(key, self.starts[0])

    def in_span(self, key: Key, start: int) -> str:
        """The last span ends with the present."""
        return between(key, start, start + self.over.span, today=self.today)


def between(key: Key, first: int, end: int, *, today: int) -> str:
    """The terms for what happened from one day up to before another."""
    until = Term(key, (f"<{_date(end)}",))
    return f"{_since(key, first)} {until}" if end <= today else _since(key, first)


def of_level(mark: LevelMark) -> str:
    return str(Term(Key.LEVEL, (NOBODY if mark.key == NO_LEVEL else mark.word,)))


def _since(key: Key, day: int) -> str:
    return str(Term(key, (f">{_date(day)}",)))


def _date(day: int) -> str:
    return first_moment_of(day).date().isoformat()
