"""What a list or a board is asked to show: a query, read in a place, and how to lay it out."""

from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec

from unknot.domain.project import Project
from unknot.domain.query import Key, Problem, Query, Sort, SortField, parse, sort_in
from unknot.store.selecting import Selection, select
from unknot.web.laid_out import LaidOut, kept_query
from unknot.web.visit import Place
from unknot.web.words import N_

Choice = TypeVar("Choice", bound=StrEnum)
START: Final = "is:open"  # what is shown when nobody asks for anything


class Grouping(StrEnum):
    STATUS = "status"
    LEVEL = "level"
    ASSIGNEE = "assignee"
    NONE = "none"


SORT_WORDS: Final = {
    Sort(SortField.UPDATED, is_descending=True): N_("Updated"),
    Sort(SortField.CREATED, is_descending=True): N_("Created"),
    Sort(SortField.LEVEL, is_descending=True): N_("Level"),
    Sort(SortField.RELEVANCE, is_descending=True): N_("Relevance"),
    Sort(SortField.UPDATED, is_descending=False): N_("Updated, oldest first"),
    Sort(SortField.CREATED, is_descending=False): N_("Created, oldest first"),
    Sort(SortField.LEVEL, is_descending=False): N_("Level, least urgent first"),
}
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
    text: str  # as it was typed
    query: Query
    selection: Selection
    problems: tuple[Problem, ...]
    sort: Sort
    grouping: Grouping
    lanes: Grouping  # of a board, across its columns
    laid_out: LaidOut

    @property
    def projects(self) -> tuple[Project, ...]:
        return self.place.projects if self.project is None else (self.project,)

    def address(self, query: Query | None = None, *more: tuple[str, str], laid_out: LaidOut | None = None) -> str:
        """The page for another query, or for this one; laid out otherwise, or as it is."""
        fields = (laid_out or self.laid_out).fields(self.query if query is None else query)
        return f"{self.path}?{urlencode([*fields, *more])}"


def listing(
    place: Place,
    project: Project | None,
    path: str,
    text: str | None,
    *,
    start: str = START,
    laid_out: LaidOut | None = None,
) -> Listing:
    """Read what a visitor asks for; where they ask for nothing, what the open view keeps, or else `start`."""
    services, laid_out = place.visit.request.services, laid_out or LaidOut()
    otherwise = start if laid_out.view is None else kept_query(laid_out.view)
    typed = otherwise if text is None else text
    query = parse(typed)
    projects = place.projects if project is None else (project,)
    selected = select(services.directory, query, place.workspace.id, projects, reader=place.actor, now=services.now())
    sort, slips = sort_in(query)
    return Listing(
        place=place,
        project=project,
        path=path,
        text=typed,
        query=query,
        selection=selected.selection,
        problems=tuple(sorted((*selected.problems, *slips), key=lambda one: one.place)),
        sort=sort,
        grouping=_chosen(Grouping.STATUS, query.value(Key.GROUP)),
        lanes=_chosen(Grouping.NONE, query.value(Key.LANES)),
        laid_out=laid_out,
    )


def _chosen(otherwise: Choice, value: str | None) -> Choice:
    """The choice of this name, or the usual one."""
    return next((one for one in type(otherwise) if one.value == value), otherwise)
