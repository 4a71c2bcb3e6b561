"""`extend`: clients own it (section 2.4). Kept as sent, read here and there."""

import pytest

from tests.acceptance.support.commands import JSON

from .support.desk import Desk
from .support.envelope import content, refused
from .support.shapes import nothing

KEPT: list[JSON] = [
    {"text": "p95 above 3 s @Mei #payments"},
    {"linkList": [{"name": "Runbook", "link": "https://example.org/runbook"}, {"name": "", "link": ""}]},
    {"extra": {"creator": {"name": "Mei", "email": ""}, "managerInfos": {"a@example.org": {"name": "A"}}}},
    {"sourceLink": "/viewer?time=1", "view_isuue_url": "/x?d=%7BissueUUID%7D"},
    {"ours": {"deep": [1, -1, 0.5, 1e300, None, True, "", [], {}, '\U0001f600 慢 \\ " </script>']}},
    {"": {"": ""}, "a.b": 1, "$where": "1", "__proto__": {}},
    {"big": 9_007_199_254_740_993, "negative": -9_223_372_036_854_775_808},
    {"channels": [], "members": [], "manager": []},
]


@pytest.mark.parametrize("extend", KEPT, ids=lambda extend: next(iter(extend)))
def test_it_comes_back_as_it_was_sent(desk: Desk, extend: JSON) -> None:
    made = desk.issue(extend=extend)

    assert made["extend"] == extend
    assert desk.read(made)["extend"] == extend


def test_managers_may_be_accounts_addresses_and_teams(desk: Desk) -> None:
    managers = [desk.me, "oncall@example.org", nothing("group"), nothing("acnt")]

    made = desk.issue(extend={"manager": managers})

    assert desk.read(made)["extend"]["manager"] == managers


def test_a_mention_without_exists_is_looked_up(desk: Desk, outsider: Desk) -> None:
    known, unknown = desk.channel()["uuid"], outsider.channel()["uuid"]
    stranger = nothing("acnt")

    made = desk.issue(
        extend={
            "channels": [{"type": "#", "uuid": known}, {"type": "#", "uuid": unknown}],
            "members": [{"type": "@", "uuid": desk.me}, {"type": "@", "uuid": stranger}],
        }
    )

    assert made["extend"] == {
        "channels": [{"type": "#", "uuid": known, "exists": True}, {"type": "#", "uuid": unknown, "exists": False}],
        "members": [{"type": "@", "uuid": desk.me, "exists": True}, {"type": "@", "uuid": stranger, "exists": False}],
    }
    assert desk.channels_of(made) == {known}


def test_a_mention_that_claims_to_exist_delivers_nothing_to_other_workspaces(desk: Desk, outsider: Desk) -> None:
    foreign = outsider.channel()["uuid"]

    answer = desk.add(extend={"channels": [{"type": "#", "uuid": foreign, "exists": True}]})

    assert answer.status_code in {200, 400}
    assert outsider.find(channelUUID=foreign) == []


def test_html_is_given_back_as_it_came(desk: Desk) -> None:
    html = (
        "<p onclick=\"x()\">p95 <script>alert(1)</script><span data-at-embedded data-insert-by='@' "
        'contenteditable="false" data-info="{&quot;item&quot;:{}}">@Mei</span></p>\r\n'
    )

    made = desk.issue(description=html)

    assert made["description"] == desk.read(made)["description"] == html


ODD: list[JSON] = [
    {"channels": "x"},
    {"channels": [7]},
    {"channels": [{}]},
    {"channels": [{"uuid": None}]},
    {"members": None},
    {"members": {"uuid": "acnt_1"}},
    {"members": [{"uuid": ["acnt_1"]}]},
    {"linkList": 7},
    {"extra": "x"},
    {"extra": {"managerInfos": [7]}, "manager": ["a@example.org"]},
    {"manager": None},
    {"text": {}},
]


@pytest.mark.parametrize("extend", ODD, ids=repr)
def test_odd_values_are_kept_or_refused_and_break_nothing(desk: Desk, extend: JSON) -> None:
    channel = desk.channel()["uuid"]

    answer = desk.add(channelUUIDs=[channel], extend=extend)

    if answer.ok:
        assert desk.read(content(answer))["extend"] == extend
    else:
        assert f"extend.{next(iter(extend))}" in refused(answer, 400)
    assert len(desk.find(channelUUID=channel)) == answer.ok


@pytest.mark.parametrize("manager", ["oncall@example.org", {}, [7], [None], [{}]], ids=repr)
def test_managers_are_texts(desk: Desk, manager: JSON) -> None:
    assert "extend.manager" in refused(desk.add(extend={"manager": manager}), 400)


@pytest.mark.parametrize("key", ["channels", "members"])
@pytest.mark.parametrize("value", [{}, "chan_1", 7, True], ids=repr)
def test_what_is_named_stands_in_an_array(desk: Desk, key: str, value: JSON) -> None:
    assert f"extend.{key}" in refused(desk.add(extend={key: value}), 400)
