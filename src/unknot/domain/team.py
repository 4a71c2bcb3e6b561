"""A team: people of a workspace under one name."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import TeamId, UserId, WorkspaceId
from unknot.domain.text import Limits, text_problems


class Team(msgspec.Struct, frozen=True, kw_only=True):
    id: TeamId
    uuid: str
    workspace: WorkspaceId
    name: str
    members: tuple[UserId, ...]
    created_by: UserId | None
    created_at: datetime
    updated_by: UserId | None
    updated_at: datetime


class TeamDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make or to replace a team. Members are named by UUID."""

    name: str
    members: tuple[str, ...] = ()

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=limits.name)
