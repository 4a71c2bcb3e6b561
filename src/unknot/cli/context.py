"""What commands share: the house they act on, their common options, and how they answer."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeVar

import click

from unknot.store.blobs import Blobs
from unknot.store.database import Database

Command = TypeVar("Command", bound=Callable[..., Any])


class Instance(Protocol):
    """An installation: its store, and the two ways to bring it to life."""

    @property
    def database(self) -> Database: ...

    @property
    def blobs(self) -> Blobs: ...

    @property
    def trash_days(self) -> int: ...

    @property
    def unattached_days(self) -> int: ...

    @property
    def folder(self) -> str: ...

    @property
    def address(self) -> str:
        """By which people reach the pages."""

    def close(self) -> None:
        """Let go of the data folder."""

    def serve(self, ready: Callable[[str], None]) -> None:
        """Serve until told to stop; `ready` is called with the address once requests are answered."""


Open = Callable[[Mapping[str, Any]], Instance]


class Context:
    """What a command is given: the instance that its --data names, and whether to answer in JSON."""

    def __init__(self, open_instance: Open) -> None:
        self.open_instance = open_instance
        self.flags: dict[str, Any] = {}
        self.as_json = False

    @cached_property
    def instance(self) -> Instance:
        return self.open_instance(self.flags)

    def close(self) -> None:
        """Let go of the data folder, if the command took hold of it."""
        if "instance" in self.__dict__:
            self.instance.close()

    def say(self, answer: Mapping[str, Any], *lines: str) -> None:
        """Answer with the object if JSON was asked for, or else with the lines."""
        click.echo(json.dumps(answer, ensure_ascii=False) if self.as_json else "\n".join(lines))

    def say_rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Answer with a list: a JSON array under this name, or a line for each row."""
        listed = list(rows)
        lines = ["  ".join(str(value) for value in row.values()) for row in listed] or [f"No {name}."]
        self.say({name: listed}, *lines)


pass_context = click.make_pass_decorator(Context)


def common(command: Command) -> Command:
    """--data and --json, which every command takes."""
    with_data = click.option(
        "--data",
        metavar="DIR",
        help="The data folder. [default: UNKNOT_DATA, or ./data]",
        expose_value=False,
        callback=_remember("data"),
    )
    with_json = click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Answer in JSON.",
        expose_value=False,
        callback=_remember_json,
    )
    return with_data(with_json(command))


def flag(name: str, **options: Any) -> Callable[[Command], Command]:
    """An option that is a setting: it goes before environment and file."""
    return click.option(f"--{name}", expose_value=False, callback=_remember(name.replace("-", "_")), **options)


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            _context_of(context).flags[name] = value

    return remember


def _remember_json(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's form
    _context_of(context).as_json = value


def _context_of(context: click.Context) -> Context:
    found = context.find_object(Context)
    assert found is not None  # noqa: S101 - __main__ puts it there
    return found
