"""Say something on an issue, correct it, take it back."""

import msgspec

from unknot.domain.issue import Format
from unknot.domain.markup import to_html
from unknot.domain.status import Status
from unknot.domain.text import length_problems, refuse_if
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.comments import delete_comment, edit_comment
from unknot.operations.undo import noting
from unknot.operations.writing import comment_and_set_status
from unknot.web.addresses import address_of_issue
from unknot.web.answering import done
from unknot.web.forms import form_of
from unknot.web.look import SAFE, words_of
from unknot.web.visit import issue_of, project_of


class CommentForm(msgspec.Struct, frozen=True):
    text: str = ""
    then: Status | None = None


class TextForm(msgspec.Struct, frozen=True):
    text: str = ""


async def comment(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    form = await form_of(request, CommentForm)
    noted = await request.services.write(noting, comment_and_set_status, issue.id, form.text, form.then, by=place.actor)
    back = f"{address_of_issue(access.project, issue.number)}#c-{noted.outcome.uuid}"
    return done(request, noted, words_of(place.visit.language).catalogue.gettext("Comment sent"), back=back)


async def change_comment(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    form, uuid = await form_of(request, TextForm), request.params[3]
    noted = await request.services.write(noting, edit_comment, issue.id, uuid, form.text, by=place.actor)
    back = f"{address_of_issue(access.project, issue.number)}#c-{uuid}"
    return done(request, noted, words_of(place.visit.language).catalogue.gettext("Saved"), back=back)


async def remove_comment(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, delete_comment, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("Comment deleted")
    return done(request, noted, said, back=address_of_issue(access.project, issue.number))


async def preview(request: Request) -> Answer:
    """Markdown as it will look."""
    _, access = await project_of(request)
    form = await form_of(request, TextForm)
    refuse_if(length_problems("text", form.text, at_most=request.services.limits.description))
    html = to_html(form.text, Format.MARKDOWN, access.project.path)
    return Answer(msgspec.json.encode({"html": html}), headers=SAFE)
