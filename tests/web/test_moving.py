"""An issue moves to another project on its page, and every address that it ever had leads to it."""

import re

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import Installation, draft_of
from tests.web.support.visitor import PASSWORD, Visitor, text_of
from unknot.domain.access import Role
from unknot.domain.project import ProjectDraft
from unknot.operations.passwords import hash_password
from unknot.operations.people import create_user, set_project_member
from unknot.operations.projects import create_project

OPS = "/acme/ops"


@pytest.fixture(scope="module", autouse=True)
def ops(installation: Installation) -> None:
    """A second project."""
    draft = ProjectDraft(alias="ops", title="Operations")
    installation.operate(create_project, installation.founded.workspace.id, draft)


@pytest.fixture(scope="module")
def outsider(installation: Installation, client: Client) -> Visitor:
    """Somebody who may read DEMO, and nothing else."""
    installation.operate(create_user, draft_of("olga"), password_hash=hash_password(PASSWORD))
    installation.operate(set_project_member, installation.founded.project.id, "olga", Role.GUEST)
    return Visitor(client).sign_in("olga")


def filed(ann: Visitor, title: str = "Slow start") -> str:
    """The address of a new issue of DEMO."""
    reply = ann.post("/acme/-/issues", {"project": "demo", "title": title})
    return (reply.header("location") or "").partition("?")[0]


def moved(ann: Visitor, address: str) -> str:
    """Where an issue is once it was moved to OPS."""
    location = ann.post(f"{address}/move", {"project": "ops"}).header("location") or ""
    assert re.fullmatch(rf"{OPS}/\d+\?done=.+", location)
    return location.partition("?")[0]


def key_of(address: str) -> str:
    _, _, project, number = address.split("/")
    return f"{project.upper()}-{number}"


def test_its_page_offers_the_other_projects(ann: Visitor, outsider: Visitor) -> None:
    address = filed(ann)

    assert 'name="project" value="ops"' in ann.get(address).body.decode()
    assert 'name="project" value="demo"' not in ann.get(address).body.decode()
    assert 'value="ops"' not in outsider.get(address).body.decode()


@pytest.mark.parametrize("rest", ["", "/graph", "/edit", "?show=history"])
def test_its_old_address_leads_to_it(ann: Visitor, rest: str) -> None:
    old = filed(ann)
    new = moved(ann, old)

    reply = ann.get(old + rest)

    assert (reply.status, reply.header("location")) == (307, new + rest)


def test_what_is_sent_to_its_old_address_goes_on(ann: Visitor) -> None:
    old = filed(ann)
    new = moved(ann, old)

    reply = ann.post(f"{old}/comments", {"text": "Late"})

    assert (reply.status, reply.header("location")) == (307, f"{new}/comments")


def test_its_old_key_finds_it(ann: Visitor) -> None:
    old, other = filed(ann), filed(ann, "Another")
    new = moved(ann, old)

    assert ann.get(f"/acme/-/go/{key_of(old)}").header("location") == new
    assert [one["key"] for one in ann.script_get(f"/acme/-/find?q={key_of(old)}").json] == [key_of(new)]
    assert ann.script(f"{other}/relations", {"kind": "related", "other": key_of(old)}).status == 200
    assert key_of(new) in text_of(ann.get(other))


def test_its_history_tells_of_it(ann: Visitor) -> None:
    old = filed(ann)
    new = moved(ann, old)

    assert f"Ann Lee moved this: {key_of(old)} is {key_of(new)} now" in text_of(ann.get(new))


def test_undoing_brings_its_old_address_back(ann: Visitor) -> None:
    old = filed(ann)
    answer = ann.script(f"{old}/move", {"project": "ops"}).json
    assert answer["said"] == f"{key_of(answer['go'])} now"

    ann.script("/acme/-/undo", [("event", one) for one in answer["events"]])

    assert ann.get(old).status == 200
    assert ann.get(answer["go"]).header("location") == old


def test_who_may_not_read_it_there_is_told_nothing(ann: Visitor, outsider: Visitor) -> None:
    old = filed(ann)
    assert outsider.get(old).status == 200
    moved(ann, old)

    assert outsider.get(old).status == 404
    assert outsider.get(f"/acme/-/go/{key_of(old)}").status == 404


def test_a_project_that_is_not_there_is_refused(ann: Visitor) -> None:
    assert ann.script(f"{filed(ann)}/move", {"project": "nowhere"}).status == 404
