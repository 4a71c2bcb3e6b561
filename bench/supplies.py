"""The requests of each row: whole, as bytes, and prepared before the clock starts."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count, islice
from random import Random
from typing import Any, Protocol

import msgspec

from bench.fill.filer import KINDS, REACH
from bench.fill.texts import Texts
from bench.sample import Sample

SEED = 11
BODIES = 1_000  # different ones; they are sent again and again


class Supply(Protocol):
    """Where a load gets its requests."""

    repeats: bool

    def take(self, count: int) -> list[bytes]:
        """So many requests, if there are so many; those that repeat, all."""


class Repeated:
    """Requests that may be sent as often as one likes."""

    repeats = True

    def __init__(self, requests: list[bytes]) -> None:
        self._requests = requests

    def take(self, _: int) -> list[bytes]:
        return self._requests


class Once:
    """Requests that can do their work only once."""

    repeats = False

    def __init__(self, requests: Iterator[bytes]) -> None:
        self._requests = requests

    def take(self, count: int) -> list[bytes]:
        return list(islice(self._requests, count))


MakeSupply = Callable[[Sample], Supply]


def get_issue(sample: Sample) -> Supply:
    return Repeated([_request(sample, "GET", f"issue/{issue.number}") for issue in sample.issues])


def list_page(number: int, size: int = 10) -> MakeSupply:
    return lambda sample: Repeated([_request(sample, "GET", f"issue?page={number}&size={size}")])


def list_last_page(sample: Sample) -> Supply:
    return list_page((sample.facts.issues - 1) // 10)(sample)


def list_relations(sample: Sample) -> Supply:
    related = [issue.number for issue in sample.issues if issue.is_related]
    return Repeated([_request(sample, "GET", f"issue/{number}/issue-relations") for number in related])


def list_files(sample: Sample) -> Supply:
    return Repeated([_request(sample, "GET", f"issue/{number}/files") for number in sample.with_files])


def create_issue(sample: Sample) -> Supply:
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    texts = Texts(rng)
    bodies = [
        {
            "title": texts.title(),
            "description": texts.description(),
            "labels": [{"id": uuid} for uuid in rng.sample(sample.labels, 2)],
            "assignedUsers": [{"id": rng.choice(sample.people)}],
        }
        for _ in range(BODIES)
    ]
    return Repeated([_request(sample, "POST", "issue", body) for body in bodies])


def edit_issue(sample: Sample) -> Supply:
    """Another status, and a new description: what most edits of a tracker are."""
    rng = Random(SEED)  # noqa: S311 - it guards nothing
    texts, statuses = Texts(rng), ("OPEN", "IN_PROGRESS", "COMPLETED", "CLOSED")
    bodies = [
        {"title": texts.title(), "description": texts.description(), "status": {"id": rng.choice(statuses)}}
        for _ in range(BODIES)
    ]
    return Once(
        _request(sample, "PUT", f"issue/{issue.number}/edit", bodies[(turn + place) % BODIES])
        for turn in count()  # with another text each time, since one that is there already is no edit
        for place, issue in enumerate(sample.issues)
    )


def add_comment(sample: Sample) -> Supply:
    texts = Texts(Random(SEED))  # noqa: S311 - it guards nothing
    return Repeated(
        [
            _request(sample, "POST", f"issue-discussion/{issue.number}/create", {"note": texts.comment()})
            for issue in sample.issues
        ]
    )


def relate_issues(sample: Sample) -> Supply:
    """Pairs that have no relation yet, the newer issue first, as in the filled database: so no circle can close."""
    issues = sorted(sample.issues, key=lambda issue: issue.number)
    pairs = (
        (issues[place + apart], issues[place])
        for apart in range(1, len(issues))
        for place in range(len(issues) - apart)
    )
    fresh = ((new, old) for new, old in pairs if new.number - old.number > 2 * REACH)
    kinds = (kind.name for _ in count() for kind in KINDS)
    return Once(
        _request(
            sample,
            "POST",
            f"issue/{new.number}/create-issue-relation",
            {"targetIssueUuid": old.uuid, "relationType": kind},
        )
        for (new, old), kind in zip(fresh, kinds, strict=False)
    )


def _request(sample: Sample, method: str, path: str, body: Mapping[str, Any] | None = None) -> bytes:
    facts = sample.facts
    head = (
        f"{method} /project/{facts.owner}/{facts.project}/{path} HTTP/1.1\r\n"
        f"Host: 127.0.0.1\r\nAuthorization: token {facts.token}\r\nAccept: application/json\r\n"
    )
    if body is None:
        return f"{head}\r\n".encode()
    content = msgspec.json.encode(body)
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
