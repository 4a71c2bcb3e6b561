"""`unknot status …`: how far an issue can have come."""

import click

from unknot.cli.context import Context, common, pass_context
from unknot.domain.status import Status


@click.group
def status() -> None:
    """Statuses: the five that every issue goes through. They are the same in every project."""


@status.command("list")
@common
@pass_context
def list_(context: Context) -> None:
    """List the statuses, by the names that the GitFlic API takes."""
    context.say_rows("statuses", ({"status": one.value, "gitflic": one.name} for one in Status))
