"""Views on our own paths."""

from collections.abc import Callable
from typing import Any

from tests.dialects.native.support.caller import Caller, content_of, refusal_of
from tests.http.support.installation import Installation
from unknot.domain.access import Role, Scope

Hired = Callable[..., Caller]
NOBODYS = "01890000-0000-7000-8000-000000000000"


def names(caller: Caller) -> list[str]:
    return [one["name"] for one in caller.get("/views")]


def test_a_view_is_kept_changed_and_deleted(owner: Caller, installation: Installation) -> None:
    project = installation.founded.project
    given: dict[str, Any] = {
        "name": "Cards",
        "project": project.uuid,
        "query": "group:assignee",
        "layout": "board",
        "columns": ["created", "number"],
        "density": "comfortable",
        "is_shared": False,
    }

    made = owner.post("/views", given)

    owner_uuid = installation.founded.owner.uuid
    assert made == {**given, "uuid": made["uuid"], "columns": ["number", "created"], "owner": owner_uuid}
    assert owner.get("/views") == [made]
    changed = content_of(owner.ask("PATCH", f"/views/{made['uuid']}", {"name": "Board", "density": None}))
    assert changed == {**made, "name": "Board", "density": None}
    assert owner.ask("DELETE", f"/views/{made['uuid']}").status == 200
    assert owner.get("/views") == []


def test_views_of_the_workspace_stand_beside_those_of_projects(owner: Caller) -> None:
    first, last = (owner.post("/views", {"name": name})["uuid"] for name in ("First", "Last"))

    owner.ask("PATCH", f"/views/{last}", {"place": 0})

    assert names(owner) == ["Last", "First"]
    assert first != last


def test_others_see_what_is_shared(owner: Caller, hired: Hired, rival: Caller) -> None:
    gus = hired("gus", Role.GUEST)
    made = owner.post("/views", {"name": "Ours"})["uuid"]
    assert names(gus) == []

    owner.ask("PATCH", f"/views/{made}", {"is_shared": True})

    assert (names(gus), names(rival)) == (["Ours"], [])
    assert refusal_of(gus.ask("DELETE", f"/views/{made}"))[:2] == (403, "forbidden")
    assert refusal_of(gus.ask("POST", "/views", {"name": "Mine", "is_shared": True}))[:2] == (403, "forbidden")
    assert refusal_of(rival.ask("PATCH", f"/views/{made}", {"name": "Theirs"}))[:2] == (404, "not_found")


def test_what_is_not_there_looks_like_what_is_not_shared(owner: Caller, hired: Hired) -> None:
    mary = hired("mary")
    hers = mary.post("/views", {"name": "Hers"})["uuid"]

    refused, missing = (refusal_of(owner.ask("DELETE", f"/views/{one}")) for one in (hers, NOBODYS))

    assert refused[:2] == missing[:2] == (404, "not_found")
    assert refused[2].replace(hers, NOBODYS) == missing[2]


def test_a_project_elsewhere_is_not_there(owner: Caller, rival: Caller, installation: Installation) -> None:
    uuid = installation.founded.project.uuid

    assert refusal_of(rival.ask("POST", "/views", {"name": "Spy", "project": uuid}))[:2] == (404, "not_found")
    assert refusal_of(owner.ask("POST", "/views", {"name": "Odd", "project": "web"}))[:2] == (404, "not_found")


def test_a_project_may_be_named_by_its_alias(owner: Caller, installation: Installation) -> None:
    made = owner.post("/views", {"name": "By alias", "project": "Demo"})

    assert made["project"] == installation.founded.project.uuid
    assert refusal_of(owner.ask("POST", "/views", {"name": "Cards", "layout": "board"}))[:2] == (422, "invalid")


def test_a_token_that_only_reads_lists(owner: Caller, installation: Installation) -> None:
    reader = owner.with_token(installation.hire("rita", Role.MEMBER, Scope.READ))
    owner.post("/views", {"name": "Ours", "is_shared": True})

    assert names(reader) == ["Ours"]
    assert refusal_of(reader.ask("POST", "/views", {"name": "Mine"}))[:2] == (403, "forbidden")
