"""Tables of text: aligned for a terminal, or in Markdown. A cell may have several lines."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

Row = Sequence[str]
Draw = Callable[[Row, Sequence[Row]], str]


def aligned(headings: Row, rows: Sequence[Row]) -> str:
    """Columns as wide as their widest entry; numbers to the right."""
    lines = [line for row in rows for line in zip_longest(*(cell.split("\n") for cell in row), fillvalue="")]
    columns = list(zip(headings, *lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    sides = [_side(column[1:]) for column in columns]
    return "\n".join(_aligned_line(line, widths, sides) for line in (headings, *lines))


def markdown(headings: Row, rows: Sequence[Row]) -> str:
    rules = ["---:" if _side(column) == ">" else "---" for column in zip(*rows, strict=True)]
    lines = (" | ".join(row).replace("\n", "<br>") for row in (headings, rules, *rows))
    return "\n".join(f"| {line} |" for line in lines)


def _aligned_line(line: Row, widths: Sequence[int], sides: Sequence[str]) -> str:
    cells = (f"{cell:{side}{width}}" for cell, width, side in zip(line, widths, sides, strict=True))
    return "  ".join(cells).rstrip()


def _side(cells: Sequence[str]) -> str:
    """Numbers stand to the right, words to the left."""
    return ">" if all(cell.replace(",", "").replace(".", "").isdigit() for cell in cells if cell) else "<"
