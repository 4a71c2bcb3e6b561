"""The people of a workspace, page by page."""

import pytest

from tests.operations.support.town import new_member, new_workspace
from unknot.domain.access import OPERATOR, Role
from unknot.domain.ids import UserId
from unknot.domain.people import Member, UserDraft, Workspace
from unknot.operations.people import create_user, set_blocked, set_member
from unknot.store import members
from unknot.store.page import Page, Slice
from unknot.store.work import Work

ALL = Page(0, 100)


@pytest.fixture
def acme(work: Work) -> Workspace:
    return new_workspace(work)


def test_they_come_in_order_of_arrival_with_their_roles(work: Work, acme: Workspace) -> None:
    zoe, ann = (new_member(work, acme, *who) for who in (("zoe", Role.OWNER), ("ann", Role.GUEST)))

    found = members.people_in(work.db, acme.id, ALL)

    assert found == Slice([Member(user=zoe.id, role=Role.OWNER), Member(user=ann.id, role=Role.GUEST)], 2)


@pytest.mark.parametrize(("search", "total"), [("", 5), ("USER", 5), ("user-3", 1)])
def test_a_page_tells_how_many_there_are(work: Work, acme: Workspace, search: str, total: int) -> None:
    everybody = [new_member(work, acme, f"user-{number}", Role.MEMBER).id for number in range(5)]
    wanted = everybody if total > 1 else everybody[3:4]

    pages = [members.people_in(work.db, acme.id, Page(number, 2), search=search) for number in range(4)]

    assert [member.user for page in pages for member in page.items] == wanted
    assert {page.total for page in pages} == {total}


@pytest.mark.parametrize("search", ["ЁЖ", "ёж иванов", "EZH@", "Ezh", "иванов"])
def test_names_and_addresses_are_sought_whatever_the_case(work: Work, acme: Workspace, search: str) -> None:
    new_member(work, acme, "ann", Role.MEMBER)
    ezh = join(work, acme, UserDraft(username="ezh", name="Ёж", surname="Иванов", email="ezh@example.org"))

    assert members.people_in(work.db, acme.id, ALL, search=search).items == [Member(user=ezh, role=Role.MEMBER)]


@pytest.mark.parametrize("search", ["", "a"])
def test_bots_and_others_are_left_out_and_the_blocked_are_not(work: Work, acme: Workspace, search: str) -> None:
    ann = new_member(work, acme, "ann", Role.MEMBER)
    new_member(work, new_workspace(work, "rival"), "adam", Role.OWNER)
    join(work, acme, UserDraft(username="alarm", is_bot=True))

    set_blocked(work, "ann", is_blocked=True, by=OPERATOR)

    assert members.people_in(work.db, acme.id, ALL, search=search) == Slice([Member(user=ann.id, role=Role.MEMBER)], 1)


def join(work: Work, workspace: Workspace, draft: UserDraft) -> UserId:
    user = create_user(work, draft, password_hash=None, by=OPERATOR)
    set_member(work, workspace.id, user.username, Role.MEMBER, by=OPERATOR)
    return user.id
