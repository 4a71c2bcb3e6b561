"""What an operator may choose about this dialect."""

import msgspec


class GuanceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    always_wrap_issue_list: bool = False  # whether a list asked for without paging has pages too, as the docs say
    requests_per_minute: int = 0  # for each key; the vendor has 20; 0 means no limit
    workspace_requests_per_minute: int = 0  # for each workspace; the vendor has 200; 0 means no limit
