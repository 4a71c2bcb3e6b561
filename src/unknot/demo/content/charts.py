"""Pictures for the demo, drawn without any library: a line chart as SVG, a latency heat map as PNG."""

import struct
import zlib
from collections.abc import Sequence
from math import exp, floor, log10
from random import Random
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _MARGIN = 640, 280, 40
_POINTS = 48
_COLORS = ("#0969DA", "#D97706")

_COLUMNS, _ROWS, _CELL = 96, 32, 6
_RAMP = ((14, 17, 38), (59, 32, 116), (149, 44, 128), (229, 89, 82), (254, 201, 98), (255, 249, 214))  # cold to hot


def lines_svg(title: str, series: Sequence[str], trend: Sequence[float], rng: Random) -> bytes:
    """The first series follows the trend, the others are lower and calmer."""
    top = _round_up(max(trend))
    curves = [
        "".join(_curve(name, color, place, [min(value / top, 1) * 0.7**place for value in _walk(trend, _POINTS, rng)]))
        for place, (name, color) in enumerate(zip(series, _COLORS, strict=False))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"'
        ' font-size="12">\n<rect width="100%" height="100%" fill="#FFFFFF"/>\n'
        f'<text x="{_MARGIN}" y="22" font-size="14">{escape(title)}</text>\n{_grid(top)}{"".join(curves)}</svg>\n'
    ).encode()


def _round_up(value: float) -> float:
    """To a number whose quarters read well."""
    unit: float = 10 ** floor(log10(value))
    return next(step * unit for step in (1, 2, 4, 6, 8, 10) if step * unit >= value)


def _grid(top: float) -> str:
    return "".join(
        f'<line x1="{_MARGIN}" x2="{_WIDTH - 10}" y1="{_y(share):.0f}" y2="{_y(share):.0f}" stroke="#D0D7DE"/>'
        f'<text x="{_MARGIN - 6}" y="{_y(share) + 4:.0f}" text-anchor="end" fill="#57606A">{share * top:.3g}</text>\n'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )


def _curve(name: str, color: str, place: int, shares: Sequence[float]) -> Sequence[str]:
    step = (_WIDTH - 10 - _MARGIN) / (len(shares) - 1)
    points = " ".join(f"{_MARGIN + at * step:.1f},{_y(share):.1f}" for at, share in enumerate(shares))
    return (
        f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2" stroke-linejoin="round"/>\n',
        f'<text x="{_WIDTH - 10}" y="{22 + 15 * place}" text-anchor="end" fill="{color}">{escape(name)}</text>\n',
    )


def _y(share: float) -> float:
    return _HEIGHT - 24 - share * (_HEIGHT - 24 - _MARGIN)


def heat_png(trend: Sequence[float], rng: Random) -> bytes:
    """How many requests took how long: time runs to the right, latency upwards."""
    columns = [_heat_column(load, rng) for load in _walk(trend, _COLUMNS, rng)]
    rows = [_row(heats) for heats in reversed(list(zip(*columns, strict=True)))]
    pixels = b"".join(row for row in rows for _ in range(_CELL))
    header = struct.pack(">IIBBBBB", _COLUMNS * _CELL, _ROWS * _CELL, 8, 2, 0, 0, 0)  # 8 bits of red, green, blue
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(pixels, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _heat_column(load: float, rng: Random) -> list[float]:
    """Most requests near the load, fewer above it, with some grain."""
    centre, spread = load * _ROWS * 0.8, 2 + load * 5
    return [exp(-(((row - centre) / spread) ** 2)) * rng.uniform(0.75, 1) for row in range(_ROWS)]


def _row(heats: Sequence[float]) -> bytes:
    return b"\0" + b"".join(_color(heat) * _CELL for heat in heats)  # it starts with the number of its filter: none


def _color(heat: float) -> bytes:
    place = heat * (len(_RAMP) - 1)
    low = min(int(place), len(_RAMP) - 2)
    return bytes(round(a + (b - a) * (place - low)) for a, b in zip(_RAMP[low], _RAMP[low + 1], strict=True))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _walk(trend: Sequence[float], count: int, rng: Random) -> list[float]:
    """So many points along the trend, joined by straight lines and a little noise."""
    return [_between(trend, at * (len(trend) - 1) / (count - 1)) * rng.uniform(0.985, 1.015) for at in range(count)]


def _between(trend: Sequence[float], place: float) -> float:
    left = min(int(place), len(trend) - 2)
    return trend[left] + (trend[left + 1] - trend[left]) * (place - left)
