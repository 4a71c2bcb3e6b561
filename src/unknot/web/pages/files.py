"""Attach files to an issue, and take them away."""

from collections.abc import Sequence

from unknot.domain.access import Action
from unknot.domain.file import File, StoredBytes
from unknot.http.answer import Answer
from unknot.http.files import take_up_all
from unknot.http.request import Request
from unknot.http.uploads import every_file
from unknot.operations.files import attach_uploads, detach_file
from unknot.operations.undo import Noted, noting
from unknot.store.work import Work
from unknot.web.addresses import address_of_issue
from unknot.web.answering import done
from unknot.web.look import words_of
from unknot.web.visit import issue_of


async def upload(request: Request) -> Answer:
    """Take up files and attach them: all of them or, where one is refused, none."""
    place, access, issue = await issue_of(request)
    access.require(Action.UPLOAD_FILE)

    def attach(work: Work, uploads: Sequence[StoredBytes]) -> Noted[list[File]]:
        return noting(work, attach_uploads, issue.id, uploads, by=place.actor)

    noted = await take_up_all(request, await every_file(request, "file"), access.project, attach)
    attached = [
        {"uuid": file.uuid, "name": file.name, "address": f"{place.path}/-/files/{file.uuid}"} for file in noted.outcome
    ]
    said = words_of(place.visit.language).catalogue.ngettext(
        "%(n)s file attached", "%(n)s files attached", len(attached)
    )
    return done(
        request, noted, said % {"n": len(attached)}, back=address_of_issue(access.project, issue.number), files=attached
    )


async def remove_file(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    noted = await request.services.write(noting, detach_file, issue.id, request.params[3], by=place.actor)
    said = words_of(place.visit.language).catalogue.gettext("File removed")
    return done(request, noted, said, back=address_of_issue(access.project, issue.number))
