"""`bin/bench`: measure, and print the table."""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from bench import cache, report, table
from bench.processes import ENDS, BenchFailed
from bench.profile import profile
from bench.rounds import How
from bench.rows import ROWS
from bench.running import run

CACHE: Final = Path(__file__).parent / ".cache"
BY_NAME: Final = {row.name: row for row in ROWS}
FILE: Final = click.Path(path_type=Path, resolve_path=True)
names = click.Choice(list(BY_NAME))


class Sizes(click.ParamType[list[int]]):
    """ "100000" or "100000,1000000"."""

    name = "sizes"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> list[int]:
        sizes = value.split(",")
        if not all(size.isdigit() and int(size) for size in sizes):
            self.fail(f'"{value}" must be a number of issues, or several with commas between them', param, ctx)
        return sorted({int(size) for size in sizes})


@click.command
@click.option("--issues", "sizes", type=Sizes(), default="100000", show_default=True, help="Or several: 100000,1000000")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=5, show_default=True, help="Of load for each figure."
)
@click.option("--clients", type=click.IntRange(min=1), help="At the same time. [default: each row's own]")
@click.option("--only", type=names, multiple=True, help="Only this row; may be given several times.")
@click.option("--json", "json_file", type=FILE, help="Also write everything to this file.")
@click.option("--markdown", is_flag=True, help="Print the tables in Markdown.")
@click.option("--cache", "cache_folder", type=FILE, default=CACHE, help="Where filled databases are kept.")
@click.option("--profile", "profiled", type=names, help="Show instead what the server does with its time in this row.")
def main(
    sizes: list[int],
    seconds: float,
    clients: int | None,
    only: tuple[str, ...],
    json_file: Path | None,
    markdown: bool,  # noqa: FBT001 - click's form
    cache_folder: Path,
    profiled: str | None,
) -> None:
    """Measure Unknot on a filled database, against the same server answering fixed bytes."""
    how = How(seconds, clients)
    with _folder(cache_folder) as folder:
        if profiled:
            click.echo(profile(BY_NAME[profiled], cache.filled(cache_folder, sizes[0]), how, folder))
            return
        rows = [BY_NAME[name] for name in only] or ROWS
        found = run(rows, {size: cache.filled(cache_folder, size) for size in sizes}, how, folder)
    click.echo(report.shown(found, table.markdown if markdown else table.aligned))
    if json_file:
        json_file.write_bytes(report.as_json(found))


@contextmanager
def _folder(cache_folder: Path) -> Iterator[Path]:
    """A place for copies, beside the originals: the system's own may be memory, where nobody waits for a disk."""
    cache_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder, prefix="run-") as folder:
        yield Path(folder)


if __name__ == "__main__":
    for end in ENDS:  # even where a shell has us ignore the first
        signal.signal(end, lambda *_: sys.exit("Ended"))  # in good order, and with it all that we started
    try:
        main()
    except BenchFailed as failure:
        sys.exit(f"Error: {failure}")
