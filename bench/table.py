"""Tables of text: aligned for a terminal, or in Markdown."""

from collections.abc import Callable, Sequence

Line = Sequence[str]
Draw = Callable[[Line, Sequence[Line]], str]


def aligned(headings: Line, lines: Sequence[Line]) -> str:
    """Columns as wide as their widest entry; numbers to the right."""
    columns = list(zip(headings, *lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    sides = [_side(column[1:]) for column in columns]
    return "\n".join(_aligned_line(line, widths, sides) for line in (headings, *lines))


def markdown(headings: Line, lines: Sequence[Line]) -> str:
    rules = ["---:" if _side(column) == ">" else "---" for column in zip(*lines, strict=True)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (headings, rules, *lines))


def _aligned_line(line: Line, widths: Sequence[int], sides: Sequence[str]) -> str:
    cells = (f"{cell:{side}{width}}" for cell, width, side in zip(line, widths, sides, strict=True))
    return "  ".join(cells).rstrip()


def _side(cells: Sequence[str]) -> str:
    """ ">" for a column of bare numbers."""
    return ">" if all(cell.replace(",", "").replace(".", "").isdigit() for cell in cells if cell) else "<"
