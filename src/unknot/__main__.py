"""The command `unknot`: hands the settings and the application to the commands."""

import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import click

from unknot import __version__
from unknot.app import open_blobs, open_database
from unknot.cli import demo, exports, issues, labels, people, projects, serving, statuses, tokens, trash, workspaces
from unknot.cli.context import Context
from unknot.config import Config, WrongSetting, load
from unknot.domain.errors import Refused
from unknot.serving import serve
from unknot.store.blobs import Blobs
from unknot.store.database import Database


class LocalInstance:
    """The installation that the settings name."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @cached_property
    def database(self) -> Database:
        return open_database(self._config)

    @cached_property
    def blobs(self) -> Blobs:
        return open_blobs(self._config)

    @property
    def trash_days(self) -> int:
        return self._config.trash.days

    @property
    def unattached_days(self) -> int:
        return self._config.trash.unattached_days

    @property
    def folder(self) -> str:
        return str(self._config.folder)

    @property
    def address(self) -> str:
        return self._config.public_url.rstrip("/") or f"http://{self._config.host}:{self._config.port}"

    def close(self) -> None:
        if "database" in self.__dict__:
            self.database.close()

    def serve(self, ready: Callable[[str], None]) -> None:
        serve(self._config, ready)


def open_instance(flags: Mapping[str, Any]) -> LocalInstance:
    return LocalInstance(load(flags))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="unknot")
@click.pass_context
def cli(context: click.Context) -> None:
    """Unknot: an issue tracker that speaks the GitFlic and Guance APIs."""
    context.obj = Context(open_instance)
    context.call_on_close(context.obj.close)


for command in (
    workspaces.init,
    serving.serve,
    demo.demo,
    workspaces.workspace,
    people.user,
    people.member,
    tokens.token,
    projects.project,
    labels.label,
    statuses.status,
    trash.trash,
    issues.issues,
    exports.export,
):
    cli.add_command(command)


def main() -> None:
    """Run a command; what is refused is said in one sentence."""
    try:
        cli()
    except (Refused, WrongSetting) as refusal:
        click.echo(f"Error: {refusal}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
