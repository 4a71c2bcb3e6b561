"""CSV as RFC 4180 has it: a header, a row for each issue, CR LF, quotes where they are needed.

A spreadsheet takes a cell that begins with "=" and the like for a formula, whoever typed it. Such a cell, and one that
begins with an apostrophe, has an apostrophe before it; without that first one, every cell is what it was.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Final

from unknot.transfer.format import Format, iso_seconds
from unknot.transfer.record import Exported

Cell = Callable[[Exported], str]
BYTE_ORDER_MARK: Final = "\ufeff"
_RISKY: Final = re.compile(r"['\t\r\n]|[\s\u200b\ufeff]*[=+\-@＝＋－＠]")  # noqa: RUF001 - spreadsheets of East Asia
_PLAIN: Final = re.compile(r"(?:\w[\w.:/@-]*)?")  # most cells: neither risky nor special
_SPECIAL: Final = re.compile(r'[",;\s]')
COLUMNS: Final[dict[str, Cell]] = {
    "key": lambda issue: issue.key,
    "title": lambda issue: issue.title,
    "status": lambda issue: issue.status.value,
    "level": lambda issue: issue.level,
    "labels": lambda issue: _listed(issue.labels),
    "assignees": lambda issue: _listed(one.username for one in issue.assignees),
    "channels": lambda issue: _listed(issue.channels),
    "created_by": lambda issue: issue.created_by.username,
    "created_at": lambda issue: _time(issue.created_at),
    "updated_at": lambda issue: _time(issue.updated_at),
    "acknowledged_at": lambda issue: _time(issue.acknowledged_at),
    "completed_at": lambda issue: _time(issue.completed_at),
    "reopened_at": lambda issue: _time(issue.reopened_at),
    "project": lambda issue: issue.project,
    "number": lambda issue: str(issue.number),
    "uuid": lambda issue: issue.uuid,
    "address": lambda issue: issue.address,
    "format": lambda issue: issue.format.value,
    "description": lambda issue: issue.description,
}
_LONG: Final = {"title", "address", "description"}
_SHORT: Final = {"level", "labels", "assignees", "channels", "created_by"}
# The other columns need no look: they are words, numbers and times of our own.


def csv_format(separator: str = ",", *, mark: str = "") -> Format:
    """With a byte order mark, Excel reads UTF-8 and not the letters of its own country; programs do without."""
    cells = [_harmless(name, cell) for name, cell in COLUMNS.items()]
    return Format(
        name="csv",
        media_type="text/csv; charset=utf-8; header=present",
        head=lambda _: _row(COLUMNS, separator, mark),
        item=lambda issue: _row([cell(issue) for cell in cells], separator),
    )


def _row(cells: Iterable[str], separator: str, mark: str = "") -> bytes:
    return f"{mark}{separator.join(cells)}\r\n".encode()


def _harmless(name: str, cell: Cell) -> Cell:
    """The same column, as it is written."""
    if name in _LONG:
        return lambda issue: _written(cell(issue))
    return (lambda issue: _written_again(cell(issue))) if name in _SHORT else cell


def _written(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    harmless = f"'{text}" if _RISKY.match(text) else text
    return _quoted(harmless) if _SPECIAL.search(harmless) else harmless


_written_again: Final = lru_cache(_written)  # many issues have the same labels and people


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _listed(values: Iterable[str]) -> str:
    """Several values are themselves a line of CSV: whatever they hold, they can be told apart."""
    return ",".join(_quoted(one) if _SPECIAL.search(one) or not one else one for one in values)


def _time(moment: datetime | None) -> str:
    return "" if moment is None else iso_seconds(moment)


CSV: Final = csv_format()
