"""Where things are found on the pages."""

from typing import Final

from unknot.domain.project import Project

ENTRIES: Final = 200  # of its timeline on one page of an issue


def address_of_issue(project: Project, number: int) -> str:
    return f"/{project.path}/{number}"


def address_of_comment(issue: str, uuid: str, newer: int) -> str:
    """Where a comment stands below the address of its issue; so many entries of the timeline are newer."""
    page = newer // ENTRIES
    return f"{issue}?page={page}#c-{uuid}" if page else f"{issue}#c-{uuid}"
