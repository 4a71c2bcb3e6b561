"""What may have been meant."""

from unknot.domain.query.guessing import likely, nearest


def test_the_nearest_names_are_guessed_whatever_the_case() -> None:
    assert nearest("LABLE", ["Label", "Level", "Status"])[0] == "Label"
    assert nearest("x", ["Label"]) == ()


def test_where_nothing_is_near_the_first_few_are_shown() -> None:
    names = [f"P{number}" for number in range(20)]

    assert likely("lable", ["open", "closed"]) == ("open", "closed")
    assert likely("???", names) == tuple(names[:8])


def test_a_long_text_is_compared_with_nothing() -> None:
    assert nearest("x" * 1000, ["x" * 999]) == ()
