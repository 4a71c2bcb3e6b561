"""What the server does with its time in one row: the server under Python's own profiler.

It sees the thread that serves, not the one that writes, and slows small functions more than large ones: read it as a
ranking.
"""

import io
import pstats
import sys
from pathlib import Path

from bench import cache
from bench.load.generators import ours
from bench.processes import serving
from bench.rounds import Contender, How, load_of
from bench.rows import Row
from bench.sample import sample_of

SHOWN = 30  # functions


def profile(row: Row, place: Path, how: How, folder: Path) -> str:
    """The functions that cost most, by their own time."""
    data, found = cache.copy(place, folder / "data"), folder / "profile"
    arguments = ["serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
    command = [sys.executable, "-m", "cProfile", "-o", str(found), "-m", "unknot", *arguments]
    with serving(command, folder / "profile.log", ready="/readyz") as server:
        outcome = ours(load_of(Contender(server, row.supply(sample_of(place))), row, how, how.seconds))
    lines = io.StringIO()
    pstats.Stats(str(found), stream=lines).sort_stats("tottime").print_stats(SHOWN)
    return f"{row.title}: {outcome.answers} requests\n{lines.getvalue()}"
