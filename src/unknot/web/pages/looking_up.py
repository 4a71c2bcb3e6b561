"""Short ways to a thing: what scripts look up while somebody types, and addresses that lead on."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode

import msgspec

from unknot.domain.errors import NotFound
from unknot.domain.file import File
from unknot.domain.issue import Issue
from unknot.domain.sentence import says
from unknot.http.answer import Answer
from unknot.http.files import download, show
from unknot.http.request import Request
from unknot.store import files
from unknot.store.browsing import Line
from unknot.web import finding, offering
from unknot.web.addresses import address_of_issue
from unknot.web.faces import Face
from unknot.web.forms import query_of
from unknot.web.look import SAFE, marks_of, words_of
from unknot.web.refusing import go_to
from unknot.web.visit import Place, place_of

PICTURES: Final = {
    "png": b"image/png",
    "jpg": b"image/jpeg",
    "jpeg": b"image/jpeg",
    "gif": b"image/gif",
    "webp": b"image/webp",
}


class Asked(msgspec.Struct, frozen=True):
    q: str = ""
    like: str = ""  # a title, to find similar ones


class Person(msgspec.Struct, frozen=True):
    """Somebody as the palette and menus show them."""

    name: str
    username: str
    href: str
    mark: str  # HTML


class Hit(msgspec.Struct, frozen=True):
    """An issue as a picker shows it."""

    uuid: str
    key: str
    title: str
    href: str
    status: str
    word: str  # of the status


async def find_issues(request: Request) -> Answer:
    """A few issues for what somebody has typed, which may be a query; or those that are like a title."""
    place = await place_of(request)
    asked = query_of(request, Asked)
    title = asked.like.strip()
    found: Sequence[Issue | Line]
    if title:
        found = await finding.similar_to(place, title)
    else:
        found = await finding.matching(place, asked.q.strip())
    return Answer(msgspec.json.encode([_hit(place, one) for one in found]), headers=SAFE)


async def find_people(request: Request) -> Answer:
    """A few members of the workspace for what somebody has typed, each with the way to their issues."""
    place = await place_of(request)
    people = [_person(place, one) for one in offering.matching(place, query_of(request, Asked).q)]
    return Answer(msgspec.json.encode(people), headers=SAFE)


async def go_to_key(request: Request) -> Answer:
    """ "OPS-12" as an address."""
    place = await place_of(request)
    found = finding.by_key(place, request.params[1])
    home = None if found is None else request.services.directory.project(found.project)
    if found is None or home is None:
        raise NotFound("issue", says("There is no issue %(name)s here, or you may not read it", name=request.params[1]))
    return go_to(address_of_issue(home, found.number))


async def go_to_person(request: Request) -> Answer:
    """What somebody is to do."""
    place = await place_of(request)
    user = request.services.directory.user_by_name(request.params[1])
    if user is None:
        raise NotFound("user", says("There is nobody called %(username)s", username=request.params[1]))
    return go_to(f"{quote(place.path)}?{urlencode({'q': f'is:open assignee:{user.username}'})}")


async def download_file(request: Request) -> Answer:
    """A file's bytes, to be saved."""
    return await download(request, await _file(request))


async def view_picture(request: Request) -> Answer:
    """A picture's bytes, to be shown. Only of kinds that cannot hold a script."""
    file = await _file(request)
    kind = PICTURES.get(file.name.rpartition(".")[2].lower())
    if kind is None:
        raise NotFound(
            "picture", says("%(file)s is no picture that can be shown. Download it instead.", file=file.name)
        )
    return await show(request, file, kind)


async def _file(request: Request) -> File:
    place = await place_of(request)
    file = files.in_workspace(request.services.db, request.params[1], place.workspace.id)
    if file is None or file.project not in {project.id for project in place.projects}:
        raise NotFound("file", says("This file is not here, or you may not read it"))
    return file


def _person(place: Place, one: Face) -> Person:
    mark = marks_of(place.visit.language).avatar(one, hidden=True)
    return Person(one.name, one.username, f"{place.path}/-/people/{quote(one.username)}", str(mark))


def _hit(place: Place, one: Issue | Line) -> Hit:
    home = next(project for project in place.projects if project.id == one.project)
    return Hit(
        uuid=one.uuid,
        key=home.issue_key(one.number),
        title=one.title,
        href=address_of_issue(home, one.number),
        status=one.status.value,
        word=words_of(place.visit.language).status(one.status),
    )
