"""A project: a numbered list of issues inside a workspace."""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.sentence import says
from unknot.domain.status import Status
from unknot.domain.text import Limits, alias_problems, length_problems, text_problems

MAX_KEY = 10  # it stands in front of every number that people say
MAX_LIMIT = 999  # of issues in a status; nobody counts more of them at a glance
_KEY = re.compile(rf"[A-Z][A-Z0-9]{{0,{MAX_KEY - 1}}}")


WipLimits = tuple[tuple[Status, int], ...]  # how many issues of a status there should be at most; it refuses nothing


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Public means: readable by every user of the instance."""

    id: ProjectId
    uuid: str
    workspace: WorkspaceId
    owner: str  # the alias of its workspace, as it is now
    alias: str
    key: str  # people say "OPS-431"; unique in the workspace
    title: str
    description: str
    language: str
    is_private: bool
    wip_limits: WipLimits = ()
    created_at: datetime

    @property
    def path(self) -> str:
        return f"{self.owner}/{self.alias}"

    def issue_key(self, number: int) -> str:
        """What people call an issue of this project."""
        return issue_key(self.key, number)

    def wip_limit(self, status: Status) -> int | None:
        """How many issues of a status there should be at most."""
        return dict(self.wip_limits).get(status)


class ProjectDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make a project."""

    alias: str
    title: str
    description: str = ""
    language: str = ""
    is_private: bool = True
    key: str | None = None  # None: derived from the alias
    wip_limits: WipLimits = ()

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from alias_problems("alias", self.alias)
        yield from text_problems("title", self.title, at_most=limits.title)
        yield from length_problems("description", self.description, at_most=limits.description)
        yield from length_problems("language", self.language, at_most=limits.title)
        for status, most in self.wip_limits:
            if not 1 <= most <= MAX_LIMIT:
                yield Problem(status.value, says("must be a number from 1 to %(most)s, or nothing", most=MAX_LIMIT))
        if self.key is not None and not _KEY.fullmatch(self.key):
            yield Problem(
                "key", says("must be 1 to %(most)s characters out of A-Z and 0-9, starting with a letter", most=MAX_KEY)
            )


class ProjectChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants changed; None leaves a thing as it is."""

    alias: str | None = None
    title: str | None = None
    description: str | None = None
    language: str | None = None
    is_private: bool | None = None
    key: str | None = None
    wip_limits: WipLimits | None = None

    def draft_of(self, project: Project) -> ProjectDraft:
        """The whole project as it would be, so that creating and changing obey the same rules."""
        return ProjectDraft(
            alias=project.alias if self.alias is None else self.alias,
            title=project.title if self.title is None else self.title,
            description=project.description if self.description is None else self.description,
            language=project.language if self.language is None else self.language,
            is_private=project.is_private if self.is_private is None else self.is_private,
            key=project.key if self.key is None else self.key,
            wip_limits=project.wip_limits if self.wip_limits is None else self.wip_limits,
        )


def issue_key(project_key: str, number: int) -> str:
    """What people call an issue: "OPS-431"."""
    return f"{project_key}-{number}"


def key_candidates(alias: str) -> Iterable[str]:
    """Keys for an alias, best first, without end: "web-shop" gives WS, WEBSHOP, WS2, WS3 and so on."""
    words = [word for word in re.split(r"[^A-Z0-9]+", alias.upper()) if word]
    letters = re.sub(r"^[0-9]+", "", "".join(words)) or "P"
    initials = re.sub(r"^[0-9]+", "", "".join(word[0] for word in words))
    short = initials if len(initials) > 1 else letters[:4]
    yield short[:MAX_KEY]
    yield letters[:MAX_KEY]
    counter = 2
    while True:
        yield f"{short[: MAX_KEY - len(str(counter))]}{counter}"
        counter += 1
