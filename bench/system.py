"""What the operating system knows of a server: all processes of its group together. Read from Linux's /proc."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TICKS: Final = os.sysconf("SC_CLK_TCK")
QUIET_SECONDS: Final = 0.7  # longer than a server waits before it goes on with what need not be done at once
BUSY: Final = 0.05  # of that time on a core; whoever only looks whether there is anything to do takes less
LONGEST_SECONDS: Final = 30
GROUP, USER_TICKS, SYSTEM_TICKS = 4, 13, 14  # fields of /proc/<pid>/stat, counted from 0


def memory_bytes(group: int) -> int:
    """Proportional set size: what is shared counts for each process by its part."""
    return sum(_pss(process) for process, _ in _processes(group))


def cpu_seconds(group: int) -> float:
    """Time on a core since the start, in the program and in the kernel."""
    return sum(int(fields[USER_TICKS]) + int(fields[SYSTEM_TICKS]) for _, fields in _processes(group)) / TICKS


def wait_for_rest(group: int) -> None:
    """Return when a server has done what it does behind its answers."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        before = cpu_seconds(group)
        time.sleep(QUIET_SECONDS)
        if cpu_seconds(group) - before < BUSY * QUIET_SECONDS:
            return


def _processes(group: int) -> Iterator[tuple[Path, list[str]]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")  # the name may hold blanks and brackets
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended since
        fields = [name, "", *rest.split()]
        if int(fields[GROUP]) == group:
            yield stat.parent, fields


def _pss(process: Path) -> int:
    for line in (process / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
