"""A whole run: open the sites, measure every row, report."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import report
from bench.load.alone import speed_of
from bench.load.generators import for_reading, ours
from bench.measuring import Measured, measure
from bench.progress import tell
from bench.report import Report
from bench.rounds import How
from bench.rows import Row
from bench.site import Site, opened


def run(rows: Sequence[Row], places: Mapping[int, Path], how: How, folder: Path) -> Report:
    """Measure the rows on filled databases, given by their number of issues. Nothing stays but the report."""
    machine = report.machine({one.__name__: speed_of(one, folder) for one in {ours, for_reading(how.round_seconds)}})
    writes = any(row.writes for row in rows)
    with ExitStack() as stack:
        sites = [stack.enter_context(opened(place, folder, size, writes=writes)) for size, place in places.items()]
        measured = [one for row in rows for one in _measure(row, sites, how, folder)]
        return Report(machine=machine, rows=measured, process={site.issues: site.claims() for site in sites})


def _measure(row: Row, sites: Sequence[Site], how: How, folder: Path) -> list[Measured]:
    found = measure(row, sites, how, folder)
    for one in found:
        tell(f"{one.issues:,} issues, {row.title}: {one.rate:,.0f}/s, {', '.join(claim.words for claim in one.claims)}")
    return found
