"""Chains of issues that wait for each other.

A step says that one issue comes before another. Where steps lead round in a circle, nobody can say which issue comes
first: steps within a circle count for no chain, so that every question here has an answer, and a quick one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from unknot.domain.ids import IssueId

Step = tuple[IssueId, IssueId]
Next = Mapping[IssueId, Sequence[IssueId]]


def critical_path(middle: IssueId, steps: Iterable[Step]) -> list[IssueId]:
    """The longest chain through an issue, first things first; nothing if it waits for none and none waits for it.

    Of chains of one length it is the one whose issues, seen from the middle, were filed first.
    """
    known = set(steps)
    within = {issue: circle for circle in circles(known) for issue in circle}
    lasting = [(one, other) for one, other in known if other not in within.get(one, ())]
    before = _longest(middle, [(other, one) for one, other in lasting])
    after = _longest(middle, lasting)
    return [*reversed(before), *after[1:]] if len(before) + len(after) > 2 else []  # noqa: PLR2004 - itself, twice


def circles(steps: Iterable[Step]) -> list[frozenset[IssueId]]:
    """The issues that wait for themselves, those together that wait for each other; the first filed first."""
    known = set(steps)
    onwards, backwards = _by_start(known), _by_start((other, one) for one, other in known)
    seen: set[IssueId] = set()
    found = []
    for issue in reversed(list(_finished(onwards))):
        if issue not in seen:
            together = frozenset(_reached(issue, backwards, seen))
            if len(together) > 1 or (issue, issue) in known:
                found.append(together)
    return sorted(found, key=min)


def shortest_way(
    start: IssueId, end: IssueId, steps_from: Callable[[Collection[IssueId]], Iterable[Step]]
) -> list[IssueId]:
    """The issues from a start to an end, both included, by the fewest steps; nothing if none lead there.

    From an issue to itself it is the shortest circle.
    """
    origins: dict[IssueId, IssueId] = {}
    frontier = [start]
    while frontier and end not in origins:
        found = {other: one for one, other in steps_from(frontier) if other not in origins}
        origins |= found
        frontier = list(found)
    if end not in origins:
        return []
    way = [end]
    while len(way) == 1 or way[-1] != start:
        way.append(origins[way[-1]])
    return way[::-1]


def _longest(start: IssueId, steps: Iterable[Step]) -> list[IssueId]:
    """The longest chain from an issue on, over steps without circles."""
    onwards = _by_start(steps)
    lengths: dict[IssueId, int] = {}
    following: dict[IssueId, IssueId] = {}
    for issue in TopologicalSorter(onwards).static_order():  # what comes next is known by then
        others = onwards.get(issue, ())
        if others:
            following[issue] = max(others, key=lengths.__getitem__)  # of several, the first in order
        lengths[issue] = 1 + (lengths[following[issue]] if others else 0)
    chain = [start]
    while chain[-1] in following:
        chain.append(following[chain[-1]])
    return chain


def _by_start(steps: Iterable[Step]) -> dict[IssueId, list[IssueId]]:
    onwards = defaultdict(list)
    for one, other in sorted(steps):
        onwards[one].append(other)
    return dict(onwards)


def _finished(onwards: Next) -> Iterator[IssueId]:
    """Every issue behind those that can be reached from it, except where circles forbid it."""
    seen: set[IssueId] = set()
    for start in onwards:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(onwards[start]))]
        while stack:
            issue, others = stack[-1]
            other = next((one for one in others if one not in seen), None)
            if other is None:
                stack.pop()
                yield issue
            else:
                seen.add(other)
                stack.append((other, iter(onwards.get(other, ()))))


def _reached(start: IssueId, onwards: Next, seen: set[IssueId]) -> Iterator[IssueId]:
    """An issue, and what can be reached from it without those that were seen."""
    stack = [start]
    while stack:
        issue = stack.pop()
        if issue not in seen:
            seen.add(issue)
            yield issue
            stack += onwards.get(issue, ())
