"""What an operator may choose about this dialect."""

from typing import Annotated

import msgspec

Limit = Annotated[int, msgspec.Meta(ge=0)]  # 0 means no limit


class GuanceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    always_wrap_issue_list: bool = False  # whether a list asked for without paging has pages too, as the docs say
    requests_per_minute: Limit = 0  # for each key; the vendor has 20
    workspace_requests_per_minute: Limit = 0  # for each workspace; the vendor has 200
