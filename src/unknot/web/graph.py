"""Where the issues of a relations graph stand: pure, and the same for the same graph every time.

What is above, comes before or does something to an issue stands left of it, and the other way round right of it, one
column a step. What is only related stands in the same column, over or under it.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Final

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.relation import RelationKind
from unknot.store.relation_graph import Graph, Tie

WIDTH: Final = 236  # of a box, in pixels
HEIGHT: Final = 58
BETWEEN_COLUMNS: Final = 72
BETWEEN_ROWS: Final = 16
LEAST_BEND: Final = 24  # of a line between two boxes of one column; farther ones bend more, and so stay apart
MOST_BEND: Final = 84
BEND: Final = 0.2  # of the way between them


class Place(msgspec.Struct, frozen=True):
    """The left upper corner of a box."""

    x: int
    y: int


class Line(msgspec.Struct, frozen=True):
    tie: Tie
    path: str  # of SVG


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    width: int
    height: int
    places: Mapping[IssueId, Place]
    lines: Sequence[Line]


def laid_out(graph: Graph) -> Layout:
    ties = [tie.leading for tie in graph.ties]
    columns = _columns(graph, ties)
    heights = _heights(columns, ties)
    left, top = min(columns.values()), min(heights.values())
    places = {
        issue: Place((column - left) * (WIDTH + BETWEEN_COLUMNS), round(heights[issue] - top))
        for issue, column in columns.items()
    }
    return Layout(
        width=max(place.x for place in places.values()) + WIDTH,
        height=max(place.y for place in places.values()) + HEIGHT,
        places=places,
        lines=[Line(tie, _path(places[tie.one], places[tie.other])) for tie in ties],
    )


def _columns(graph: Graph, ties: Sequence[Tie]) -> dict[IssueId, int]:
    """The column of each issue, counted from the one in the middle, in the order in which they were reached."""
    columns = {graph.nodes[0].id: 0}
    while True:
        reached = {
            end: columns[start] + step
            for tie in reversed(ties)  # so that the oldest relation has the last word
            for start, end, step in ((tie.one, tie.other, _step(tie)), (tie.other, tie.one, -_step(tie)))
            if start in columns and end not in columns
        }
        if not reached:
            return columns
        columns |= {issue: reached[issue] for issue in sorted(reached)}


def _step(tie: Tie) -> int:
    return 0 if tie.kind is RelationKind.RELATED else 1


def _heights(columns: Mapping[IssueId, int], ties: Sequence[Tie]) -> dict[IssueId, float]:
    """From the middle column outwards: each box as near to what it belongs to as the boxes above it allow."""
    heights: dict[IssueId, float] = {}
    for column in sorted(set(columns.values()), key=lambda column: (abs(column), column)):
        inside = [issue for issue, one in columns.items() if one == column]
        wished = {issue: _wish(issue, heights, ties) for issue in inside}
        heights |= _stacked(_in_order(inside, wished, is_middle=column == 0), wished)
    return heights


def _wish(issue: IssueId, heights: Mapping[IssueId, float], ties: Sequence[Tie]) -> float:
    """The height of what stands already and is related to it."""
    near = [heights[end] for end in _neighbours(issue, ties) if end in heights]
    return fmean(near) if near else 0.0


def _neighbours(issue: IssueId, ties: Sequence[Tie]) -> Iterable[IssueId]:
    for tie in ties:
        if tie.one == issue:
            yield tie.other
        elif tie.other == issue:
            yield tie.one


def _in_order(inside: Sequence[IssueId], wished: Mapping[IssueId, float], *, is_middle: bool) -> list[IssueId]:
    """By the height that they wish for; in the middle column, in turns over and under the issue in the middle."""
    if is_middle:
        return [*reversed(inside[2::2]), inside[0], *inside[1::2]]
    return sorted(inside, key=lambda issue: wished[issue])


def _stacked(ordered: Sequence[IssueId], wished: Mapping[IssueId, float]) -> dict[IssueId, float]:
    """Heights without overlap, on the whole where they were wished for."""
    heights: dict[IssueId, float] = {}
    least = float("-inf")
    for issue in ordered:
        heights[issue] = max(wished[issue], least)
        least = heights[issue] + HEIGHT + BETWEEN_ROWS
    shift = fmean(wished[issue] - heights[issue] for issue in ordered)
    return {issue: height + shift for issue, height in heights.items()}


def _path(one: Place, other: Place) -> str:
    """A line from box to box, bent so that it leaves and arrives level."""
    start, end = one.y + HEIGHT // 2, other.y + HEIGHT // 2
    if one.x == other.x:
        right = one.x + WIDTH
        bent = right + round(min(LEAST_BEND + BEND * abs(end - start), MOST_BEND))
        return f"M{right} {start}C{bent} {start} {bent} {end} {right} {end}"
    begin, arrive = (one.x + WIDTH, other.x) if one.x < other.x else (one.x, other.x + WIDTH)
    middle = (begin + arrive) // 2
    return f"M{begin} {start}C{middle} {start} {middle} {end} {arrive} {end}"
