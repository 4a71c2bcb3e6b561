"""The report: what was measured, on what, and how it is shown."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench.figures import Claim
from bench.measuring import Measured
from bench.table import Draw, Row

HEADINGS = ("request", "clients", "requests/s", "p50 ms", "p99 ms", "CPU µs", "ceiling/s", "ratio", "aim")


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """Where it ran. Figures are this machine's; ratios travel."""

    at: datetime
    processor: str
    cores: int
    python: str
    sqlite: str
    generators: dict[str, float]  # requests a second against a socket that answers without reading


class Report(msgspec.Struct, frozen=True, kw_only=True):
    machine: Machine
    rows: list[Measured]
    process: dict[int, list[Claim]]  # by number of issues


def machine(generators: dict[str, float]) -> Machine:
    return Machine(
        at=datetime.now(UTC),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        generators=generators,
    )


def shown(report: Report, draw: Draw) -> str:
    return "\n\n".join([*_head(report.machine), *_tables(report, draw)])


def as_json(report: Report) -> bytes:
    return msgspec.json.format(msgspec.json.encode(report))


def _head(machine: Machine) -> Iterable[str]:
    yield (
        f"Measured {machine.at:%Y-%m-%d} on {machine.cores} cores ({machine.processor}), "
        f"Python {machine.python}, SQLite {machine.sqlite}."
    )
    speeds = (f"{name} {speed:,.0f}/s" for name, speed in machine.generators.items())
    yield f"The generators alone, against a socket that answers without reading: {', '.join(speeds)}."


def _tables(report: Report, draw: Draw) -> Iterable[str]:
    for issues, claims in report.process.items():
        yield f"{issues:,} issues:"
        yield draw(HEADINGS, [_cells(row) for row in report.rows if row.issues == issues])
        yield draw(("process", "aim"), [(claim.words, claim.verdict) for claim in claims])


def _cells(row: Measured) -> Row:
    return (
        row.title,
        str(row.clients),
        f"{row.rate:,.0f}",
        f"{row.p50_ms:.2f}",
        f"{row.p99_ms:.2f}",
        f"{row.cpu_micros:,.0f}",
        f"{row.ceiling_rate:,.0f}",
        "\n".join(claim.words for claim in row.claims),
        "\n".join(claim.verdict for claim in row.claims),
    )


def _processor() -> str:
    """As Linux names it."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return platform.machine()
