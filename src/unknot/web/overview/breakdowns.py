"""What is open, by what it has in common: a bar and a number each, and the list behind it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from unknot.domain.progress import NONE, Facet
from unknot.domain.project import Project
from unknot.domain.query import Key, Term
from unknot.domain.status import OPEN, Status
from unknot.domain.text import fold
from unknot.store import browsing
from unknot.store.naming import NOBODY
from unknot.web import faces
from unknot.web.choices import IN_ORDER
from unknot.web.faces import Face, LevelMark
from unknot.web.overview.scene import AGES, Number, Scene, between, of_level

MOST_BARS: Final = 8  # the rest is one click away, in the list


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    number: Number
    status: Status | None = None
    level: LevelMark | None = None
    face: Face | None = None
    color: str = ""
    href: str = ""  # of what the bar stands for, where that has a page


class Breakdown(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    bars: Sequence[Bar]
    left_out: int  # bars

    @property
    def most(self) -> int:
        return max((bar.number.value for bar in self.bars), default=0)


def breakdowns(scene: Scene) -> Iterator[Sequence[Breakdown]]:
    """Those that stand together, and the others alone."""
    yield [_whole(scene.says("Age of what is open"), _ages(scene))]
    yield [
        _whole(scene.says("Open by level"), _levels(scene)),
        _whole(scene.says("Open by status"), _statuses(scene)),
    ]
    yield [_longest(scene.says("Open by label"), _labels(scene))]
    yield [_longest(scene.says("Open by assignee"), _people(scene))]
    if scene.project is None:
        yield [_longest(scene.says("Open by project"), _projects(scene))]


def _whole(title: str, bars: Iterable[Bar]) -> Breakdown:
    return Breakdown(title=title, bars=list(bars), left_out=0)


def _longest(title: str, bars: Iterable[Bar]) -> Breakdown:
    ordered = sorted(bars, key=lambda bar: -bar.number.value)
    return Breakdown(title=title, bars=ordered[:MOST_BARS], left_out=max(len(ordered) - MOST_BARS, 0))


def _ages(scene: Scene) -> Iterator[Bar]:
    for age, number in zip(AGES, scene.counted.ages, strict=True):
        first, last = age.days(scene.today)
        terms = between(Key.CREATED, first, last + 1, today=scene.today)
        yield Bar(name=scene.says(age.name), number=scene.number(number, "is:open", terms))


def _levels(scene: Scene) -> Iterator[Bar]:
    found = scene.counted.open_by[Facet.LEVEL]
    for mark in scene.levels:
        number = scene.number(found.get(mark.key, 0), "is:open", of_level(mark))
        yield Bar(name=scene.name_of(mark), number=number, level=mark)


def _statuses(scene: Scene) -> Iterator[Bar]:
    found = scene.counted.open_by[Facet.STATUS]
    for status in IN_ORDER:
        if status in OPEN:
            number = scene.number(found.get(status.value, 0), str(Term(Key.STATUS, (status.value,))))
            yield Bar(name=scene.words.status(status), number=number, status=status)


def _labels(scene: Scene) -> Iterator[Bar]:
    """Labels of the same title are one: projects may each have theirs."""
    found = scene.counted.open_by[Facet.LABEL]
    numbers, colors, titles = Counter[str](), {}, {}
    for project in scene.projects:
        for label in scene.directory.labels_of(project.id):
            key = fold(label.title)
            numbers[key] += found.get(str(label.id), 0)
            colors[key], titles[key] = label.color, label.title
    for key, number in numbers.items():
        if number:
            terms = str(Term(Key.LABEL, (titles[key],)))
            yield Bar(name=titles[key], number=scene.number(number, "is:open", terms), color=colors[key])
    if found.get(NONE):
        yield Bar(name=scene.says("No label"), number=scene.number(found[NONE], "is:open", f"label:{NOBODY}"))


def _people(scene: Scene) -> Iterator[Bar]:
    for user, number in scene.counted.open_by[Facet.ASSIGNEE].items():
        if user == NONE:
            yield Bar(
                name=scene.words.catalogue.pgettext("assignee", "Nobody"),
                number=scene.number(number, "is:open", f"assignee:{NOBODY}"),
            )
        else:
            face = faces.face(scene.directory, int(user))  # type: ignore[arg-type]  # an id, as it is kept
            terms = str(Term(Key.ASSIGNEE, (face.username,)))
            yield Bar(name=face.name, number=scene.number(number, "is:open", terms), face=face)


def _projects(scene: Scene) -> Iterator[Bar]:
    db = scene.place.visit.request.services.db
    found = browsing.open_counts(db, [project.id for project in scene.projects])
    for project in scene.projects:
        yield Bar(
            name=project.title, number=_all_of(project, found.get(project.id, 0)), href=f"/{project.path}/overview"
        )


def _all_of(project: Project, number: int) -> Number:
    return Number(number, f"/{project.path}?q=is%3Aopen")
