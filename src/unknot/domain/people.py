"""Workspaces, the people and bots in them, and what they are called."""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from unknot.domain.access import Role
from unknot.domain.errors import Problem
from unknot.domain.ids import ProjectId, UserId, WorkspaceId
from unknot.domain.sentence import says
from unknot.domain.text import Limits, alias_problems, length_problems

MIN_PASSWORD = 8  # NIST SP 800-63B
MAX_PASSWORD = 1024  # hashing a longer one only costs time
_EMAIL = re.compile(r"[^@\s\x00]+@[^@\s\x00]+")


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """A tenant: people, projects, channels, levels. Its default project takes what names no project."""

    id: WorkspaceId
    uuid: str
    alias: str
    title: str
    default_project: ProjectId | None
    created_at: datetime


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person, or a bot: a user that only has tokens."""

    id: UserId
    uuid: str
    username: str
    name: str
    surname: str
    email: str
    is_bot: bool
    is_blocked: bool
    created_at: datetime

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.surname}".strip() or self.username


class UserDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What an owner gives to make a user. A bot often has no address."""

    username: str
    email: str = ""
    name: str = ""
    surname: str = ""
    is_bot: bool = False

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from alias_problems("username", self.username)
        yield from length_problems("name", self.name, at_most=limits.title)
        yield from length_problems("surname", self.surname, at_most=limits.title)
        yield from length_problems("email", self.email, at_most=limits.title)
        if not (self.is_bot and not self.email) and not _EMAIL.fullmatch(self.email):
            yield Problem(
                "email", says('must be an address such as ann@example.org, and is "%(email)s"', email=self.email)
            )


class UserChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different about themselves; None leaves a thing as it is. The username stays."""

    email: str | None = None
    name: str | None = None
    surname: str | None = None

    def draft_of(self, user: User) -> UserDraft:
        return UserDraft(
            username=user.username,
            email=user.email if self.email is None else self.email,
            name=user.name if self.name is None else self.name,
            surname=user.surname if self.surname is None else self.surname,
            is_bot=user.is_bot,
        )


def password_problems(password: str) -> Iterable[Problem]:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        yield Problem(
            "password",
            says("must be %(least)s to %(most)s characters long", least=MIN_PASSWORD, most=MAX_PASSWORD),
        )


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A user with a role, in a workspace or in one project."""

    user: UserId
    role: Role
