"""SQL as we write it: one text for both engines, with `:names` for values, made ready for the driver once."""

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, Final

Values = tuple[Any, ...]

_NAME = re.compile(r"(?<![:\w]):([a-z][a-z0-9_]*)")
_TARGET = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)")

# What the directory keeps in memory: whoever changes one of these tables moves its revision.
DIRECTORY_TABLES: Final = frozenset(
    {"users", "workspaces", "projects", "members", "project_members", "tokens", "labels", "levels", "channels"}
)


class Statement:
    """A text with its placeholders, and the function that puts named values in their order."""

    __slots__ = ("bind", "changes_directory", "names", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self.names: tuple[str, ...] = tuple(_NAME.findall(source))
        self.text = _NAME.sub("?", source)
        self.bind = _binder(self.names)
        target = _TARGET.match(source)
        self.changes_directory = bool(target and target[1] in DIRECTORY_TABLES)

    def __repr__(self) -> str:
        return f"Statement({' '.join(self.source.split())!r})"


EVERY: Final[list[Statement]] = []  # so that a test can try each one on each engine


def statement(source: str) -> Statement:
    """Make a statement ready, once, when its module is imported."""
    made = Statement(source)
    EVERY.append(made)
    return made


def _binder(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], Values]:
    if not names:
        return lambda _: ()
    if len(names) == 1:
        [name] = names
        return lambda values: (values[name],)
    return itemgetter(*names)
