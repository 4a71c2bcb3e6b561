"""Attach files to an issue, and take them away."""

from unknot.domain.access import Action
from unknot.http.answer import Answer
from unknot.http.files import take_up
from unknot.http.request import Request
from unknot.http.uploads import every_file
from unknot.operations.files import attach_file, detach_file
from unknot.operations.undo import Noted, noting
from unknot.web.answering import address_of_issue, done
from unknot.web.look import words_of
from unknot.web.visit import issue_of


async def upload(request: Request) -> Answer:
    """Take up files and attach them, one after the other."""
    place, access, issue = await issue_of(request)
    access.require(Action.UPLOAD_FILE)
    events: list[int] = []
    kept = []
    for sent in await every_file(request, "file"):
        file = await take_up(request, sent, access)
        noted = await request.services.write(noting, attach_file, issue.id, file.uuid, by=place.actor)
        events += noted.events
        kept.append({"uuid": file.uuid, "name": file.name, "address": f"{place.path}/-/files/{file.uuid}"})
    said = words_of(place.visit.language).catalogue.ngettext("%(n)s file attached", "%(n)s files attached", len(kept))
    noted_all = Noted(kept, tuple(events))  # type: ignore[arg-type]  # ids of events are numbers
    return done(request, noted_all, said % {"n": len(kept)}, back=address_of_issue(access, issue), files=kept)


async def remove_file(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, detach_file, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("File removed")
    return done(request, noted, said, back=address_of_issue(access, issue))
