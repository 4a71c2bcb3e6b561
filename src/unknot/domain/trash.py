"""How long what was deleted can come back."""

from datetime import timedelta
from typing import Annotated

import msgspec


class TrashSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    days: Annotated[int, msgspec.Meta(ge=0)] = 30  # how long what was deleted can come back
    unattached_days: Annotated[int, msgspec.Meta(ge=1)] = 7  # how long an upload may wait to be attached

    @property
    def keeps_for(self) -> timedelta:
        return timedelta(days=self.days)
