"""The board: columns with exact counts, cards that forms can move, and what hangs on it: similar issues and people."""

import re
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest

from tests.http.support.asgi import Reply
from tests.http.support.installation import Installation
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor
from unknot.domain.access import Role
from unknot.domain.project import ProjectDraft
from unknot.domain.query.sorting import EXPECTED_SORTS
from unknot.operations.projects import create_project
from unknot.web.lanes import IN_CELL
from unknot.web.pages.board import IN_COLUMN, IN_MORE


@pytest.fixture
def board(installation: Installation) -> str:
    """The board of a project that has no issues yet."""
    alias = f"b{secrets.token_hex(4)}"
    installation.operate(create_project, installation.founded.workspace.id, ProjectDraft(alias=alias, title="Board"))
    return f"/acme/{alias}/board"


def file(ann: Visitor, board: str, title: str, **fields: object) -> None:
    reply = ann.post("/acme/-/issues", {"project": board.split("/")[2], "title": title, **fields})
    assert reply.status == 303, reply.body


def columns(reply: Reply) -> Mapping[str, str]:
    """The columns by their groups' values, from left to right."""
    assert reply.status == 200, reply.body[:500]
    found = re.findall(r'<section class="col.*?</section>', reply.body.decode(), re.DOTALL)
    return {one[0]: text for text in found if (one := re.findall(r'data-group="([^"]*)"', text))}


def count(column: str) -> int:
    return int(re.findall(r'data-count="(\d+)"', column)[0])


def titles(column: str) -> list[str]:
    return re.findall(r'<a class="t"[^>]*>([^<]*)</a>', column)


def issue_in(column: str, title: str) -> str:
    card = next(one for one in re.findall(r"<li.*?</li>", column, re.DOTALL) if f">{title}</a>" in one)
    found: list[str] = re.findall(r'data-issue="([^"]*)"', card)
    return found[0]


def test_columns_stand_as_the_work_flows_and_what_is_closed_is_folded(ann: Visitor, board: str) -> None:
    file(ann, board, "To do")
    file(ann, board, "Given up", status="closed")

    shown = columns(ann.get(board))

    assert list(shown) == ["open", "in_progress", "pending", "completed", "closed"]
    assert [count(one) for one in shown.values()] == [1, 0, 0, 0, 1]
    assert titles(shown["open"]) == ["To do"]
    assert titles(shown["closed"]) == []


def test_a_folded_column_opens_by_its_link_and_stays_so_by_the_browsers_memory(ann: Visitor, board: str) -> None:
    file(ann, board, "Given up", status="closed")
    [link] = re.findall(r'href="([^"]*)" data-fold="open"', columns(ann.get(board))["closed"])

    opened = columns(ann.get(link.replace("&amp;", "&")))
    remembered = columns(ann.get(board, cookie=f"{ann.cookie}; unknot_columns=open=closed&shut=open"))

    assert titles(opened["closed"]) == titles(remembered["closed"]) == ["Given up"]
    assert titles(remembered["open"]) == []


@pytest.mark.parametrize("memory", ["%", "&".join(["open=x"] * 600), "shut=nothing", '"'])
def test_a_strange_memory_does_no_harm(ann: Visitor, board: str, memory: str) -> None:
    assert len(columns(ann.get(board, cookie=f"{ann.cookie}; unknot_columns={memory}"))) == 5


def test_a_long_column_goes_on_behind_a_link(ann: Visitor, board: str) -> None:
    for number in range(IN_COLUMN + 3):
        file(ann, board, f"Issue {number}")

    first = columns(ann.get(board))["open"]
    [more] = re.findall(r'href="([^"]*)" data-more', first)
    rest = columns(ann.get(more.replace("&amp;", "&")))

    assert len(titles(first)) == IN_COLUMN < IN_MORE
    assert titles(rest["open"]) == ["Issue 2", "Issue 1", "Issue 0"]
    assert count(first) == count(rest["open"]) == IN_COLUMN + 3


def test_a_card_is_moved_without_script(ann: Visitor, board: str) -> None:
    file(ann, board, "Wanders")
    issue = issue_in(columns(ann.get(board))["open"], "Wanders")

    asked = ann.get(f"{board}?{urlencode({'q': '', 'within': 'open', 'move': issue})}").body.decode()
    assert re.search(r"<h2>Move [A-Z0-9]+-1 to</h2>", asked)
    assert f'name="issue" value="{issue}"' in asked
    ann.post("/acme/-/change", {"issue": issue, "status": "pending", "back": board})

    assert titles(columns(ann.get(board))["pending"]) == ["Wanders"]


def test_a_card_goes_from_one_person_to_another_beside_everybody_else(ann: Visitor, hire: Hire, board: str) -> None:
    for name in ("bea", "cem"):
        hire(name)
    file(ann, board, "Shared", assignee=["bea", "cem"])
    by_people = f"{board}?q=group:assignee"
    issue = issue_in(columns(ann.get(by_people))["bea"], "Shared")

    ann.script("/acme/-/change", {"issue": issue, "assignee": "ann", "instead_of": "bea"})

    shown = columns(ann.get(by_people))
    assert [name for name, column in shown.items() if titles(column) == ["Shared"]] == ["ann", "cem"]
    assert ">1 issue<" in ann.get(by_people).body.decode()


def test_a_card_can_be_undone_to_where_it_was(ann: Visitor, board: str) -> None:
    file(ann, board, "There and back", level="P2")
    by_level = f"{board}?q=group:level"
    issue = issue_in(columns(ann.get(by_level))["system_level_2"], "There and back")

    events = ann.script("/acme/-/change", {"issue": issue, "level": "none"}).json["events"]
    assert titles(columns(ann.get(by_level))["none"]) == ["There and back"]
    ann.script("/acme/-/undo", {"event": events})

    assert titles(columns(ann.get(by_level))["system_level_2"]) == ["There and back"]


@pytest.mark.parametrize(
    ("query", "group", "chosen"),
    [
        ("", "in_progress", '<option value="in_progress" selected'),
        ("group:level", "system_level_1", '<option value="P1" selected'),
        ("group:assignee", "ann", 'value="ann" checked'),
    ],
)
def test_a_new_issue_at_a_columns_foot_will_stand_in_it(
    ann: Visitor, board: str, query: str, group: str, chosen: str
) -> None:
    file(ann, board, "First", assignee="ann", level="P1")

    column = columns(ann.get(f"{board}?{urlencode({'q': query})}"))[group]
    [link] = re.findall(r'href="([^"]*)" data-new', column)

    assert chosen in ann.get(link).body.decode()


def test_who_may_not_edit_is_offered_nothing_to_move(ann: Visitor, hire: Hire, board: str) -> None:
    file(ann, board, "Fixed")

    page = hire("gil", Role.GUEST).get(board).body.decode()

    assert ">Fixed</a>" in page
    assert 'id="move"' not in page
    assert "movable" not in page


def test_a_board_of_no_groups_has_columns_nevertheless(ann: Visitor, board: str) -> None:
    assert "in_progress" in columns(ann.get(f"{board}?q=group:none"))


def test_list_and_board_lead_to_each_other_with_the_query(ann: Visitor, board: str) -> None:
    project = board.removesuffix("/board")

    assert f'href="{board}?q=level%3AP1"' in ann.get(f"{project}?q=is:open+level:P1").body.decode()
    assert f'href="{project}?q=is%3Aopen+level%3AP1"' in ann.get(f"{board}?q=level:P1").body.decode()


def test_a_link_to_more_that_was_mended_by_hand_is_refused(ann: Visitor, board: str) -> None:
    assert ann.get(f"{board}?after=x&within=open").status == 422


def test_similar_issues_are_found_by_some_words_of_a_title(ann: Visitor, board: str) -> None:
    file(ann, board, "Voucher disappears from the shopping cart")
    file(ann, board, "购物车里的优惠券不见了")

    latin = ann.script_get(f"/acme/-/find?{urlencode({'like': 'Cart: the voucher is gone'})}").json
    chinese = ann.script_get(f"/acme/-/find?{urlencode({'like': '优惠券不能用'})}").json

    assert [hit["title"] for hit in latin] == ["Voucher disappears from the shopping cart"]
    assert [hit["title"] for hit in chinese] == ["购物车里的优惠券不见了"]
    assert ann.script_get("/acme/-/find?like=a").json == []


def test_the_palette_knows_everybody_by_name(ann: Visitor) -> None:
    people = ann.script_get("/acme/-/people").json

    assert ("Ann Lee", "ann", "/acme/-/people/ann") in {(one["name"], one["username"], one["href"]) for one in people}
    assert ann.get("/acme/-/people/ann").header("location") == "/acme?q=is%3Aopen+assignee%3Aann"


def cells(reply: Reply) -> Mapping[str, list[str]]:
    """The titles in each cell of a board with lanes, by column and lane."""
    assert reply.status == 200, reply.body[:500]
    found = re.findall(r'<div class="cell".*?</form>', reply.body.decode(), re.DOTALL)
    return {
        one[0]: shown for text in found if (one := re.findall(r'data-cell="([^"]*)"', text)) and (shown := titles(text))
    }


def test_lanes_cross_the_columns_and_those_without_cards_are_left_out(ann: Visitor, hire: Hire, board: str) -> None:
    for name in ("dea", "eva"):
        hire(name)
    file(ann, board, "Hers", assignee="dea")
    file(ann, board, "Hers too, and begun", assignee="dea", status="in_progress")
    file(ann, board, "Nobody's")
    file(ann, board, "Both", assignee=["dea", "ann"])
    file(ann, board, "Folded", assignee="eva", status="closed")

    assert cells(ann.get(f"{board}?q=lanes:assignee")) == {
        "open none": ["Nobody's".replace("'", "&#39;")],
        "open dea": ["Both", "Hers"],
        "in_progress dea": ["Hers too, and begun"],
        "open ann": ["Both"],
    }
    assert cells(ann.get(f"{board}?q=group:assignee lanes:status label:none"))["dea in_progress"] == [
        "Hers too, and begun"
    ]


def test_a_lane_stays_folded_by_the_browsers_memory(ann: Visitor, board: str) -> None:
    file(ann, board, "Urgent", level="P0")
    file(ann, board, "Less so", level="P1")
    memory = f"{ann.cookie}; unknot_columns=lane=system_level_0&open=closed"

    page = ann.get(f"{board}?q=lanes:level", cookie=memory).body.decode()

    lanes = re.findall(r'data-lane="(\w+)">\s*<details class="turn"( open)?>', page)
    assert [is_open for _, is_open in lanes] == ["", " open"], lanes


@pytest.mark.parametrize("query", ["lanes:status", "lanes:none", "lanes:nonsense", "group:level lanes:level"])
def test_lanes_by_what_the_columns_are_already_are_none(ann: Visitor, board: str, query: str) -> None:
    assert len(columns(ann.get(f"{board}?{urlencode({'q': query})}"))) >= 5


@pytest.mark.parametrize("order", EXPECTED_SORTS)
def test_a_list_and_a_board_come_in_every_order_and_name_it(ann: Visitor, board: str, order: str) -> None:
    for path in (board, board.removesuffix("/board")):
        page = ann.get(f"{path}?q=sort:{order}")

        assert page.status == 200
        chosen = page.body.decode().partition('id="sort-by"')[2].partition("</div>")[0]
        assert re.findall(r'q=sort%3A([\w-]+)" aria-checked="true"', chosen) == [order]


def test_lanes_of_a_board_without_issues_are_one(ann: Visitor, board: str) -> None:
    page = ann.get(f"{board}?q=lanes:level").body.decode()

    assert page.count('class="lane"') == 1
    assert 'data-head="in_progress"' in page


def test_a_cell_goes_on_behind_a_link(ann: Visitor, board: str) -> None:
    for number in range(IN_CELL + 2):
        file(ann, board, f"Issue {number}", level="P1")

    page = ann.get(f"{board}?q=lanes:level")
    [more] = re.findall(r'href="([^"]*)" data-more', page.body.decode())

    assert len(cells(page)["open system_level_1"]) == IN_CELL
    assert cells(ann.get(more.replace("&amp;", "&"))) == {"open system_level_1": ["Issue 1", "Issue 0"]}


def test_a_card_goes_to_another_lane_without_script(ann: Visitor, board: str) -> None:
    file(ann, board, "Climbs")
    lanes = f"{board}?q=lanes:level"
    issue = issue_in(ann.get(lanes).body.decode(), "Climbs")

    asked = ann.get(f"{lanes}&within=open&lane=none&move={issue}").body.decode()
    assert re.search(r'<button class="item" name="level" value="P1"', asked)
    ann.post("/acme/-/change", {"issue": issue, "level": "P1", "back": board})

    assert cells(ann.get(lanes)) == {"open system_level_1": ["Climbs"]}


def test_lanes_belong_to_a_view(ann: Visitor, board: str) -> None:
    file(ann, board, "Seen", level="P0")
    kept = {"name": "By level", "project": board.split("/")[2], "q": "lanes:level", "layout": "board"}

    at = ann.post("/acme/-/views", kept).header("location")

    assert at is not None
    assert cells(ann.get(at)) == {"open system_level_0": ["Seen"]}


def test_a_column_warns_of_more_issues_than_its_limit(ann: Visitor, board: str) -> None:
    for number in range(3):
        file(ann, board, f"Begun {number}", status="in_progress", level="P2" if number else "P3")
    settings = board.replace("/board", "/settings/board")
    assert ann.post(settings, {"in_progress": "2", "open": ""}).status == 303

    begun = columns(ann.get(board))["in_progress"]
    assert ">3 / 2<" in begun
    assert "tally over" in begun
    assert "1 more than there should be" in begun
    assert ">1 (3 / 2)<" in columns(ann.get(f"{board}?q=level:P3"))["in_progress"]
    assert "tally over" not in columns(ann.get(board))["open"]
    assert "3 issues" in ann.get(settings).body.decode()
    ann.post(settings, {"in_progress": "3"})
    assert "tally over" not in columns(ann.get(board))["in_progress"]


@pytest.mark.parametrize("limit", ["0", "-1", "1000", "many", "1.5", "９", "1" * 400])
def test_a_limit_that_is_none_is_refused_and_kept_in_its_field(ann: Visitor, board: str, limit: str) -> None:
    reply = ann.post(board.replace("/board", "/settings/board"), {"open": limit, "pending": "4"})

    assert reply.status == 422
    assert "must be a number from 1 to 999, or nothing" in reply.body.decode()
    assert 'value="4"' in reply.body.decode()


def test_only_who_manages_a_project_sets_its_limits(hire: Hire, board: str) -> None:
    visitor, settings = hire("fay"), board.replace("/board", "/settings/board")

    assert '<button class="btn main">' not in visitor.get(settings).body.decode().partition("<main")[2]
    assert visitor.post(settings, {"open": "1"}).status == 403
