"""Views as tabs: kept from what a list or a board shows, opened by an address, counted for each reader."""

import re
import secrets
from collections.abc import Mapping
from html import unescape
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import Installation, draft_of
from tests.web.conftest import Hire
from tests.web.support.visitor import PASSWORD, Visitor
from unknot.domain.access import Role
from unknot.domain.project import ProjectDraft
from unknot.operations.passwords import hash_password
from unknot.operations.people import create_user
from unknot.operations.projects import create_project

NAME = r"(?:<svg.*?</svg>)?<bdi[^>]*>([^<]*)</bdi>"
TAB = re.compile(rf'<a href="([^"]*)"([^>]*)>{NAME}<span data-count-of="([^"]*)"([^>]*)>([^<]*)</span>')
UNDO = "/acme/-/undo"


@pytest.fixture
def home(installation: Installation) -> str:
    """A project without issues and views."""
    alias = f"v{secrets.token_hex(4)}"
    installation.operate(create_project, installation.founded.workspace.id, ProjectDraft(alias=alias, title="Views"))
    return f"/acme/{alias}"


def keep(who: Visitor, home: str, name: str, q: str = "level:P1", **fields: str) -> str:
    """The address of a new view."""
    project = home.removeprefix("/acme").strip("/")
    reply = who.post("/acme/-/views", {"name": name, "project": project, "q": q, **fields})
    assert reply.status == 303, reply.body
    address = reply.header("location") or ""
    return re.sub(r"&(?:done|did)=[^&]*", "", address)


def short_of(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query))["view"]


def tabs(reply: Reply) -> Mapping[str, str]:
    """The tabs' names, with what their links and attributes say."""
    assert reply.status == 200, reply.body[:500]
    return {one[2].strip(): unescape(f"{one[0]} {one[1]}") for one in TAB.findall(reply.body.decode())}


def current(reply: Reply) -> list[str]:
    return [name for name, told in tabs(reply).items() if "aria-current" in told]


def holds(reply: Reply, *words: str) -> list[bool]:
    return [word in reply.body.decode() for word in words]


def test_a_list_is_kept_as_a_view_with_all_that_it_shows(ann: Visitor, home: str) -> None:
    shown = ann.get(f"{home}?q=level%3AP1+group%3Alevel&columns=number,created&density=comfortable")
    assert holds(shown, 'id="save-view"', 'value="level:P1 group:level"', 'data-density="comfortable"') == [True] * 3

    address = keep(ann, home, "Urgent", "level:P1 group:level", columns="number,created", density="comfortable")
    opened = ann.get(address)

    assert urlsplit(address).path == home
    assert current(opened) == ["Urgent"]
    assert list(tabs(opened)) == ["Open", "Closed", "All", "Urgent"]
    assert holds(opened, 'data-density="comfortable"', 'data-hide="level labels assignee updated"') == [True, True]
    assert holds(opened, "Save changes", 'id="save-view"') == [False, False]


def test_a_query_that_some_view_keeps_opens_its_tab(ann: Visitor, home: str) -> None:
    keep(ann, home, "Urgent")

    assert current(ann.get(f"{home}?q=level:P1")) == ["Urgent"]
    assert current(ann.get(f"{home}?q=is:open")) == ["Open"]
    assert current(ann.get(f"{home}?q=level:P2")) == ["All"]


def test_what_a_page_begins_with_needs_no_keeping(ann: Visitor) -> None:
    assert holds(ann.get("/acme/-/my"), 'id="save-view"') == [False]
    assert holds(ann.get("/acme/-/incidents"), 'id="save-view"') == [False]
    assert holds(ann.get("/acme/-/my?q=assignee:me+level:P1"), 'id="save-view"') == [True]


def test_what_an_open_view_does_not_keep_can_be_saved_or_discarded(ann: Visitor, home: str) -> None:
    address = keep(ann, home, "Urgent")
    changed = ann.get(f"{address}&q=level:P0&columns=number")
    assert current(changed) == ["Urgent"]
    assert holds(changed, "Save changes", "Save as new view", f'href="{address}">Discard') == [True] * 3

    reply = ann.post(f"/acme/-/views/{short_of(address)}", {"q": "level:P0", "layout": "list", "columns": "number"})

    assert reply.status == 303
    saved = ann.get(address)
    assert holds(saved, "Save changes", 'value="level:P0"', 'data-hide="level labels') == [False, True, True]


def test_filters_and_settings_keep_the_view_open(ann: Visitor, home: str) -> None:
    address = keep(ann, home, "Urgent")

    links = re.findall(r'role="menuitem(?:checkbox|radio)"', ann.get(address).body.decode())
    hrefs = re.findall(r'href="([^"]*)"[^>]*role="menuitem', ann.get(address).body.decode())

    assert len(links) > 10
    assert {f"view={short_of(address)}" in href for href in hrefs} == {True}


def test_a_board_is_a_view_too(ann: Visitor, home: str) -> None:
    address = keep(ann, home, "Cards", "group:assignee", layout="board")

    assert urlsplit(address).path == f"{home}/board"
    assert current(ann.get(address)) == ["Cards"]
    assert "/board?view=" in tabs(ann.get(home))["Cards"]
    assert current(ann.get(f"{home}?q=group:assignee")) == ["All"]


def test_a_view_of_the_whole_workspace_is_a_tab_of_all_issues_and_in_the_rail(ann: Visitor, home: str) -> None:
    address = keep(ann, "/acme", f"Everything {home[-4:]}")

    assert urlsplit(address).path == "/acme"
    assert current(ann.get(address)) == [f"Everything {home[-4:]}"]
    assert f"Everything {home[-4:]}" not in tabs(ann.get(home))
    assert f'href="{address}"' in ann.get("/acme/-/inbox").body.decode()


def test_only_a_project_has_a_board(ann: Visitor) -> None:
    reply = ann.post("/acme/-/views", {"name": "Cards", "layout": "board"})

    assert (reply.status, b"a board shows the issues of one project" in reply.body) == (422, True)


def test_a_private_view_is_not_there_for_others_and_a_shared_one_is(ann: Visitor, hire: Hire, home: str) -> None:
    mary = hire(f"m{secrets.token_hex(4)}")
    address = keep(mary, home, "Hers")
    missing = ann.get(f"{home}?view=0123456789ab")
    assert (ann.get(address).status, missing.status) == (404, 404)
    assert sentence_of(ann.get(address)) == sentence_of(missing)

    mary.post(f"/acme/-/views/{short_of(address)}", {"shared": "yes"})

    assert current(ann.get(address)) == ["Hers"]
    assert holds(ann.get(address), "Shared with everybody here by", "Delete view") == [True, True]


def test_guests_open_shared_views_and_change_none(ann: Visitor, hire: Hire, home: str) -> None:
    gus = hire(f"g{secrets.token_hex(4)}", Role.GUEST)
    address = keep(ann, home, "Ours", shared="yes")

    seen = gus.get(f"{address}&q=level:P2")

    assert holds(seen, "Save changes", "Delete view", "Save as new view", 'name="shared"') == [
        False,
        False,
        True,
        False,
    ]
    assert gus.post(f"/acme/-/views/{short_of(address)}", {"name": "Mine"}).status == 403
    assert current(gus.get(keep(gus, home, "Mine", "level:P3"))) == ["Mine"]


def test_a_view_is_not_open_in_another_place(ann: Visitor, home: str) -> None:
    address = keep(ann, home, "Urgent")

    assert ann.get(f"/acme?view={short_of(address)}").status == 404
    assert ann.get(f"/acme/demo?view={short_of(address)}").status == 404


def test_tabs_are_renamed_and_moved(ann: Visitor, home: str) -> None:
    one, two = keep(ann, home, "One"), keep(ann, home, "Two", "level:P2")

    ann.post(f"/acme/-/views/{short_of(two)}", {"place": "0"})
    ann.post(f"/acme/-/views/{short_of(one)}", {"name": "First"})

    assert list(tabs(ann.get(home)))[3:] == ["Two", "First"]


def test_a_deleted_view_comes_back_without_script(ann: Visitor, home: str) -> None:
    address = keep(ann, home, "Urgent")

    reply = ann.post(f"/acme/-/views/{short_of(address)}/delete")
    location = reply.header("location") or ""
    told = ann.get(location)
    assert (urlsplit(location).path, ann.get(address).status) == (home, 404)
    assert holds(told, '<span role="status">View deleted</span>') == [True]
    ann.post(UNDO, {"event": dict(parse_qsl(urlsplit(location).query))["done"], "back": home})

    assert current(ann.get(address)) == ["Urgent"]


def test_a_script_is_told_that_it_was_undone(ann: Visitor, home: str) -> None:
    address = keep(ann, home, "Urgent")
    events = ann.script(f"/acme/-/views/{short_of(address)}", {"name": "Later"}).json["events"]

    assert ann.script(UNDO, {"event": events}).json["said"] == "Undone"
    assert "Urgent" in tabs(ann.get(home))


def test_tabs_are_counted_for_who_asks(ann: Visitor, home: str) -> None:
    project = home.removeprefix("/acme/")
    for title, level in (("One", "P1"), ("Two", "P1"), ("Three", "P2")):
        ann.post("/acme/-/issues", {"project": project, "title": title, "level": level})
    short, words = short_of(keep(ann, home, "Urgent")), short_of(keep(ann, home, "Words", "level:P1 one"))

    found = ann.script_get(f"/acme/-/view-counts?project={project}&q={quote('is:open')}").json

    assert found == {"open": 3, "closed": 0, "all": 3, short: 2, words: 1}
    shown = {key: (hidden, number) for *_, key, hidden, number in TAB.findall(ann.get(home).body.decode())}
    assert shown["open"] == ("", "3")
    assert shown[short] == ("", "2")
    assert shown[words] == (" hidden", "0")  # until texts were looked at


def test_nothing_is_counted_for_who_may_not_read_it(
    client: Client, installation: Installation, ann: Visitor, home: str
) -> None:
    name = f"s{secrets.token_hex(4)}"
    installation.operate(create_user, draft_of(name), password_hash=hash_password(PASSWORD))
    stranger = Visitor(client).sign_in(name)
    keep(ann, home, "Urgent", shared="yes")

    assert stranger.script_get(f"/acme/-/view-counts?project={home.removeprefix('/acme/')}").status == 404


def test_more_than_a_dozen_views_stand_behind_a_button(ann: Visitor, home: str) -> None:
    addresses = [keep(ann, home, f"View {number}", f"word{number}") for number in range(14)]

    assert len(tabs(ann.get(home))) == 3 + 12
    assert holds(ann.get(home), 'id="more-views"', "+2</button>") == [True, True]
    assert current(ann.get(addresses[-1])) == ["View 13"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": " "}, "must not be blank"),
        ({"name": "x" * 61}, "at most 60"),
        ({"name": "A", "density": "x"}, "one of"),
    ],
)
def test_what_cannot_be_kept_is_said(ann: Visitor, fields: dict[str, str], problem: str) -> None:
    reply = ann.post("/acme/-/views", fields)

    assert (reply.status, problem in reply.body.decode()) == (422, True)


def sentence_of(reply: Reply) -> str:
    found: list[str] = re.findall(r"<h1>.*?</h1>\s*<p>(.*?)</p>", reply.body.decode())
    return found[0]
