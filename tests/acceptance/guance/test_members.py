"""Who is in the workspace (section 5.1)."""

import pytest

from tests.acceptance.support.instance import Instance, account

from .support.desk import NUMBERS, Desk
from .support.envelope import invalid
from .support.shapes import MEMBER_KEYS, is_id

ROLES = {"owner": "owner", "admin": "wsAdmin", "member": "general", "guest": "readOnly"}


@pytest.fixture(scope="module")
def crew(instance: Instance, desk: Desk) -> str:
    """The beginning of the names of four members, one of each role."""
    crew = f"crew-{next(NUMBERS)}"
    for role in ROLES:
        instance.command("user", "create", *account(f"{crew}-{role}"), "--workspace", "acme", "--role", role)
    assert len(desk.members(search=crew)) == len(ROLES)
    return crew


def test_a_member_has_all_that_clients_read(desk: Desk) -> None:
    (member,) = desk.members(search="ann@example.org")

    assert member.keys() >= MEMBER_KEYS
    assert member["uuid"] == desk.me
    assert (member["username"], member["email"], member["deleteAt"], member["status"]) == (
        "ann",
        "ann@example.org",
        -1,
        0,
    )
    assert {type(member[key]) for key in ("id", "createAt", "updateAt")} == {int}


@pytest.mark.parametrize("role", ROLES)
def test_roles_have_the_vendors_names(desk: Desk, crew: str, role: str) -> None:
    (member,) = desk.members(search=f"{crew}-{role}")

    assert is_id("acnt", member["uuid"])
    assert member["role"] == ROLES[role]
    assert all(set(one) == {"name", "uuid"} for one in member["roles"])
    assert len(member["roles"]) == 1


def test_the_page_stands_inside_and_beside(desk: Desk, crew: str) -> None:
    body = desk.key.get("/workspace/members/list", search=crew, pageIndex=2, pageSize=3).json()

    assert set(body["content"]) == {"data", "pageInfo"}
    assert len(body["content"]["data"]) == 1
    assert body["pageInfo"] == body["content"]["pageInfo"]
    assert body["pageInfo"] == {"count": 1, "pageIndex": 2, "pageSize": 3, "totalCount": 4}


def test_a_page_has_ten_members_if_nobody_says_otherwise(desk: Desk) -> None:
    body = desk.key.get("/workspace/members/list").json()

    assert (body["pageInfo"]["pageIndex"], body["pageInfo"]["pageSize"]) == (1, 10)


@pytest.mark.parametrize("search", ["{crew}", "{crew}-guest@EXAMPLE.org", "REW-", "%", "_"])
def test_a_search_looks_into_name_and_address_and_takes_every_character_as_it_is(
    desk: Desk, crew: str, search: str
) -> None:
    wanted = search.format(crew=crew)

    found = desk.members(search=wanted, pageSize=100)

    everybody = desk.members(pageSize=100)
    assert found == [one for one in everybody if wanted.casefold() in f"{one['name']} {one['email']}".casefold()]


def test_members_of_one_workspace_are_none_of_another(outsider: Desk) -> None:
    assert [member["username"] for member in outsider.members()] == ["olga"]


@pytest.mark.parametrize("field", ["pageIndex", "pageSize"])
@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5"])
def test_absurd_pages_are_refused(desk: Desk, field: str, value: str) -> None:
    invalid(desk.key.get("/workspace/members/list", **{field: value}), field)


def test_a_page_has_a_hundred_members_at_most(desk: Desk) -> None:
    invalid(desk.key.get("/workspace/members/list", pageSize=101), "pageSize")
