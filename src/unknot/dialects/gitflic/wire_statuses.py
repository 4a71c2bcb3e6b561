"""GitFlic's statuses."""

from typing import Final, Literal

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.status import Status


class StatusOut(Out, frozen=True, kw_only=True):
    """A status. The four that the vendor knows, and PENDING, which is ours."""

    id: shapes.StatusWord
    title: str
    hash: None = None
    alias: None = None
    owner_alias: None = None
    color: str
    hex_color: shapes.Color
    icon: None = None
    is_deleted: Literal[False] = False


STATUS_OUT: Final = {  # names and colours are those of Bootstrap 4, as in the vendor's examples
    Status.OPEN: StatusOut(id="OPEN", title="New", color="info", hex_color="17A2B8"),
    Status.IN_PROGRESS: StatusOut(id="IN_PROGRESS", title="In progress", color="warning", hex_color="FFC107"),
    Status.COMPLETED: StatusOut(id="COMPLETED", title="Completed", color="success", hex_color="28A745"),
    Status.CLOSED: StatusOut(id="CLOSED", title="Closed", color="danger", hex_color="DC3545"),
    Status.PENDING: StatusOut(id="PENDING", title="Pending", color="secondary", hex_color="6C757D"),
}


StatusPage = paged("StatusPage", "statusModelList", StatusOut)
