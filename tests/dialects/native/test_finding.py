"""Issues by the words of the search box, through our own paths."""

from urllib.parse import urlencode

from tests.dialects.native.support.caller import Caller
from tests.http.support.asgi import Reply


def find(caller: Caller, **query: object) -> Reply:
    return caller.ask("GET", f"/issues?{urlencode(query)}")


def test_a_query_finds_issues_page_by_page(owner: Caller) -> None:
    for number in range(5):
        owner.issue(name=f"Checkout {number}")
    owner.issue(name="Something else")

    first = find(owner, q="chekcout sort:created", limit=3).json
    second = find(owner, q="chekcout sort:created", limit=3, after=first["next"]).json

    assert first["total"] == second["total"] == 5
    assert [one["title"] for page in (first, second) for one in page["issues"]] == [f"Checkout {n}" for n in range(5)]
    assert second["next"] is None


def test_the_likeliest_comes_first(owner: Caller) -> None:
    owner.issue(name="Refunds are late", description="The checkout shows them")
    owner.issue(name="Checkout is slow")

    found = find(owner, q="checkout sort:relevance").json["issues"]

    assert [one["title"] for one in found] == ["Checkout is slow", "Refunds are late"]


def test_what_is_wrong_with_a_question_is_said(owner: Caller) -> None:
    refused = {"q": ("level:P9", 400), "after": ("x.y", 422), "limit": ("none", 422)}

    assert {name: find(owner, **{name: given}).status for name, (given, _) in refused.items()} == {
        name: status for name, (_, status) in refused.items()
    }
