"""Who looks, from where, and when: what our objects need to become the vendor's."""

from datetime import datetime

import msgspec

from unknot.dialects.gitflic.settings import IssueTimeFormat
from unknot.store.directory import Directory


class View(msgspec.Struct, frozen=True):
    """Who looks, from where, and when: what our objects need to become the vendor's."""

    directory: Directory
    base_url: str
    now: datetime
    time_format: IssueTimeFormat
