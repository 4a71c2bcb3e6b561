"""What is taken for one because it nearly always stands side by side."""

import pytest

from unknot.store.search import runs

ALARM = ["Disk full.", " See the book.", " Call the team."]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([ALARM] * 4, {"".join(ALARM)}),
        ([ALARM] * 3, set()),
        ([[*ALARM[:2], f" Host {number}.", ALARM[2]] for number in range(4)], {"".join(ALARM[:2])}),
        # What stands between many things belongs to each of them.
        ([["A.", "\n", "B.", "\n", "C."]] * 4 + [["\n"]] * 90, {"A.\nB.\nC."}),
        ([["A.", "\n", "\n", "B.", "\n", "\n", "C."]] * 4, {"A.\n\nB.\n\nC."}),
        ([[f"Host {number}.", "\n", "B.", " C."] for number in range(4)], {"B. C."}),
        # The rarer of two decides.
        ([ALARM[:2]] * 4 + [ALARM[:1]] * 90, {"".join(ALARM[:2])}),
        ([ALARM[:2]] * 4 + [ALARM[:1], ALARM[1:2]], set()),
        ([["Again!"] * 20], {"Again!" * 8, "Again!" * 4}),
        ([[]] * 4, set()),
    ],
)
def test_what_nearly_always_follows_is_joined(texts: list[list[str]], found: set[str]) -> None:
    assert set().union(*runs.joined(texts, enough=4, longest=50)) == found
