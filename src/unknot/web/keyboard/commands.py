"""Every command that has a key or may have one: the one table from which pages, scripts and settings take them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

from unknot.web.words import N_, NP_


class Page(StrEnum):
    """A page with commands of its own. Two commands may have the same key if no page has both."""

    LIST = "list"
    BOARD = "board"
    ISSUE = "issue"
    INBOX = "inbox"
    GRAPH = "graph"


EVERYWHERE: Final = frozenset(Page)
LISTS: Final = frozenset({Page.LIST, Page.BOARD})
LIST, BOARD, ISSUE, INBOX, GRAPH = (frozenset({page}) for page in Page)
PAGE_WORDS: Final = {
    Page.LIST: NP_("page", "list"),
    Page.BOARD: NP_("page", "board"),
    Page.ISSUE: NP_("page", "issue"),
    Page.INBOX: NP_("page", "inbox"),
    Page.GRAPH: NP_("page", "graph"),
}


class Command(msgspec.Struct, frozen=True):
    """What can be done by name, as scripts know it."""

    name: str
    title: str
    key: str = ""  # until somebody chooses another
    pages: frozenset[Page] = EVERYWHERE
    also: tuple[str, ...] = ()  # keys that stay
    follows: str = ""  # the command whose key it shares: it stands in for that one
    digits: bool = False  # the 1 at the end of its key stands for 1 to 9

    @property
    def may_change(self) -> bool:
        return not self.follows and (bool(self.key) or not self.also)

    def expanded(self, key: str) -> tuple[str, ...]:
        """All keys for which one stands."""
        if not key:
            return ()
        return tuple(f"{key[:-1]}{digit}" for digit in range(1, 10)) if self.digits else (key,)


class Group(msgspec.Struct, frozen=True):
    kind: str  # as the palette knows it
    title: str
    commands: tuple[Command, ...]


GROUPS: Final = (
    Group(
        "everywhere",
        N_("Everywhere"),
        (
            Command("palette", N_("Find anything"), "mod+k"),
            Command("search", N_("Search or filter"), "/"),
            Command("new", N_("New issue"), "c"),
            Command("undo", N_("Undo the last change"), "mod+z"),
            Command("shortcuts", N_("Keyboard shortcuts"), "?"),
            Command("theme", N_("Change theme: light or dark")),
            Command("copy-link", N_("Copy link"), "y"),
            Command("escape", N_("Back, close"), also=("Escape",)),
            Command("send", N_("Save or send"), also=("mod+Enter", "mod+Shift+Enter")),
        ),
    ),
    Group(
        "go",
        N_("Go to"),
        (
            Command("go-inbox", N_("Go to inbox"), "g i"),
            Command("go-my", N_("Go to my issues"), "g m"),
            Command("go-incidents", N_("Go to incidents"), "g n"),
            Command("go-list", N_("Go to the list"), "g l"),
            Command("go-board", N_("Go to the board"), "g b"),
            Command("go-overview", N_("Go to the overview"), "g d"),
            Command("go-settings", N_("Go to settings"), "g s"),
            Command("go-keys", N_("Go to your keys")),
            Command("go-date", N_("Go to a date, in a list by time"), "d", LIST),
            Command("go-view", N_("Go to a view, by its tab"), "g 1", LISTS, digits=True),
        ),
    ),
    Group(
        "move",
        N_("Moving and selecting"),
        (
            Command("next-row", N_("Next issue"), "j", LISTS | INBOX | GRAPH, also=("ArrowDown",)),
            Command("previous-row", N_("Previous issue"), "k", LISTS | INBOX | GRAPH, also=("ArrowUp",)),
            Command("left-column", N_("To the column before"), pages=BOARD | GRAPH, also=("ArrowLeft",)),
            Command("right-column", N_("To the next column"), pages=BOARD | GRAPH, also=("ArrowRight",)),
            Command("peek", N_("Preview of the issue"), "Space", LISTS | INBOX | GRAPH),
            Command("next-issue", N_("Next issue"), "j", ISSUE),
            Command("previous-issue", N_("Previous issue"), "k", ISSUE),
            Command("next-comment", N_("Next comment"), "n", ISSUE),
            Command("previous-comment", N_("Previous comment"), "Shift+N", ISSUE),
            Command("pick", N_("Select"), "x", LISTS),
            Command("extend-down", N_("Extend the selection down"), "Shift+J", LISTS),
            Command("extend-up", N_("Extend the selection up"), "Shift+K", LISTS),
            Command("select-all", N_("Select all"), "mod+a", LISTS),
            Command("select-none", N_("Clear selection"), pages=LISTS),
            Command("filter", N_("Filter"), "f", LISTS),
            Command("show-new", N_("Show what is new"), ".", LIST | INBOX),
        ),
    ),
    Group(
        "inbox",
        N_("Inbox"),
        (
            Command("put-away", N_("Put away"), "e", INBOX),
            Command("mark-new", N_("Mark as new, or as seen"), "u", INBOX),
            Command("put-all-away", N_("Put all away"), "Shift+E", INBOX),
            Command("put-back", N_("Put back into the inbox"), pages=INBOX, follows="undo"),
        ),
    ),
    Group(
        "change",
        N_("Changing issues"),
        (
            Command("set-status", N_("Set status"), "s", LISTS | ISSUE),
            Command("set-level", N_("Set level"), "v", LISTS | ISSUE),
            Command("set-assignee", N_("Add or remove an assignee"), "a", LISTS | ISSUE),
            Command("assign-me", N_("Assign to me, or no longer"), "m", LISTS | ISSUE),
            Command("set-label", N_("Add or remove a label"), "l", LISTS | ISSUE),
            Command("move", N_("Move to…"), "Shift+M", BOARD),
            Command("move-left", N_("Move to the column before"), "[", BOARD),
            Command("move-right", N_("Move to the next column"), "]", BOARD),
            Command("edit", N_("Edit the description"), "e", ISSUE),
            Command("edit-title", N_("Edit the title"), "Shift+E", ISSUE),
            Command("update", N_("Write a comment"), "u", ISSUE),
            Command("relate", N_("Relate to another issue"), "r", ISSUE | GRAPH),
            Command("move-to-project", N_("Move to project…"), "Shift+P", ISSUE),
            Command("watch", N_("Watch, or no longer"), "w", ISSUE),
            Command("acknowledge", N_("Acknowledge"), "Shift+A", ISSUE),
            Command("resolve", N_("Resolve"), "Shift+R", ISSUE),
            Command("delete", N_("Delete"), "#", LISTS | ISSUE),
            Command("change-many", N_("Change the selected issues…"), "e", LISTS),
            Command("change-all", N_("Change all that match…"), "Shift+E", LISTS),
        ),
    ),
)
COMMANDS: Final[Mapping[str, Command]] = {one.name: one for group in GROUPS for one in group.commands}
