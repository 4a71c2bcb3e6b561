"""The bench's arithmetic, by examples that can be checked in one's head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import MEGABYTES, PERCENT, TIMES, AtLeast, AtMost, Claim, percentile, ratio


def test_a_percentile_is_one_of_the_values() -> None:
    hundred = [float(value) for value in range(1, 101)]

    assert [percentile(hundred, share) for share in (0.5, 0.99, 1.0)] == [50, 99, 100]
    assert [percentile([1.0, 2.0, 3.0], share) for share in (0.0, 0.5, 0.99)] == [1, 2, 3]


@given(st.lists(st.floats(allow_nan=False), min_size=1), st.floats(0, 1))
def test_a_percentile_is_exceeded_by_no_more_than_the_rest(values: list[float], share: float) -> None:
    found = percentile(sorted(values), share)

    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) <= share * len(values)


def test_a_ratio_is_taken_round_by_round() -> None:
    slow_machine_in_the_second_round = ratio([100.0, 10.0, 90.0], [200.0, 20.0, 100.0])

    assert slow_machine_in_the_second_round == 0.5


@pytest.mark.parametrize(
    ("claim", "words", "verdict"),
    [
        (Claim(50, PERCENT, "of the ceiling", AtLeast(50)), "50 % of the ceiling", "≥ 50 %: met"),
        (Claim(28, PERCENT, "of the ceiling", AtLeast(50)), "28 % of the ceiling", "≥ 50 %: missed by 22 points"),
        (Claim(3.25, TIMES, "one commit each", AtLeast(3)), "3.25× one commit each", "≥ 3.00×: met"),
        (Claim(1.75, TIMES, "the time of page 0", AtMost(1.5)), "1.75× the time of page 0", "≤ 1.50×: missed by 0.25"),
        (Claim(80, MEGABYTES, "of memory", AtMost(120)), "80 MB of memory", "≤ 120 MB: met"),
        (Claim(130, MEGABYTES, "of memory", AtMost(120)), "130 MB of memory", "≤ 120 MB: missed by 10 MB"),
        (Claim(300, MEGABYTES, "of memory"), "300 MB of memory", ""),
    ],
)
def test_a_claim_says_whether_its_aim_is_met_and_by_how_much_not(claim: Claim, words: str, verdict: str) -> None:
    assert (claim.words, claim.verdict) == (words, verdict)
