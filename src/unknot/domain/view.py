"""A view: a query that somebody keeps, and how its issues are laid out.

It belongs to one project or to a whole workspace. A private view is its owner's alone; a shared one is there for
everybody who may read what it belongs to. Each reader finds in it what they themselves may read.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from unknot.domain.errors import Problem
from unknot.domain.ids import ProjectId, UserId, ViewId, WorkspaceId
from unknot.domain.preferences import Density
from unknot.domain.query import MOST_CHARACTERS
from unknot.domain.text import Limits, length_problems, text_problems

MOST_VIEWS: Final = 100  # of one person in one workspace, so that one page names them all
LONGEST_NAME: Final = 60  # characters; it stands on a tab
SHORT: Final = 12  # digits at a UUID's end, which are random: enough to name a view in an address


class Layout(StrEnum):
    LIST = "list"
    BOARD = "board"


class Column(StrEnum):
    """What is shown of an issue beside its title and status."""

    LEVEL = "level"
    NUMBER = "number"
    LABELS = "labels"
    ASSIGNEE = "assignee"
    UPDATED = "updated"
    CREATED = "created"


USUAL_COLUMNS: Final = tuple(column for column in Column if column is not Column.CREATED)


class View(msgspec.Struct, frozen=True, kw_only=True):
    id: ViewId
    uuid: str
    workspace: WorkspaceId
    project: ProjectId | None  # None: every project of the workspace
    owner: UserId
    name: str
    query: str
    layout: Layout
    columns: tuple[Column, ...]
    density: Density | None  # None: as each reader prefers
    is_shared: bool
    position: int  # among the others; grows to the right
    created_at: datetime
    updated_at: datetime

    @property
    def short(self) -> str:
        """What names it in the address of a page."""
        return self.uuid[-SHORT:]


class ViewDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to keep a view."""

    name: str
    query: str = ""
    layout: Layout = Layout.LIST
    columns: tuple[Column, ...] = USUAL_COLUMNS
    density: Density | None = None
    is_shared: bool = False

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=min(limits.name, LONGEST_NAME))
        yield from length_problems("query", self.query, at_most=MOST_CHARACTERS)


class ViewChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is."""

    name: str | None = None
    query: str | None = None
    layout: Layout | None = None
    columns: tuple[Column, ...] | None = None
    density: Density | UnsetType | None = UNSET
    is_shared: bool | None = None
    place: int | None = None  # among the views beside it that the asker sees, from 0 on

    def draft_of(self, view: View) -> ViewDraft:
        """The view as it would be."""
        given = {name: value for name in ViewDraft.__struct_fields__ if (value := getattr(self, name)) is not None}
        kept = {name: getattr(view, name) for name in ViewDraft.__struct_fields__}
        density = view.density if self.density is UNSET else self.density
        return ViewDraft(**{**kept, **given, "density": density})


def in_order(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Columns as they stand from left to right, each once."""
    given = set(columns)
    return tuple(column for column in Column if column in given)
