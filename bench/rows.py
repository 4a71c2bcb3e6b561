"""What is measured: one flat table."""

from typing import Final

import msgspec

from bench import supplies
from bench.figures import Aim, AtLeast, AtMost
from bench.supplies import MakeSupply

READERS, WRITERS = 8, 16  # clients


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """What else a row is held against in the same rounds."""

    what: str
    counts_time: bool  # how many times as long, instead of how many times as fast
    supply: MakeSupply | None = None  # other requests than the row's own
    is_ungrouped: bool = False  # asked of the server that commits every operation alone
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


def _ungrouped(aim: Aim | None = None) -> Rival:
    return Rival(what="one commit each", counts_time=False, is_ungrouped=True, aim=aim)


def _write(name: str, title: str, supply: MakeSupply, *, clients: int = WRITERS, aim: Aim | None = None) -> Row:
    return Row(name=name, title=title, supply=supply, clients=clients, writes=True, rival=_ungrouped(aim))


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
)
TIME_OF_SMALLER: Final = AtMost(1.5)  # how much longer a row may take on a larger database
READY_SECONDS: Final = AtMost(1)
IDLE_MEGABYTES: Final = AtMost(120)
