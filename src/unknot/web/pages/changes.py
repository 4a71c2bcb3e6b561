"""Change one thing on an issue or on many, and take back what was changed last."""

from collections.abc import Sequence
from typing import Final

import msgspec

from unknot.domain.errors import Conflict, Invalid
from unknot.domain.ids import EventId
from unknot.domain.sentence import listed, says
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.touching import Touch, touch_issues
from unknot.operations.undo import Undone, noting, undo
from unknot.web import naming
from unknot.web.answering import done
from unknot.web.forms import YES, form_of
from unknot.web.look import words_of
from unknot.web.telling import said_of
from unknot.web.visit import Place, place_of

MOST_REASONS: Final = 5  # that one sentence names


class ChangeForm(msgspec.Struct, frozen=True):
    """One change for one issue or many, in the words of queries."""

    issue: tuple[str, ...] = ()
    status: str | None = None
    level: str | None = None
    assignee: str | None = None
    instead_of: str | None = None  # the assignee whose place the other one takes
    label: str | None = None
    channel: str | None = None
    watch: str | None = None
    trash: str | None = None
    back: str = ""


class UndoForm(msgspec.Struct, frozen=True):
    event: tuple[EventId, ...]
    back: str = ""


async def change_issues(request: Request) -> Answer:
    """Touch the issues that were selected; each keeps what was not asked to change."""
    place = await place_of(request)
    form = await form_of(request, ChangeForm)
    if not form.issue:
        raise Invalid.field("issue", says("must name at least one issue: select some first"))
    touch = _touch(place, form)
    noted = await request.services.write(noting, touch_issues, form.issue, touch, by=place.actor)
    return done(request, noted, said_of(place, touch, noted.outcome), back=form.back or place.path)


async def take_back(request: Request) -> Answer:
    """Undo what the visitor did within the last minute, as far as nobody changed it again since."""
    place = await place_of(request)
    form = await form_of(request, UndoForm)
    noted = await request.services.write(noting, undo, form.event, by=place.actor)
    return done(request, noted, said_of_undoing(place, noted.outcome), back=form.back or place.path)


def said_of_undoing(place: Place, outcome: Sequence[Undone]) -> str:
    """What was undone, or a refusal where nothing was."""
    reasons = list(dict.fromkeys(one.refusal for one in outcome if one.refusal is not None))
    count = sum(one.refusal is None for one in outcome)
    if not outcome:  # it was no change of an issue
        return words_of(place.visit.language).catalogue.gettext("Undone")
    if not count:
        raise Conflict(listed(reasons[:MOST_REASONS], ". "))
    words = words_of(place.visit.language)
    if reasons:
        said = words.catalogue.gettext("Undone on %(done)s of %(all)s issues. %(reason)s")
        return said % {"done": count, "all": len(outcome), "reason": words.said(reasons[0])}
    return words.catalogue.ngettext("Undone on %(n)s issue", "Undone on %(n)s issues", count) % {"n": count}


def _touch(place: Place, form: ChangeForm) -> Touch:
    return Touch(
        status=None if form.status is None else naming.status(form.status),
        level=None if form.level is None else naming.level(place, form.level),
        assignee=naming.user_or_nobody(place, form.assignee),
        instead_of=naming.user_or_nobody(place, form.instead_of),
        label=form.label,
        channel=None if form.channel is None else naming.channel(place, form.channel),
        is_watching=None if form.watch is None else form.watch == YES,
        trash=form.trash == YES,
    )
