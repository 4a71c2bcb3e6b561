"""What an operator may choose about this dialect. The vendor's page and its clients disagree on these points."""

from enum import StrEnum
from typing import Annotated

import msgspec


class IssueTimeFormat(StrEnum):
    """How an issue's two times look: "14 minutes ago", as in the vendor's examples, or a date and time to parse."""

    RELATIVE = "relative"
    ISO = "iso"


class GitflicSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    issue_time_format: IssueTimeFormat = IssueTimeFormat.RELATIVE
    strict_edit: bool = False  # whether an edit without title and description is refused, as the vendor's table says
    upload_paths: tuple[str, ...] = ("file",)  # below a project; the vendor's page does not tell its own
    requests_per_hour: Annotated[int, msgspec.Meta(ge=0)] = 0  # for each token; 0 means no limit
