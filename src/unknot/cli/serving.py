"""`unknot serve`: the server."""

import click

from unknot.cli.context import Context, common, flag, pass_context


@click.command
@flag("host", help="The address to listen on. [default: 127.0.0.1]")
@flag("port", type=click.IntRange(0, 65535), help="The port; 0 picks a free one. [default: 8080]")
@flag("workers", type=click.IntRange(min=1), help="Processes. [default: 1]")
@common
@pass_context
def serve(context: Context) -> None:
    """Serve until stopped. Prints the address when it is ready."""
    instance = context.instance
    instance.serve(
        lambda address: context.say({"address": address, "data": instance.folder}, f"Unknot serves {address}")
    )
