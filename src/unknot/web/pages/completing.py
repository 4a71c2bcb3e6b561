"""What the search box offers while somebody types, and the page that explains its language."""

import msgspec

from unknot.domain.query import Key
from unknot.domain.query.completion import Candidate, Typed, completed, typed_at
from unknot.domain.query.guide import GUIDE, RULES
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.web.completing import Offers
from unknot.web.forms import query_of
from unknot.web.look import SAFE
from unknot.web.shell import in_shell
from unknot.web.visit import place_of


class Asked(msgspec.Struct, frozen=True):
    q: str = ""
    at: int = 0  # the caret
    project: str = ""  # where; without it, in the whole workspace


class Option(msgspec.Struct, frozen=True):
    """Something to take. `text` is what will stand in the box; `shown` is how it is listed."""

    text: str
    shown: str
    name: str
    detail: str


class Completion(msgspec.Struct, frozen=True):
    """What would be replaced, and by what."""

    start: int
    end: int
    key: Key | None
    prefix: str
    options: list[Option]


async def complete(request: Request) -> Answer:
    """What could stand at the caret."""
    place = await place_of(request)
    asked = query_of(request, Asked)
    projects = [one for one in place.projects if asked.project in {"", one.alias}]
    typed = typed_at(asked.q, asked.at)
    offered = [] if typed is None else await Offers(place, projects).of(typed)
    return Answer(msgspec.json.encode(_completion(typed or Typed(None, "", asked.at, asked.at), offered)), headers=SAFE)


async def explain(request: Request) -> Answer:
    """Every key, and how terms are put together."""
    place = await place_of(request)
    guide = {key.value: meaning for key, meaning in GUIDE.items()}
    return in_shell("page/query_help.html", place, here="", guide=guide, rules=RULES)


def _completion(typed: Typed, offered: list[Candidate]) -> Completion:
    options = [Option(completed(typed, one), one.text, one.name, one.detail) for one in offered]
    return Completion(typed.start, typed.end, typed.key, typed.prefix, options)
