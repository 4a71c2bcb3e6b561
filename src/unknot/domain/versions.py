"""Which words somebody had before them when they began to edit, so that nobody overwrites what they never saw."""

import hashlib
from collections.abc import Mapping
from typing import Final

from unknot.domain.errors import Conflict
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.sentence import says

DIGITS: Final = 16
GUARDED: Final = ("title", "description")  # what people write by hand, and would be sorry to lose


class ChangedMeanwhile(Conflict):
    """Somebody else saved the same field first."""

    code = "changed_meanwhile"

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        super().__init__(
            says(
                "Somebody else saved the %(fields)s while you were writing. "
                "Nothing of yours is lost: look at what is there now, then save again.",
                fields=says("title and the description") if len(fields) > 1 else says(fields[0]),
            )
        )


def version_of(issue: Issue) -> dict[str, str]:
    """A short name for each guarded field as it is."""
    return {field: digest(getattr(issue, field)) for field in GUARDED}


def require_seen(issue: Issue, change: IssueChange, seen: Mapping[str, str]) -> None:
    """Refuse a change of a field that is neither as its writer saw it nor as they want it."""
    now = version_of(issue)
    moved = [
        field
        for field, version in seen.items()
        if (wanted := getattr(change, field)) is not None and now[field] not in {version, digest(wanted)}
    ]
    if moved:
        raise ChangedMeanwhile(moved)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
