"""Tables, as a terminal and as Markdown show them."""

from bench.table import aligned, markdown

HEADINGS = ("request", "requests/s", "aim")
ROWS = [("get an issue", "5,900", "met"), ("create", "12.5", "met\nmissed")]


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    assert aligned(HEADINGS, ROWS).splitlines() == [
        "request       requests/s  aim",
        "get an issue       5,900  met",
        "create              12.5  met",
        "                          missed",
    ]


def test_markdown_says_which_columns_are_numbers() -> None:
    assert markdown(HEADINGS, ROWS).splitlines() == [
        "| request | requests/s | aim |",
        "| --- | ---: | --- |",
        "| get an issue | 5,900 | met |",
        "| create | 12.5 | met<br>missed |",
    ]
