"""What lists may ask of an issue: fields and their values, each as text."""

from typing import Final

from unknot.domain.issue import Issue
from unknot.store.times import to_micros

Trait = tuple[str, str]  # a field and a value of it

LIVING: Final[Trait] = ("", "")  # what every list shows: not deleted, and of a project that is not deleted
PROJECT: Final = "project"
STATUS: Final = "status"
LEVEL: Final = "level"
CREATOR: Final = "creator"
UPDATOR: Final = "updator"
SOURCE: Final = "source"  # its name
SOURCE_TYPE: Final = "source_type"
LABEL: Final = "label"
ASSIGNEE: Final = "assignee"
WATCHER: Final = "watcher"
CHANNEL: Final = "channel"
HAS: Final = "has"
UPDATED: Final = "updated"  # the day of it, as are those of progress
PROGRESS: Final = ("acknowledged", "completed", "reopened")
NOBODY: Final = ""  # the assignee of an issue that has none

COMMENT: Final = "comment"
FILE: Final = "file"
RELATION: Final = "relation"
TITLE: Final = "title"
DESCRIPTION: Final = "description"
HANGING: Final = (COMMENT, FILE, RELATION, DESCRIPTION)  # what an issue may have

CHARACTER: Final = "character"
SENTENCE: Final = "sentence"  # its number
TEXTS: Final = frozenset({TITLE, DESCRIPTION})  # these are found by their parts

DAY: Final = 86_400_000_000  # microseconds


def values_of(issue: Issue) -> dict[str, list[str]]:
    """What an issue itself has; its channels, its watchers and what hangs on it are elsewhere."""
    return {
        PROJECT: [str(issue.project)],
        STATUS: [issue.status.value],
        LEVEL: [issue.level],
        CREATOR: [str(issue.created_by)],
        UPDATOR: [str(issue.updated_by)],
        SOURCE: [issue.source.name],
        SOURCE_TYPE: [issue.source.type.value],
        LABEL: list(map(str, issue.labels)),
        ASSIGNEE: list(map(str, issue.assignees)) or [NOBODY],
        UPDATED: [day_of(to_micros(issue.updated_at))],
        TITLE: [issue.title],
        DESCRIPTION: [issue.description],
    }


def day_of(micros: int) -> str:
    """A day, as text that sorts as days do."""
    return f"{micros // DAY:07d}"
