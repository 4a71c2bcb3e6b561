"""The files that people attach: small tables, logs, JSON and charts, made from what artefacts.toml says.

A line of text may hold `{low-high}` (a number), `{this|that}` (one of these), `{row}`, `{hex}` and `{clock}`, which
goes on from line to line. A file depends on nothing but its name.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import msgspec

from unknot.demo.content import read
from unknot.demo.content.charts import heat_png, lines_svg

_SLOT = re.compile(r'\{(row|clock|hex|(?P<low>\d+)-(?P<high>\d+)|(?P<words>[^{}"]*\|[^{}"]*))\}')


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    header: str | None = None
    lines: tuple[str, ...]  # each line is made from one of these
    count: int
    start: str = "03:00:00"


class Chart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str = ""
    series: tuple[str, ...] = ()
    trend: tuple[float, ...]


class Artefacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    texts: dict[str, Text]
    charts: dict[str, Chart]


@cache
def _artefacts() -> Artefacts:
    return msgspec.toml.decode(read("artefacts.toml"), type=Artefacts)


def content_of(name: str) -> bytes:
    rng = Random(name)  # noqa: S311  # a story keeps no secret
    if name in _artefacts().texts:
        return _text(_artefacts().texts[name], rng, is_json=name.endswith(".json")).encode()
    chart = _artefacts().charts[name]
    if name.endswith(".svg"):
        return lines_svg(chart.title, chart.series, chart.trend, rng)
    return heat_png(chart.trend, rng)


def _text(text: Text, rng: Random, *, is_json: bool) -> str:
    lines = list(_lines(text, rng))
    return "[\n  {}\n]\n".format(",\n  ".join(lines)) if is_json else "\n".join([*lines, ""])


def _lines(text: Text, rng: Random) -> Iterator[str]:
    if text.header:
        yield text.header
    clock = datetime.strptime(text.start, "%H:%M:%S").replace(tzinfo=UTC)
    for row in range(1, text.count + 1):
        clock += timedelta(milliseconds=rng.randint(20, 6000))
        yield _line(rng.choice(text.lines), row, clock, rng)


def _line(template: str, row: int, clock: datetime, rng: Random) -> str:
    return _SLOT.sub(lambda slot: _value(slot, row, clock, rng), template)


def _value(slot: re.Match[str], row: int, clock: datetime, rng: Random) -> str:
    if slot["low"]:
        return str(rng.randint(int(slot["low"]), int(slot["high"])))
    if slot["words"]:
        return rng.choice(str(slot["words"]).split("|"))
    match slot[1]:
        case "row":
            return str(row)
        case "hex":
            return f"{rng.getrandbits(32):08x}"
        case _:
            return clock.time().isoformat("milliseconds")
