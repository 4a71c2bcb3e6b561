"""How things went, span by span: what was open, what was filed and completed."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec
from markupsafe import Markup

from unknot.domain.level import NO_LEVEL
from unknot.domain.progress import Facet, Figure
from unknot.domain.query import Key
from unknot.web import charts
from unknot.web.charts import Column
from unknot.web.overview.scene import Number, Scene, of_level

WIDE: Final = 660  # of drawings, in pixels of their letters at their usual size
NARROW: Final = 330
PAINTS: Final = {"0": "f0", "1": "f1", "2": "f2", "3": "f3", "none": "f4"}  # by the shape of a level


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a paint stands for, and how much of it there is."""

    name: str
    paint: str
    number: Number


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing, its legend, and the same once more as a table."""

    drawing: Markup
    legend: Sequence[Entry]
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Number]]]


def open_over_time(scene: Scene) -> Chart:
    """How many were open at the end of each span, by level."""
    levels = list(reversed(scene.levels))  # the least urgent at the foot
    names = [scene.name_of(mark) for mark in levels]
    paints = [PAINTS.get(mark.shape, mark.color) for mark in levels]
    rows = [[at_end[mark.key] for mark in levels] for at_end in open_by_level(scene)]
    columns = [
        Column(name=scene.day(start), title=_told(scene, start, names, values), values=values)
        for start, values in zip(scene.starts, rows, strict=True)
    ]
    now = [scene.number(value, "is:open", of_level(mark)) for mark, value in zip(levels, rows[-1], strict=True)]
    past = [[Number(value) for value in values] for values in rows[:-1]]
    legend = [
        Entry(name=name, paint=paint, number=number)
        for name, paint, number in zip(names, paints, now, strict=True)
        if any(values[names.index(name)] for values in rows)
    ]
    return Chart(
        drawing=charts.stacked(columns, paints, width=WIDE),
        legend=legend[::-1],
        heads=names[::-1],
        rows=[(column.name, numbers[::-1]) for column, numbers in zip(columns, [*past, now], strict=True)],
    )


def filed_and_completed(scene: Scene) -> Chart:
    keys, names = (Key.CREATED, Key.COMPLETED), (scene.says("filed"), scene.says("completed"))
    created, completed = by_span(scene, Figure.CREATED), by_span(scene, Figure.COMPLETED)
    columns = [
        Column(
            name=scene.day(start),
            title=_told(scene, start, names, values),
            values=values,
            href=scene.address(scene.in_span(Key.CREATED, start)),
        )
        for start, *values in zip(scene.starts, created, completed, strict=True)
    ]
    return Chart(
        drawing=charts.lines(columns, ("b", "a"), width=NARROW),
        legend=[
            Entry(name=name, paint=paint, number=scene.number(sum(values), scene.in_range(key)))
            for key, name, paint, values in zip(keys, names, ("b", "a"), (created, completed), strict=True)
        ],
        heads=names,
        rows=[
            (
                column.name,
                [
                    scene.number(value, scene.in_span(key, start))
                    for key, value in zip(keys, column.values, strict=True)
                ],
            )
            for start, column in zip(scene.starts, columns, strict=True)
        ],
    )


def open_by_level(scene: Scene) -> list[Counter[str]]:
    """How many of each level were open at the end of each span: what is open now, with the changes taken back."""
    net = scene.counted.series[Figure.NET_OPEN]
    known = {mark.key for mark in scene.levels}
    at_end = Counter[str]()
    for level, number in scene.counted.open_by[Facet.LEVEL].items():
        at_end[level if level in known else NO_LEVEL] += number
    ends = []
    for start in reversed(scene.starts):
        ends.append(at_end.copy())
        for level in known:
            at_end[level] -= net.get((start, level), 0)
    return ends[::-1]


def by_span(scene: Scene, figure: Figure) -> list[int]:
    """A figure for each span, of all levels."""
    total = Counter[int]()
    for (start, _), number in scene.counted.series[figure].items():
        total[start] += number
    return [total[start] for start in scene.starts]


def _told(scene: Scene, start: int, names: Sequence[str], values: Sequence[int]) -> str:
    """What a column says to who points at it: "3 July: 12 P1, 40 P2"."""
    numbers = ", ".join(f"{value} {name}" for name, value in reversed(list(zip(names, values, strict=True))) if value)
    return f"{scene.day(start)}: {numbers or 0}"
