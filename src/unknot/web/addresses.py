"""Where things are found on the pages."""

from unknot.domain.project import Project


def address_of_issue(project: Project, number: int) -> str:
    return f"/{project.path}/{number}"
