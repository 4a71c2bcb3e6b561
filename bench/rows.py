"""What is measured: one flat table."""

from typing import Final

import msgspec

from bench import incidents, supplies
from bench.figures import Aim, AtLeast, AtMost
from bench.incidents import MakeFilters
from bench.supplies import MakeSupply

READERS, WRITERS = 8, 16  # clients


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """What else a row is held against in the same rounds."""

    what: str
    counts_time: bool  # how many times as long, instead of how many times as fast
    supply: MakeSupply | None = None  # other requests than the row's own
    is_ungrouped: bool = False  # asked of the server that commits every operation alone
    compares_p99: bool = False  # instead of how fast both are
    aim: Aim | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of request."""

    name: str  # for --only
    title: str
    supply: MakeSupply
    clients: int = READERS
    writes: bool = False
    aim: Aim | None = None  # percent of the ceiling
    rival: Rival | None = None


FIRST_PAGE: Final = supplies.list_page(0)
PAGE_0: Final = Rival(what="the time of page 0", counts_time=True, supply=FIRST_PAGE, aim=AtMost(1.5))

TEN_OF_ALL: Final = incidents.listed(incidents.everything)
PAGE_5000_OF_ALL: Final = incidents.listed(incidents.everything, page=5000)
ALL: Final = incidents.listed(incidents.everything, is_paged=False)


def _unfiltered(supply: MakeSupply) -> Rival:
    return Rival(
        what="the p99 of the unfiltered list",
        counts_time=True,
        supply=supply,
        compares_p99=True,
        aim=AtMost(3),
    )


def _ungrouped(aim: Aim | None = None) -> Rival:
    return Rival(what="one commit each", counts_time=False, is_ungrouped=True, aim=aim)


def _write(name: str, title: str, supply: MakeSupply, *, clients: int = WRITERS, aim: Aim | None = None) -> Row:
    return Row(name=name, title=title, supply=supply, clients=clients, writes=True, rival=_ungrouped(aim))


def _filtered(name: str, title: str, filters: MakeFilters) -> Row:
    """Ten incidents of a list that is narrowed, held against one that is not."""
    return Row(
        name=f"incidents-{name}",
        title=f"ten incidents {title}",
        supply=incidents.listed(filters),
        rival=_unfiltered(TEN_OF_ALL),
    )


def _unpaged(name: str, title: str, filters: MakeFilters) -> Row:
    """The same without pages, as some of the vendor's programs ask: the newest thousand."""
    return Row(
        name=f"incidents-{name}-all",
        title=f"incidents {title}, unpaged",
        supply=incidents.listed(filters, is_paged=False),
        rival=_unfiltered(ALL),
    )


ROWS: Final = (
    Row(name="get", title="get an issue", supply=supplies.get_issue, aim=AtLeast(50)),
    Row(name="list", title="list ten, page 0", supply=FIRST_PAGE, aim=AtLeast(25)),
    Row(name="list-5000", title="list ten, page 5,000", supply=supplies.list_page(5000), rival=PAGE_0),
    Row(name="list-last", title="list ten, last page", supply=supplies.list_last_page, rival=PAGE_0),
    Row(name="list-100", title="list a hundred", supply=supplies.list_page(0, 100)),
    Row(name="relations", title="list relations", supply=supplies.list_relations),
    Row(name="files", title="list files", supply=supplies.list_files),
    _write("create", "create an issue", supplies.create_issue, aim=AtLeast(3)),
    _write("create-64", "create an issue", supplies.create_issue, clients=64),
    _write("edit", "edit an issue", supplies.edit_issue),
    _write("relate", "relate two issues", supplies.relate_issues),
    _write("comment", "comment on an issue", supplies.add_comment),
    Row(name="incident", title="get an incident", supply=incidents.get),
    Row(name="incidents", title="ten incidents, page 1", supply=TEN_OF_ALL),
    Row(
        name="incidents-5000",
        title="ten incidents, page 5,000",
        supply=incidents.listed(incidents.everything, page=5000),
    ),
    Row(name="incidents-all", title="incidents without pages", supply=ALL),
    _filtered("status", "of a status", incidents.of_status),
    _filtered("not-status", "not of a status", incidents.not_of_status),
    _filtered("level", "of a level", incidents.of_level),
    _filtered("channel", "of a channel", incidents.of_channel),
    _filtered("creator", "by a creator", incidents.by_creator),
    _filtered("updator", "last changed by one", incidents.by_updator),
    _filtered("source", "of a monitor", incidents.of_source),
    _filtered("time", "of a range of time", incidents.of_time),
    _filtered("text", "with a common text", incidents.with_common_text),
    _filtered("title", "with a rare text", incidents.with_title),
    _filtered("new-text", "with a text not looked for before", incidents.with_new_text),
    _filtered("mix", "by time, text, status and level", incidents.of_mix),
    _unpaged("status", "of a status", incidents.of_status),
    _unpaged("text", "with a common text", incidents.with_common_text),
    _unpaged("mix", "by time, text, status and level", incidents.of_mix),
    _write("add", "add an incident", incidents.add),
    _write("reply", "reply to an incident", incidents.reply),
)
TIME_OF_SMALLER: Final = AtMost(1.5)  # how much longer a row may take on a larger database
READY_SECONDS: Final = AtMost(1)
IDLE_MEGABYTES: Final = AtMost(120)
