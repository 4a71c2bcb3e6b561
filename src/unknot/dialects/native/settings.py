"""What an operator may choose about Unknot's own paths."""

from typing import Annotated

import msgspec


class NativeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    requests_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 0  # for each token; 0 means no limit
