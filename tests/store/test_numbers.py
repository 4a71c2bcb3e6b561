"""The arithmetic that finds a page without reading what stands before it."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.store.numbers import BLOCK, LEVELS, Start, block_of, start_of

WIDE = BLOCK * BLOCK  # a block of the second level
LAST = st.integers(1, 3 * WIDE + 7) | st.sampled_from([BLOCK, BLOCK + 1, WIDE - 1, WIDE, WIDE + 1, 2 * WIDE])
SPANS = st.lists(st.tuples(st.integers(1, 3 * WIDE + 7), st.integers(1, WIDE + 9)), max_size=5)


@pytest.mark.parametrize("level", LEVELS[:3])
@given(LAST, SPANS, st.randoms(use_true_random=False))
def test_a_page_starts_where_counting_would_find_it(
    level: int, last: int, spans: list[tuple[int, int]], random: Random
) -> None:
    living = living_below(last, spans)
    lacking = gaps(living, last, level)
    ranks = sorted(random.sample(range(len(living)), k=min(len(living), 20)))

    found = [reached(start_of(Start(last, rank), lacking, level=level), living) for rank in ranks]

    assert found == [living[rank] for rank in ranks]


@given(LAST, SPANS)
def test_no_more_than_a_block_is_ever_stepped_over(last: int, spans: list[tuple[int, int]]) -> None:
    living = living_below(last, spans)
    lacking = gaps(living, last, 1)

    assert all(start_of(Start(last, rank), lacking, level=1).skip < BLOCK for rank in range(0, len(living), 50))


@pytest.mark.parametrize("rank", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK])
def test_where_nothing_is_missing_a_page_is_found_by_subtraction(rank: int) -> None:
    assert start_of(Start(3 * BLOCK, rank), [], level=1) == Start(3 * BLOCK - rank)


def test_blocks_that_lack_everything_are_stepped_over_whole() -> None:
    lacking = [(1, BLOCK), (0, 1)]

    assert start_of(Start(3 * BLOCK, BLOCK), lacking, level=1) == Start(BLOCK, 0)


def living_below(last: int, spans: list[tuple[int, int]]) -> list[int]:
    """The numbers up to the last, greatest first, without the spans (first, length) that were deleted."""
    deleted = {number for first, length in spans for number in range(first, first + length)}
    return [number for number in range(last, 0, -1) if number not in deleted]


def gaps(living: list[int], last: int, level: int) -> list[tuple[int, int]]:
    """How many numbers each block of a level lacks, greatest block first; complete blocks are left out."""
    present = set(living)
    missing = Counter(block_of(number, level) for number in range(1, last + 1) if number not in present)
    return sorted(missing.items(), reverse=True)


def reached(start: Start, living: list[int]) -> int:
    """The number that a query finds which begins there."""
    return [number for number in living if number <= start.number][start.skip]
