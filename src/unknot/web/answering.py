"""Tell that a change was made: a script in a few words, anybody else by a page that offers to undo it."""

from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.operations.undo import Noted
from unknot.web.look import SAFE
from unknot.web.refusing import go_to, inside, wants_json

Outcome = TypeVar("Outcome")


def done(request: Request, noted: Noted[Outcome], said: str, *, back: str, did: str = "", **more: object) -> Answer:
    """Tell a script what was done and how to undo it; send anybody else to a page that offers the same.

    `did` is the word by which that page knows what to say.
    """
    if wants_json(request):
        return Answer(msgspec.json.encode({"said": said, "events": noted.events, **more}), headers=SAFE)
    address, _, place = inside(back).partition("#")
    named = {"done": ",".join(map(str, noted.events)), **({"did": did} if did else {})}
    undo = urlencode(named) if noted.events else ""
    joint = "&" if "?" in address else "?"
    return go_to(f"{address}{joint if undo else ''}{undo}{'#' if place else ''}{place}")
