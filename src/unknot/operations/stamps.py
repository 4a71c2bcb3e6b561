"""Who made a thing and when, and who changed it last: as the fields of whatever belongs to a workspace tell it."""

from datetime import datetime
from typing import TypedDict

from unknot.domain.access import Actor
from unknot.domain.ids import UserId
from unknot.store.work import Work


class Changed(TypedDict):
    updated_by: UserId | None
    updated_at: datetime


class Made(Changed):
    created_by: UserId | None
    created_at: datetime


def made(work: Work, by: Actor) -> Made:
    """Of something new, which counts as changed when it was made."""
    return Made(created_by=by.maker, created_at=work.now(), **changed(work, by))


def changed(work: Work, by: Actor) -> Changed:
    return Changed(updated_by=by.maker, updated_at=work.now())
