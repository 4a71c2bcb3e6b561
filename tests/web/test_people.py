"""Pages stay light in a large workspace: of its people they hold a few, and the others are found by typing."""

import gzip
import re
from urllib.parse import urlencode

import msgspec
import pytest

from tests.http.support.asgi import Reply
from tests.http.support.installation import Installation
from tests.web.support.visitor import Visitor
from unknot.domain.access import Actor, Role
from unknot.domain.ids import WorkspaceId
from unknot.domain.people import UserDraft
from unknot.operations.people import create_member
from unknot.store.work import Work

MANY = 2_000
LIST_BYTES = 41_000  # of the first load, compressed; the rows of a full list weigh 17 KB more
ISSUE_BYTES = 40_000  # and a long conversation 20 KB
LINKED = re.compile(rb'(?:src|href)="(/static/[^"#]+)')
IMPORTED = re.compile(rb'(?:from|import) "\./([\w-]+\.js)"')


@pytest.fixture(scope="module", autouse=True)
def _crowd(installation: Installation) -> None:
    installation.operate(hire_many, installation.founded.workspace.id, MANY)


def hire_many(work: Work, workspace: WorkspaceId, count: int, *, by: Actor) -> None:
    for at in range(count):
        draft = UserDraft(username=f"clerk{at}", email=f"clerk{at}@example.org", name="Clerk", surname=f"Number{at}")
        create_member(work, workspace, draft, Role.MEMBER, password_hash=None, by=by)


@pytest.fixture(scope="module")
def issue(ann: Visitor) -> str:
    filed = ann.script("/acme/-/issues", {"project": "demo", "title": "Hands needed", "assignee": "clerk1999"})
    return str(msgspec.json.decode(filed.body)["go"])


def test_a_list_is_light(ann: Visitor, issue: str) -> None:
    assert first_load(ann, issue.rpartition("/")[0]) <= LIST_BYTES


def test_an_issue_is_light(ann: Visitor, issue: str) -> None:
    assert first_load(ann, issue) <= ISSUE_BYTES


def test_a_menu_offers_the_visitor_and_whoever_is_chosen(ann: Visitor, issue: str) -> None:
    offered = offered_on(ann.get(issue))

    assert {"ann", "clerk1999"} <= offered
    assert len(offered) <= 12


def test_a_filter_keeps_whoever_it_names(ann: Visitor, issue: str) -> None:
    page = ann.get(f"{issue.rpartition('/')[0]}?{urlencode({'q': 'assignee:clerk1777'})}")

    assert "Clerk Number1777" in page.body.decode()


def test_whoever_is_not_offered_is_found_by_typing(ann: Visitor) -> None:
    found = msgspec.json.decode(ann.script_get("/acme/-/people?q=number1234").body)

    assert [one["username"] for one in found] == ["clerk1234"]
    assert 'class="av"' in found[0]["mark"]


def test_few_are_sent_whatever_is_typed(ann: Visitor) -> None:
    assert len(msgspec.json.decode(ann.script_get("/acme/-/people?q=clerk").body)) <= 12


def test_without_script_a_name_is_typed(ann: Visitor, issue: str) -> None:
    uuid = re.search(r'data-issue="([^"]+)"', ann.get(issue).body.decode())
    assert uuid is not None

    ann.post("/acme/-/change", {"issue": uuid[1], "assignee": "@clerk1500"})

    assert "clerk1500" in offered_on(ann.get(issue))


def test_an_empty_field_for_a_name_changes_nobody(ann: Visitor, issue: str) -> None:
    uuid = re.search(r'data-issue="([^"]+)"', ann.get(issue).body.decode())
    assert uuid is not None

    answer = ann.script("/acme/-/change", {"issue": uuid[1], "assignee": "", "status": "pending"})

    assert answer.status == 200
    assert "clerk1999" in offered_on(ann.get(issue))


def offered_on(page: Reply) -> set[str]:
    menu = page.body.decode().partition('id="pick-assignee"')[2].partition("</form>")[0]
    return set(re.findall(r'<button class="item" name="assignee" value="([^"]+)"', menu)) - {"none"}


def first_load(visitor: Visitor, address: str) -> int:
    """The compressed bytes of a page and of every file that it needs, each once."""
    page = visitor.get(address)
    assert page.status == 200
    weight, waiting, seen = packed(page.body), LINKED.findall(page.body), set[bytes]()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            body = visitor.get(path.decode()).body
            weight += packed(body)
            waiting += [path.rpartition(b"/")[0] + b"/" + name for name in IMPORTED.findall(body)]
    return weight


def packed(body: bytes) -> int:
    return len(gzip.compress(body, 6))
