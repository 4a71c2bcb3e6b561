"""Drawings of numbers, as SVG: pure functions from values to markup.

A drawing is for the eye only: it is hidden from who reads with their ears, and beside each stands the same as a table.
What can be pressed in one can be reached by keyboard in that table.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from markupsafe import Markup, escape

HEIGHT: Final = 168.0
LEFT: Final = 36  # for the numbers of the axis
BELOW: Final = 24  # for the words under it
WORD: Final = 76  # what a word under the axis takes
TICKS: Final = 4
STEPS: Final = (1, 2, 5)
GAP: Final = 0.16  # of a column


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One place along the axis."""

    name: str  # under the axis, where there is room
    title: str  # for who points at it
    values: Sequence[int]
    href: str = ""


def stacked(columns: Sequence[Column], paints: Sequence[str], *, width: int) -> Markup:
    """Columns of parts that add up, the first part at the foot. A paint is a class, or a colour such as "#AABBCC"."""
    most = max((sum(column.values) for column in columns), default=0)
    frame = _Frame(len(columns), width, most)
    bars = [
        f'<path {_paint(paints[part])} d="M{left:.1f} {top:.1f}h{frame.bar:.1f}v{high:.1f}h-{frame.bar:.1f}z"/>'
        for at, column in enumerate(columns)
        for part, left, top, high in _parts(frame, at, column.values)
    ]
    return _drawing(frame, columns, "".join(bars))


def lines(columns: Sequence[Column], kinds: Sequence[str], *, width: int) -> Markup:
    """One line for each value of the columns, each with its class."""
    most = max((max(column.values) for column in columns), default=0)
    frame = _Frame(len(columns), width, most)
    drawn = [
        f'<polyline class="{kind}" points="{_points(frame, [column.values[at] for column in columns])}"/>'
        for at, kind in enumerate(kinds)
    ]
    return _drawing(frame, columns, "".join(drawn))


def sparkline(values: Sequence[int]) -> Markup:
    """The shape of a few numbers, without any scale."""
    low, high = min(values, default=0), max(values, default=0)
    step = 63 / max(len(values) - 1, 1)
    points = " ".join(
        f"{at * step:.1f},{18 - 16 * (value - low) / ((high - low) or 1):.1f}" for at, value in enumerate(values)
    )
    return Markup(
        '<svg class="plot" viewBox="0 0 64 20" aria-hidden="true"><polyline class="a" points="{}"/></svg>'
    ).format(points)


def reach(middle: float, far: float) -> Markup:
    """From one share of a line to a greater one, as what half and what nine of ten stay below."""
    return Markup(
        '<svg class="plot reach" width="100%" height="14" aria-hidden="true">'
        '<line class="grid" x2="100%" y1="7" y2="7"/>'
        '<rect class="fa" x="{0:.1f}%" y="5.5" width="{1:.1f}%" height="3" opacity=".4"/>'
        '<rect class="fa" x="{0:.1f}%" y="2" width="3" height="10"/>'
        '<rect class="fa" x="{2:.1f}%" y="3.5" width="2" height="7" opacity=".7"/></svg>'
    ).format(middle * 98, (far - middle) * 98, far * 98)


def ticks(most: int) -> list[int]:
    """Round numbers from 0 to at least the most."""
    step = next(step for power in range(20) for one in STEPS if (step := one * 10**power) * TICKS >= most)
    return list(range(0, max(most, 1) + step, step))


class _Frame:
    """Where things stand in a drawing with an axis."""

    def __init__(self, columns: int, width: int, most: int) -> None:
        self.width = width
        self.ticks = ticks(most)
        self.columns = max(columns, 1)
        self.column = (width - LEFT) / self.columns
        self.bar = self.column * (1 - GAP)

    def left(self, at: int) -> float:
        return LEFT + at * self.column

    def middle(self, at: int) -> float:
        return self.left(at) + self.column / 2

    def height(self, value: float) -> float:
        return HEIGHT * value / self.ticks[-1]


def _drawing(frame: _Frame, columns: Sequence[Column], inside: str) -> Markup:
    parts = [*_axis(frame), inside, *_names(frame, columns), *_places(frame, columns)]
    box = f"0 -8 {frame.width} {HEIGHT + BELOW + 8:.0f}"
    return Markup(f'<svg class="plot" viewBox="{box}" aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S704 - escaped


def _axis(frame: _Frame) -> Iterator[str]:
    for tick in frame.ticks:
        y, kind = HEIGHT - frame.height(tick), "grid" if tick else "axis"
        yield f'<path class="{kind}" d="M{LEFT} {y:.1f}H{frame.width}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>'


def _names(frame: _Frame, columns: Sequence[Column]) -> Iterator[str]:
    """The last column's name, and others as far as there is room; on small screens every second of them."""
    every = -(-frame.columns * WORD // (frame.width - LEFT))
    for order, at in enumerate(range(len(columns) - 1, -1, -every)):
        x, anchor = (frame.width, "end") if order == 0 else (frame.middle(at), "middle")
        kind = ' class="few"' if order % 2 else ""
        yield f'<text x="{x:.1f}" y="{HEIGHT + 17}" text-anchor="{anchor}"{kind}>{escape(columns[at].name)}</text>'


def _places(frame: _Frame, columns: Sequence[Column]) -> Iterator[str]:
    """What is pointed at: a whole column, however small its number."""
    for at, column in enumerate(columns):
        place = f'<rect class="hit" x="{frame.left(at):.1f}" y="0" width="{frame.column:.1f}" height="{HEIGHT}">'
        told = f"{place}<title>{escape(column.title)}</title></rect>"
        yield f'<a href="{escape(column.href)}" tabindex="-1">{told}</a>' if column.href else told


def _parts(frame: _Frame, at: int, values: Sequence[int]) -> Iterator[tuple[int, float, float, float]]:
    left, foot = frame.left(at) + frame.column * GAP / 2, HEIGHT
    for part, value in enumerate(values):
        if value > 0:
            high = frame.height(value)
            foot -= high
            yield part, left, foot, max(high - 0.7, 0.5)  # a hair of ground between the parts


def _points(frame: _Frame, values: Sequence[int]) -> str:
    return " ".join(f"{frame.middle(at):.1f},{HEIGHT - frame.height(value):.1f}" for at, value in enumerate(values))


def _paint(paint: str) -> str:
    return f'fill="{escape(paint)}"' if paint.startswith("#") else f'class="{paint}"'
