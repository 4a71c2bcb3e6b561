"""What the operating system knows of a server: all processes of its group together. Read from Linux's /proc."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TICKS: Final = os.sysconf("SC_CLK_TCK")
GROUP, USER_TICKS, SYSTEM_TICKS = 4, 13, 14  # fields of /proc/<pid>/stat, counted from 0


def memory_bytes(group: int) -> int:
    """Proportional set size: what is shared counts for each process by its part."""
    return sum(_pss(process) for process, _ in _processes(group))


def cpu_seconds(group: int) -> float:
    """Time on a core since the start, in the program and in the kernel."""
    return sum(int(fields[USER_TICKS]) + int(fields[SYSTEM_TICKS]) for _, fields in _processes(group)) / TICKS


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
