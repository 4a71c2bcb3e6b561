"""The list of the people of a workspace."""

from typing import Any

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of
from tests.http.support.installation import Installation
from unknot.domain.access import Role
from unknot.domain.people import UserDraft
from unknot.operations.people import create_user, set_blocked, set_member

LIST = "/workspace/members/list"


def test_a_member_has_every_key_of_the_vendors(owner: Caller, installation: Installation) -> None:
    ann = installation.founded.owner

    [member] = owner.get(LIST)["data"]

    assert member == {
        "createAt": int(ann.created_at.timestamp()),
        "creator": "SYS",
        "deleteAt": -1,
        "email": "ann@example.org",
        "extend": {},
        "exterId": "",
        "id": ann.id,
        "mobile": "",
        "name": "Ann Lee",
        "nameSpace": "",
        "role": "owner",
        "roles": [{"name": "owner", "uuid": "owner"}],
        "status": 0,
        "updateAt": int(ann.created_at.timestamp()),
        "updator": "SYS",
        "userIconUrl": "",
        "userType": "common",
        "username": "ann",
        "uuid": f"acnt_{ann.uuid.replace('-', '')}",
        "waitAudit": 0,
    }
    assert list(member) == sorted(member)


@pytest.mark.usefixtures("mary", "gus")
def test_the_page_stands_inside_of_the_content_and_beside_it(owner: Caller) -> None:
    envelope = owner.ask(LIST, pageIndex=2, pageSize=2).json

    assert [member["username"] for member in envelope["content"]["data"]] == ["gus"]
    assert envelope["content"]["pageInfo"] == envelope["pageInfo"]
    assert envelope["pageInfo"] == {"count": 1, "pageIndex": 2, "pageSize": 2, "totalCount": 3}


def test_without_numbers_it_is_the_first_ten(owner: Caller) -> None:
    assert owner.get(LIST)["pageInfo"] == {"count": 1, "pageIndex": 1, "pageSize": 10, "totalCount": 1}


def test_roles_have_the_vendors_words(owner: Caller, installation: Installation) -> None:
    for name, role in (("adam", Role.ADMIN), ("mary", Role.MEMBER), ("gus", Role.GUEST)):
        installation.hire(name, role)

    roles = {member["username"]: member["role"] for member in owner.get(LIST)["data"]}

    assert roles == {"ann": "owner", "adam": "wsAdmin", "mary": "general", "gus": "readOnly"}


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("иВАН", ["ivan"]),
        ("MARY@", ["mary"]),
        ("lee", ["ann"]),
        ("ann lee", ["ann"]),
        ("example.org", ["ann", "ivan", "mary"]),
        ("%", []),
        ("_", []),
        ("nobody", []),
        ("", ["ann", "ivan", "mary"]),
    ],
)
def test_people_are_found_by_name_or_address_whatever_the_case(
    owner: Caller, installation: Installation, search: str, names: list[str]
) -> None:
    hire(installation, UserDraft(username="ivan", email="ivan@example.org", name="Иван"))
    hire(installation, UserDraft(username="mary", email="mary@example.org", name="Mary", surname="Poe"))

    assert usernames(owner.get(LIST, search=search)) == names


def test_what_was_found_has_pages_too(owner: Caller, installation: Installation) -> None:
    for number in range(5):
        hire(installation, UserDraft(username=f"extra-{number}", email=f"e{number}@example.org"))

    page = owner.get(LIST, search="EXTRA", pageIndex=2, pageSize=2)

    assert usernames(page) == ["extra-2", "extra-3"]
    assert page["pageInfo"] == {"count": 2, "pageIndex": 2, "pageSize": 2, "totalCount": 5}


def test_bots_are_keys_and_no_people(owner: Caller, installation: Installation) -> None:
    hire(installation, UserDraft(username="robot", is_bot=True))

    assert usernames(owner.get(LIST)) == ["ann"]
    assert usernames(owner.get(LIST, search="robot")) == []


def test_everybody_in_the_workspace_may_look(gus: Caller, reader: Caller) -> None:
    assert usernames(gus.get(LIST)) == usernames(reader.get(LIST)) == ["ann", "gus", "rita"]


def test_other_workspaces_have_people_of_their_own(owner: Caller, stranger: Caller) -> None:
    assert (usernames(owner.get(LIST)), usernames(stranger.get(LIST))) == (["ann"], ["bob"])


def test_who_left_is_gone_and_who_is_blocked_is_not(owner: Caller, mary: Caller, installation: Installation) -> None:
    installation.hire("max")

    installation.operate(set_member, installation.founded.workspace.id, "mary", Role.NONE)
    installation.operate(set_blocked, "max", is_blocked=True)

    assert usernames(owner.get(LIST)) == ["ann", "max"]
    assert refusal_of(mary.ask(LIST))[:2] == (403, "ft.PermissionDenied")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"pageIndex": 0}, "pageIndex must be 1 to 999999999, and is 0"),
        ({"pageIndex": "two"}, 'pageIndex must be a number, and is "two"'),
        ({"pageSize": 0}, "pageSize must be 1 to 100, and is 0"),
        ({"pageSize": 101}, "pageSize must be 1 to 100, and is 101"),
    ],
)
def test_a_page_that_cannot_be_is_refused(owner: Caller, query: dict[str, Any], sentence: str) -> None:
    assert refusal_of(owner.ask(LIST, **query)) == (400, "ft.InvalidParameter", sentence)


@pytest.mark.parametrize("key", [None, "unk_wrong", ""])
def test_nobody_is_told_anything_without_a_good_key(owner: Caller, key: str | None) -> None:
    assert refusal_of(owner.with_key(key).ask(LIST))[:2] == (403, "ft.InvalidAPIKey")


def hire(installation: Installation, draft: UserDraft) -> None:
    installation.operate(create_user, draft, password_hash=None)
    installation.operate(set_member, installation.founded.workspace.id, draft.username, Role.MEMBER)


def usernames(content: Any) -> list[str]:
    return [member["username"] for member in content["data"]]
