"""What lists may ask of an issue: fields and their values, each as text."""

from typing import Final

from unknot.domain.issue import Issue

Trait = tuple[str, str]  # a field and a value of it

LIVING: Final[Trait] = ("", "")  # what every list shows: not deleted, and of a project that is not deleted
CHANNEL: Final = "channel"
CHARACTER: Final = "character"
TITLE: Final = "title"
DESCRIPTION: Final = "description"
TEXTS: Final = frozenset({TITLE, DESCRIPTION})  # these are found by their parts


def values_of(issue: Issue) -> dict[str, str]:
    """What an issue itself has; its channels are elsewhere."""
    return {
        "status": issue.status.value,
        "level": issue.level,
        "creator": str(issue.created_by),
        "updator": str(issue.updated_by),
        "source": issue.source.name,
        TITLE: issue.title,
        DESCRIPTION: issue.description,
    }
