"""Chains of issues that wait for each other, whatever the steps: circles too."""

from collections.abc import Collection, Iterator
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.chains import Step, circles, critical_path, shortest_way
from unknot.domain.ids import IssueId

ISSUES = [IssueId(number) for number in range(6)]
MIDDLE = ISSUES[3]
PLACES = st.sampled_from(ISSUES)
STEPS = st.sets(st.tuples(PLACES, PLACES), max_size=12)
FORWARD = STEPS.map(lambda steps: {(one, other) for one, other in steps if one < other})


def chain(*numbers: int) -> set[Step]:
    return set(pairwise(map(IssueId, numbers)))


def chains_through_the_middle(steps: Collection[Step]) -> Iterator[tuple[IssueId, ...]]:
    """All of them, by trying every order."""
    for length in range(2, len(ISSUES) + 1):
        for one in permutations(ISSUES, length):
            if MIDDLE in one and all(step in steps for step in pairwise(one)):
                yield one


def without_circles(steps: Collection[Step]) -> set[Step]:
    within = [(one, other) for circle in circles(steps) for one in circle for other in circle]
    return {step for step in steps if step not in within}


def test_the_longest_way_to_an_issue_and_from_it_make_the_critical_path() -> None:
    steps = chain(1, 2, 5) | chain(4, 5, 6, 7) | chain(5, 8) | chain(9, 10, 11, 12)

    assert critical_path(IssueId(5), steps) == [1, 2, 5, 6, 7]


def test_an_issue_that_nobody_waits_for_has_none() -> None:
    assert critical_path(IssueId(5), chain(1, 2, 3)) == []


def test_of_equally_long_chains_the_one_filed_first_counts() -> None:
    assert critical_path(IssueId(5), chain(2, 5, 7) | chain(1, 5, 6)) == [1, 5, 6]


def test_a_circle_is_passed_by() -> None:
    assert critical_path(IssueId(5), chain(1, 2, 3, 1) | chain(2, 5, 6)) == [2, 5, 6]


@given(steps=FORWARD)
def test_no_chain_is_longer_than_the_critical_path(steps: set[Step]) -> None:
    path = critical_path(MIDDLE, steps)

    assert len(path) == max(map(len, chains_through_the_middle(steps)), default=0)


@given(steps=STEPS)
def test_the_critical_path_is_a_chain_that_no_circle_lengthens(steps: set[Step]) -> None:
    path = critical_path(MIDDLE, steps)

    assert not path or tuple(path) in set(chains_through_the_middle(steps))
    assert path == critical_path(MIDDLE, without_circles(steps))


@given(steps=STEPS)
def test_in_a_circle_is_whoever_waits_for_themselves(steps: set[Step]) -> None:
    found = circles(steps)
    ways = {
        issue: shortest_way(issue, issue, lambda some: {step for step in steps if step[0] in some}) for issue in ISSUES
    }

    assert {issue for circle in found for issue in circle} == {issue for issue, way in ways.items() if way}
    assert sum(map(len, found)) == len(frozenset().union(*found))
    assert all(set(ways[issue]) <= circle for circle in found for issue in circle)


@given(steps=STEPS, start=PLACES, end=PLACES)
def test_a_way_is_made_of_steps_and_no_shorter_one_leads_there(steps: set[Step], start: IssueId, end: IssueId) -> None:
    way = shortest_way(start, end, lambda some: {step for step in steps if step[0] in some})
    inside = [one for one in ISSUES if one not in {start, end}]
    all_ways = ((start, *between, end) for length in range(len(inside) + 1) for between in permutations(inside, length))
    lengths = [len(one) for one in all_ways if all(step in steps for step in pairwise(one))]

    assert all(step in steps for step in pairwise(way))
    assert len(way) == min(lengths, default=0)
    assert not way or (way[0], way[-1]) == (start, end)


def test_thousands_of_issues_in_a_row_are_no_trouble() -> None:
    row = [IssueId(number) for number in range(3_000)]

    assert critical_path(row[1_000], pairwise(row)) == row
    assert circles([*pairwise(row), (row[-1], row[0])]) == [frozenset(row)]
