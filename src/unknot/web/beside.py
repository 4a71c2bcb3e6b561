"""What a search finds beside issues: people and views by name, comments and files of the issues that it shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from unknot.domain.ids import IssueId
from unknot.domain.text import fold
from unknot.store import passages, timeline
from unknot.store.conditions import words_of
from unknot.store.passages import Passages
from unknot.store.search.excerpts import Pieces
from unknot.web import faces, offering
from unknot.web.addresses import address_of_comment
from unknot.web.faces import Face
from unknot.web.groups import FilledGroup
from unknot.web.laid_out import address_of_view, readable_views, views_here
from unknot.web.listing import Listing
from unknot.web.rows import Row
from unknot.web.visit import Place

MOST: Final = 20  # people, and views


class Person(msgspec.Struct, frozen=True):
    face: Face
    href: str  # of what they are to do


class KeptView(msgspec.Struct, frozen=True):
    name: str
    href: str


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A comment, and the issue on which it was made."""

    row: Row
    href: str
    face: Face
    at: datetime
    line: Pieces


class NamedFile(msgspec.Struct, frozen=True, kw_only=True):
    row: Row
    href: str
    name: Pieces
    size: int


class Beside(msgspec.Struct, frozen=True):
    people: Sequence[Person]
    views: Sequence[KeptView]
    remarks: Sequence[Remark]
    files: Sequence[NamedFile]

    def __bool__(self) -> bool:
        return any((self.people, self.views, self.remarks, self.files))


async def beside(wanted: Listing, filled: Sequence[FilledGroup]) -> Beside | None:
    """Nothing for who looks for no words."""
    if not words_of(wanted.selection.where):
        return None
    words = " ".join(wanted.query.words)
    rows = {issue: row for group in filled for issue, row in zip(group.issues, group.rows, strict=True)}
    said = next((group.wanted for group in filled if group.wanted), {})
    found = await wanted.place.visit.request.services.read_aside(
        passages.of_issues, list(rows), wanted.selection.where, said
    )
    return Beside(_people(wanted.place, words), _views(wanted, words), *_passages(wanted.place, found, rows))


def _people(place: Place, words: str) -> list[Person]:
    found = offering.named(place, words) if words.strip() else []
    return [Person(one, f"{place.path}/-/people/{quote(one.username)}") for one in found[:MOST]]


def _views(wanted: Listing, words: str) -> list[KeptView]:
    """Of a project's list those of the project; of all others every one."""
    place, asked = wanted.place, fold(words).split()
    views = readable_views(place) if wanted.project is None else views_here(place, wanted.project)
    found = [view for view in views if asked and all(word in fold(view.name) for word in asked)]
    return [KeptView(view.name, address_of_view(place, view)) for view in found[:MOST]]


def _passages(
    place: Place, found: Passages, rows: Mapping[IssueId, Row]
) -> tuple[Sequence[Remark], Sequence[NamedFile]]:
    services = place.visit.request.services
    remarks = [
        Remark(
            row=rows[one.issue],
            href=address_of_comment(
                rows[one.issue].href, one.uuid, timeline.count_since(services.db, one.issue, one.at)
            ),
            face=faces.face(services.directory, one.author),
            at=one.at,
            line=one.line,
        )
        for one in found.remarks
    ]
    files = [
        NamedFile(row=rows[one.issue], href=f"{place.path}/-/files/{one.uuid}", name=one.name, size=one.size)
        for one in found.files
    ]
    return remarks, files
