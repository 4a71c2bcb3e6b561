"""GitFlic's projects."""

import msgspec

from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.project import Project


class OwnerOut(Out, frozen=True, kw_only=True):
    alias: str
    type: str = "COMPANY"


class ProjectOut(Out, frozen=True, kw_only=True):
    """A project. Unknot keeps no code, so whatever speaks of repositories is null, false or empty."""

    id: str
    title: str
    description: str
    alias: str
    owner_alias: str
    default_branch: None = None
    work_branch: None = None
    site_url: None = None
    owner: OwnerOut
    language: str
    for_education: bool = False
    forked_from_id: None = None
    mirror_url: None = None
    mirror_type: None = None
    allowed_memory: None = None
    fork_url: None = None
    http_transport_url: None = None
    ssh_transport_url: None = None
    topics: list[str] = msgspec.field(default_factory=list)
    mirror: bool = False
    private: bool


ProjectPage = paged("ProjectPage", "projectList", ProjectOut)


def project_out(project: Project) -> ProjectOut:
    return ProjectOut(
        id=project.uuid,
        title=project.title,
        description=project.description,
        alias=project.alias,
        owner_alias=project.owner,
        owner=OwnerOut(alias=project.owner),
        language=project.language,
        private=project.is_private,
    )
