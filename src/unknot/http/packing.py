"""Compression of answers, for clients that take it.

Pages shrink to a seventh. They hold no secret that an attacker could guess byte by byte beside words of their own: a
session's secret stands in its cookie only, and changes are guarded by where they come from, not by a token in the page.
"""

import gzip
from typing import Final

from unknot.http.answer import Answer
from unknot.http.request import Request

LEAST_BYTES: Final = 1_024  # less fits one packet either way
QUICKLY: Final = 1  # a page is made for one reader: higher levels cost four times the time for a tenth of the size
PACKED: Final = {b"text/html; charset=utf-8"}


def pack(answer: Answer, request: Request) -> Answer:
    """The same page, compressed if it is large and the client takes it."""
    if answer.content_type in PACKED and len(answer.body) >= LEAST_BYTES and takes_gzip(request):
        answer.body = gzip.compress(answer.body, QUICKLY, mtime=0)
        answer.headers = [*(answer.headers or ()), (b"content-encoding", b"gzip")]
    return answer


def takes_gzip(request: Request) -> bool:
    """Whether gzip is among what the client accepts, and not with a weight of nothing."""
    for coding in (request.header(b"accept-encoding") or b"").lower().split(b","):
        name, _, weight = coding.replace(b" ", b"").partition(b";q=")
        if name == b"gzip":
            return weight.strip(b"0.") != b"" or weight == b""
    return False
