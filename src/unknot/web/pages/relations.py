"""Relate issues to each other, or no longer."""

import msgspec

from unknot.domain.relation import RelationKind
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.relations import relate_issues, remove_relation
from unknot.operations.undo import noting
from unknot.web import finding
from unknot.web.addresses import address_of_issue
from unknot.web.answering import done
from unknot.web.forms import form_of
from unknot.web.look import words_of
from unknot.web.visit import issue_of


class RelationForm(msgspec.Struct, frozen=True):
    kind: RelationKind
    other: str


async def relate(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    form = await form_of(request, RelationForm)
    other = await finding.named(place, access.project, form.other)
    noted = await request.services.write(
        noting, relate_issues, issue.id, other, form.kind, by=place.actor, keeps_order=True
    )
    said = words_of(place.visit.language).catalogue.gettext("Related")
    return done(request, noted, said, back=address_of_issue(access.project, issue.number))


async def unrelate(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, remove_relation, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("Relation removed")
    return done(request, noted, said, back=address_of_issue(access.project, issue.number))
