"""What a list or a board is asked to show: a query, read in a place, and how to lay it out."""

from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec

from unknot.domain.project import Project
from unknot.domain.query import Key, Problem, Query, parse
from unknot.store.browsing import Order
from unknot.store.selecting import Selection, select
from unknot.web.visit import Place
from unknot.web.words import N_

Choice = TypeVar("Choice", bound=StrEnum)
START: Final = "is:open"  # what is shown when nobody asks for anything


class Grouping(StrEnum):
    STATUS = "status"
    LEVEL = "level"
    ASSIGNEE = "assignee"
    NONE = "none"


ORDER_WORDS: Final = {Order.UPDATED: N_("Updated"), Order.CREATED: N_("Created"), Order.LEVEL: N_("Level")}
GROUPING_WORDS: Final = {
    Grouping.STATUS: N_("status"),
    Grouping.LEVEL: N_("level"),
    Grouping.ASSIGNEE: N_("assignee"),
    Grouping.NONE: N_("nothing"),
}


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    place: Place
    project: Project | None  # None: every project of the workspace that the visitor may read
    path: str  # of the page
    query: Query
    selection: Selection
    problems: tuple[Problem, ...]
    order: Order
    grouping: Grouping

    @property
    def projects(self) -> tuple[Project, ...]:
        return self.place.projects if self.project is None else (self.project,)

    def address(self, query: Query | None = None, **more: str) -> str:
        """The page for another query, or for this one."""
        wanted = self.query if query is None else query
        return f"{self.path}?{urlencode({'q': str(wanted), **more})}"


def listing(place: Place, project: Project | None, path: str, text: str | None, *, start: str = START) -> Listing:
    """Read what a visitor asks for; `start` where they ask for nothing."""
    services = place.visit.request.services
    query = parse(start if text is None else text)
    projects = place.projects if project is None else (project,)
    selected = select(services.directory, query, place.workspace.id, projects, reader=place.actor, now=services.now())
    return Listing(
        place=place,
        project=project,
        path=path,
        query=query,
        selection=selected.selection,
        problems=selected.problems,
        order=_chosen(Order.UPDATED, query.value(Key.SORT)),
        grouping=_chosen(Grouping.STATUS, query.value(Key.GROUP)),
    )


def _chosen(otherwise: Choice, value: str | None) -> Choice:
    """The choice of this name, or the usual one."""
    return next((one for one in type(otherwise) if one.value == value), otherwise)
