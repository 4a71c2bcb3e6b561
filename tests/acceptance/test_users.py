"""Users, as clients look them up (sections 6.4 and 10.1)."""

import pytest

from .support.answers import ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import form
from .support.instance import Instance
from .support.people import People

KEYS = ["id", "username", "name", "surname", "fullName", "avatar", "cover"]
MISSING = "00000000-0000-4000-8000-000000000000"


def check_user(user: JSON) -> None:
    assert form(user["id"]) == "UUID"
    assert form(user["avatar"]) == "absolute URL"
    assert user["cover"] is None or user["cover"].startswith("/")
    assert user["fullName"] == f"{user['name']} {user['surname']}".strip()


def test_callers_see_themselves_with_their_address(ann: Caller, instance: Instance) -> None:
    me = ok(ann.get("/user/me"))

    assert list(me) == [*KEYS, "email"]
    assert (me["username"], me["email"]) == ("ann", "ann@example.org")
    assert me["id"] == instance.founded["user"]["uuid"]
    check_user(me)


def test_everybody_with_a_token_sees_themselves(people: People) -> None:
    names = [person.user["username"] for person in (people.guest, people.member, people.admin, people.outsider)]

    assert names == ["gus", "max", "ada", "olga"]


def test_a_user_is_found_by_name_and_by_uuid(ann: Caller) -> None:
    user = ok(ann.get("/user/ann"))

    assert list(user) == KEYS
    check_user(user)
    assert ok(ann.get(f"/user/{user['id']}")) == ok(ann.get(f"/user/{user['id'].upper()}")) == user


@pytest.mark.parametrize("name", ["no-such-user", MISSING, "ann%40example.org", "%25"])
def test_an_unknown_user_is_not_found(ann: Caller, name: str) -> None:
    refused(ann.call_literally("GET", f"/user/{name}"), 404)


def test_users_are_listed_without_their_addresses(ann: Caller, people: People) -> None:
    assert people.member.user["username"] == "max"

    users = ok(ann.get("/user", params={"size": 100}))["_embedded"]["userList"]

    assert {"ann", "max"} <= {user["username"] for user in users}
    for user in users:
        assert list(user) == KEYS
        check_user(user)
