"""Every setting: its name, its default, and why it is so. docs/settings.md explains them; a test compares the two.

Settings come from flags, then from UNKNOT_* variables, then from unknot.toml in the data folder. The variable of
`gitflic.strict_edit` is UNKNOT_GITFLIC_STRICT_EDIT.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.dialects.guance.settings import GuanceSettings
from unknot.dialects.native.settings import NativeSettings
from unknot.domain.text import Limits
from unknot.domain.trash import TrashSettings
from unknot.store.writer import GROUP_LIMIT

PREFIX = "UNKNOT_"
FILE_NAME = "unknot.toml"
DATABASE_NAME = "unknot.db"
DEFAULT_DATA = "data"


class LogSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reads: bool = False  # writes, faults and slow requests are always written down; reads would be most of the log


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this instance runs."""

    data: str = DEFAULT_DATA  # the one folder to back up
    database: str = ""  # empty: a file in the data folder
    files: str = ""  # empty: a folder in the data folder; or s3://bucket/prefix
    host: str = "127.0.0.1"  # nobody but this machine, until somebody decides otherwise
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = (
        8080  # the port of a self-hosted GitFlic, so that its clients' settings fit; 0 picks a free one
    )
    workers: Annotated[int, msgspec.Meta(ge=1)] = 1  # processes; on SQLite more of them read faster and write no faster
    public_url: str = ""  # empty: as the client calls us
    group_limit: Annotated[int, msgspec.Meta(ge=1)] = (
        GROUP_LIMIT  # operations in one commit; 1 turns grouping off, for comparison
    )
    limits: Limits = msgspec.field(default_factory=Limits)
    trash: TrashSettings = msgspec.field(default_factory=TrashSettings)
    log: LogSettings = msgspec.field(default_factory=LogSettings)
    gitflic: GitflicSettings = msgspec.field(default_factory=GitflicSettings)
    guance: GuanceSettings = msgspec.field(default_factory=GuanceSettings)
    native: NativeSettings = msgspec.field(default_factory=NativeSettings)

    @property
    def folder(self) -> Path:
        return Path(self.data).resolve()

    @property
    def database_path(self) -> Path:
        return Path(self.database.removeprefix("sqlite:///")) if self.database else self.folder / DATABASE_NAME

    @property
    def files_place(self) -> str:
        return self.files or str(self.folder / "files")


class WrongSetting(Exception):
    """A setting that cannot be used: which, why, and what would be right."""


def load(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Config:
    """The settings in force, or WrongSetting."""
    variables = os.environ if environment is None else environment
    given = {name: value for name, value in flags.items() if value is not None}
    data = str(given.get("data") or variables.get(f"{PREFIX}DATA") or DEFAULT_DATA)
    merged = _merge(_from_file(Path(data) / FILE_NAME), _from_variables(variables), given)
    try:
        config = msgspec.convert(merged, Config, strict=False)
    except msgspec.ValidationError as error:
        raise WrongSetting(_sentence(error)) from error
    _check(config)
    return config


def names(kind: type[msgspec.Struct] = Config, prefix: str = "") -> Iterator[str]:
    """Every setting's name: "port", "gitflic.strict_edit"."""
    for field in msgspec.structs.fields(kind):
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from names(field.type, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}"


def variable_of(name: str) -> str:
    return PREFIX + name.replace(".", "_").upper()


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongSetting(f"{path} cannot be read: {error}") from error


def _from_variables(variables: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name in names():
        text = variables.get(variable_of(name))
        if text is not None:
            *groups, last = name.split(".")
            place = tree
            for group in groups:
                place = place.setdefault(group, {})
            place[last] = text.split(",") if last.endswith("paths") else text
    return tree


def _merge(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """One tree out of several; what comes later wins."""
    merged: dict[str, Any] = {}
    for layer in layers:
        for name, value in layer.items():
            under = merged.get(name)
            merged[name] = _merge(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


def _check(config: Config) -> None:
    if config.database and not config.database.startswith("sqlite:///"):
        raise WrongSetting(
            f'{variable_of("database")} is "{config.database}"; use sqlite:///path/to/file, or leave it out. '
            "PostgreSQL is not supported yet."
        )


def _sentence(error: msgspec.ValidationError) -> str:
    sentence, _, where = str(error).partition(" - at `$.")
    name = where.rstrip("`")
    return f"The setting {name} ({variable_of(name)}) is wrong: {sentence}" if name else f"{FILE_NAME}: {sentence}"
