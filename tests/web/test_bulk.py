"""Many issues are changed in three pages, which scripts show in a dialog: choose, look, done."""

import re
from collections.abc import Sequence

import pytest

from tests.http.support.installation import Installation
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor, text_of
from unknot.domain.access import Role
from unknot.domain.project import ProjectDraft
from unknot.operations.projects import create_project

BULK = "/acme/-/bulk"


@pytest.fixture(scope="module", autouse=True)
def ops(installation: Installation) -> None:
    installation.operate(
        create_project, installation.founded.workspace.id, ProjectDraft(alias="ops", title="Operations")
    )


def file(visitor: Visitor, word: str, count: int) -> list[str]:
    """So many issues of DEMO with a word in their titles; their addresses."""
    locations = [
        visitor.post("/acme/-/issues", {"project": "demo", "title": f"{word} {number}"}).header("location")
        for number in range(count)
    ]
    return [(one or "").partition("?")[0] for one in locations]


def uuids(visitor: Visitor, addresses: Sequence[str]) -> list[str]:
    pages = [visitor.get(one).body.decode() for one in addresses]
    return [re.findall(r'data-issue="([0-9a-f-]{36})"', page)[0] for page in pages]


def action(body: bytes) -> str:
    """Where the form of a step leads."""
    [found] = re.findall(rf'action="({BULK}/[0-9a-f-]{{36}}(?:/undo)?)"', body.decode())
    return str(found)


def test_all_that_fit_a_query_are_changed_and_brought_back(ann: Visitor) -> None:
    addresses = file(ann, "needle", 3)
    asked = {"q": "is:open needle", "project": "demo", "back": "/acme/demo?q=needle"}

    choosing = text_of(ann.get(f"{BULK}?q=is:open+needle&project=demo"))
    assert "Change 3 issues" in choosing
    looking = ann.post(f"{BULK}/look", {**asked, "status": "closed", "level": "P0", "assign": "me"})
    assert "Status Closed Level P0 Assign me 3 issues would change" in text_of(looking)
    assert "Open" in text_of(ann.get(addresses[0]))
    done = ann.post(action(looking.body), {"back": asked["back"]})
    assert "3 issues changed" in text_of(done)
    assert "Closed" in text_of(ann.get(addresses[0]))
    assert ann.script_get(action(looking.body)).json == {"done": 3, "total": 3}

    undone = ann.script(action(done.body))
    assert undone.json["said"] == "Undone on 3 issues"
    assert "Ann Lee set the status to Open" in text_of(ann.get(addresses[0]))


def test_some_that_were_selected_are_moved(ann: Visitor) -> None:
    addresses = file(ann, "selected", 2)
    chosen = [("issue", one) for one in uuids(ann, addresses)]

    assert "Change 2 issues" in text_of(ann.post(BULK, chosen))
    looking = ann.post(f"{BULK}/look", [*chosen, ("to", "ops")])
    ann.post(action(looking.body))

    assert [ann.get(one).status for one in addresses] == [307, 307]


def test_what_is_refused_is_named_beforehand(ann: Visitor, hire: Hire) -> None:
    addresses, gus = file(ann, "guarded", 2), hire("gus", Role.GUEST)

    looking = gus.post(f"{BULK}/look", {"q": "guarded", "status": "closed"})

    text = text_of(looking)
    assert "0 issues would change" in text
    assert "2 issues stay as they are" in text
    assert "you may not edit this issue" in text
    assert addresses[0].split("/")[-1] in text


def test_they_go_to_the_trash(ann: Visitor) -> None:
    [address] = file(ann, "rubbish", 1)

    looking = ann.post(f"{BULK}/look", {"q": "rubbish", "trash": "yes"})
    assert "Delete 1 issue" in text_of(looking)
    ann.post(action(looking.body))

    assert ann.get(address).status == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"q": "x"}, "must say what is to change"),
        ({"q": "status:nothing", "status": "closed"}, "nothing"),
        ({"q": "x", "assign": "nobody-there"}, 'must be the name of a user, and "nobody-there" is none'),
        ({"q": "x", "trash": "yes", "status": "closed"}, "must not change what it deletes"),
    ],
)
def test_what_makes_no_sense_is_said_with_what_was_chosen_kept(
    ann: Visitor, fields: dict[str, str], sentence: str
) -> None:
    reply = ann.post(f"{BULK}/look", fields)

    assert reply.status == 422
    assert sentence in reply.body.decode().replace("&#34;", '"')
    assert f'name="q" value="{fields["q"]}"' in reply.body.decode()


@pytest.mark.parametrize("back", ["javascript:alert(1)", "//elsewhere.example", "https://elsewhere.example/"])
def test_no_step_leads_away(ann: Visitor, back: str) -> None:
    file(ann, "trap", 1)
    asked = {"q": "trap", "status": "closed", "back": back}

    choosing, looking = ann.post(BULK, asked), ann.post(f"{BULK}/look", asked)
    done = ann.post(action(looking.body), {"back": back})

    for step in (choosing, looking, done):
        assert 'href="/" data-leave' in step.body.decode()
        assert back not in step.body.decode()


def test_nobody_carries_out_what_somebody_else_chose(ann: Visitor, hire: Hire) -> None:
    file(ann, "mine", 1)
    looking = ann.post(f"{BULK}/look", {"q": "mine", "status": "closed"})
    mary = hire("mary")

    assert mary.post(action(looking.body)).status == 404
    assert mary.script_get(action(looking.body)).status == 404
    ann.post(action(looking.body))
    assert ann.post(action(looking.body)).status == 409


def test_lists_and_boards_lead_there(ann: Visitor) -> None:
    file(ann, "listed", 1)

    for page, project in (("/acme/demo", "demo"), ("/acme", ""), ("/acme/demo/board", "demo")):
        body = ann.get(f"{page}?q=listed").body.decode()
        assert f'href="{BULK}?q=listed&amp;project={project}&amp;back=' in body
