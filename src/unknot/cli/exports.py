"""`unknot export`: whole sets of issues, to a file or to the next program."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import click

from unknot.cli.context import Context, common, pass_context
from unknot.cli.finding import find_place, find_reader
from unknot.store.database import Database
from unknot.transfer.asking import FORMATS, Wish, understand
from unknot.transfer.exporting import written


@click.command
@click.argument("place", metavar="OWNER[/PROJECT]")
@click.option("--query", default="", help="Which issues, in the words of the search box. [default: all]")
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), required=True)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many issues.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="[default: standard output]")
@click.option("--as", "username", metavar="USERNAME", help="As this user may read. [default: everything]")
@common
@pass_context
def export(
    context: Context,
    place: str,
    query: str,
    format_name: str,
    limit: int | None,
    output: Path | None,
    username: str | None,
) -> None:
    """Write the issues of a query in another format."""
    instance = context.instance
    database = instance.database
    wish = _wish(database, place, query, format_name, limit)
    reader = find_reader(database, username, wish.workspace)
    now = database.clock()
    meant = understand(database.directory, wish, reader=reader, now=now, base=instance.address)
    size = _write(written(database.db, meant, now=now), output)
    if output is not None:
        context.say({"exported": str(output), "format": format_name, "bytes": size}, f"Wrote {size} bytes to {output}.")


def _wish(database: Database, place: str, query: str, format_name: str, limit: int | None) -> Wish:
    found = find_place(database, place)
    return Wish(
        workspace=found.workspace,
        project=found.project,
        text=query,
        format=FORMATS[format_name],
        limit=limit,
    )


def _write(chunks: Iterable[bytes], output: Path | None) -> int:
    if output is None:
        return _write_to(sys.stdout.buffer, chunks)
    with output.open("wb") as file:
        return _write_to(file, chunks)


def _write_to(file: IO[bytes], chunks: Iterable[bytes]) -> int:
    return sum(file.write(chunk) for chunk in chunks)
