"""Views on our own paths."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from unknot.domain.preferences import Density
from unknot.domain.view import USUAL_COLUMNS, Column, Layout, View, ViewChange, ViewDraft
from unknot.store.directory import Directory


class ViewOut(msgspec.Struct, frozen=True, kw_only=True):
    """A view. Without a project it belongs to the whole workspace; without a density each reader has their own."""

    uuid: str
    name: str
    project: str | None
    query: str
    layout: Layout
    columns: tuple[Column, ...]
    density: Density | None
    is_shared: bool
    owner: str


class ViewIn(msgspec.Struct, frozen=True, kw_only=True):
    """A view to keep: of a project, by its alias or UUID, or of the whole workspace."""

    name: str
    project: str | None = None
    query: str = ""
    layout: Layout = Layout.LIST
    columns: tuple[Column, ...] = USUAL_COLUMNS
    density: Density | None = None
    is_shared: bool = False


class ViewChangeIn(msgspec.Struct, frozen=True, kw_only=True):
    """A view to change: what is left out stays. `place` counts from 0 among the views of the same project."""

    name: str | UnsetType = UNSET
    query: str | UnsetType = UNSET
    layout: Layout | UnsetType = UNSET
    columns: tuple[Column, ...] | UnsetType = UNSET
    density: Density | UnsetType | None = UNSET
    is_shared: bool | UnsetType = UNSET
    place: int | UnsetType = UNSET


def view_out(view: View, directory: Directory) -> ViewOut:
    home = None if view.project is None else directory.project(view.project)
    return ViewOut(
        uuid=view.uuid,
        name=view.name,
        project=None if home is None else home.uuid,
        query=view.query,
        layout=view.layout,
        columns=view.columns,
        density=view.density,
        is_shared=view.is_shared,
        owner=directory.user(view.owner).uuid,
    )


def view_draft(body: ViewIn) -> ViewDraft:
    return msgspec.convert(body, ViewDraft, from_attributes=True)


def view_change(body: ViewChangeIn) -> ViewChange:
    given: dict[str, Any] = {
        field: value for field, value in msgspec.structs.asdict(body).items() if value is not UNSET
    }
    return ViewChange(**given)
