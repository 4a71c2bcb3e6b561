"""GitFlic's projects."""

from typing import Annotated, Literal

import msgspec

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.project import Project
from unknot.http.told import told


class OwnerOut(Out, frozen=True, kw_only=True):
    alias: shapes.Alias
    type: Literal["COMPANY"] = "COMPANY"


class ProjectOut(Out, frozen=True, kw_only=True):
    """A project. Unknot keeps no code, so whatever speaks of repositories is null, false or empty."""

    id: shapes.Uuid
    title: str
    description: str
    alias: shapes.Alias
    owner_alias: shapes.Alias
    default_branch: None = None
    work_branch: None = None
    site_url: None = None
    owner: OwnerOut
    language: str
    for_education: Literal[False] = False
    forked_from_id: None = None
    mirror_url: None = None
    mirror_type: None = None
    allowed_memory: None = None
    fork_url: None = None
    http_transport_url: None = None
    ssh_transport_url: None = None
    topics: Annotated[list[str], told(maxItems=0)] = msgspec.field(default_factory=list)
    mirror: Literal[False] = False
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
