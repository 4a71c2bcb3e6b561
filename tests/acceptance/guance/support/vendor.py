"""The vendor's programs (section 9), each call as they make it and no more than they read of the answers."""

from collections.abc import Iterator

from tests.acceptance.support.commands import JSON

from .key import Key

PAGE_SIZE = 2


def ask(key: Key, method: str, path: str, **options: JSON) -> JSON:
    """One call of a program that wants 200 and `success`, and sees nothing but the content."""
    answer = key.call(method, path, **options)
    assert answer.status_code == 200, answer.text
    assert answer.json()["success"] is True
    return answer.json()["content"]


def listed(key: Key, path: str, **params: JSON) -> Iterator[JSON]:
    """Everything in a list, page by page, whichever of the two shapes it has."""
    index, seen, total = 1, 0, 1
    while seen < total:
        body = key.get(path, **params, pageIndex=index, pageSize=PAGE_SIZE).json()
        content = body["content"]
        rows = content["data"] if isinstance(content, dict) else content
        total = (body.get("pageInfo") or content["pageInfo"])["totalCount"]
        assert rows or not total, "the list ended before its total was reached"
        yield from rows
        index, seen = index + 1, seen + len(rows)
