"""What a query may ask of a database connection, whichever engine is below."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from unknot.store.statement import Statement

if TYPE_CHECKING:  # it reads sessions
    from unknot.store.search.index import Memory

Row = tuple[Any, ...]


class Session(Protocol):
    """A connection that runs statements. Reading sessions refuse to write."""

    @property
    def memory(self) -> "Memory":
        """What lists and searches remember of this database."""

    def rows(self, statement: Statement, /, **values: Any) -> list[Row]:
        """Every row of the answer."""

    def row(self, statement: Statement, /, **values: Any) -> Row | None:
        """The first row of the answer, if there is one."""

    def value(self, statement: Statement, /, **values: Any) -> Any:
        """The first column of the first row; None where there is no row."""

    def run(self, statement: Statement, /, **values: Any) -> int:
        """Change something; how many rows were touched."""

    def run_many(self, statement: Statement, every: Iterable[Mapping[str, Any]], /) -> None:
        """The same change with many values."""

    def stamp(self) -> int | None:
        """A number that moves when another connection commits, or None where the engine has no such number."""

    def close(self) -> None:
        """Let go of the database."""


class WritingSession(Session, Protocol):
    """A connection that holds transactions."""

    @property
    def in_transaction(self) -> bool: ...

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def roll_back(self) -> None: ...

    def save_point(self) -> None: ...

    def keep_save_point(self) -> None: ...

    def undo_to_save_point(self) -> None: ...
