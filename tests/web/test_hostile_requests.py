"""What no page of ours would send: numbers that nothing has, addresses elsewhere, questions about other people."""

import re
import secrets

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import Installation, draft_of
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor
from unknot.domain.access import Actor, Role
from unknot.domain.label import LabelDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.labels import create_label
from unknot.operations.people import create_user
from unknot.operations.projects import create_project
from unknot.store.work import Work
from unknot.web.facets import MOST_OFFERED

GREAT = "9" * 30  # more than any column holds
ENDLESS = "9" * 5_000  # more than Python reads


@pytest.fixture
def issue(ann: Visitor) -> str:
    """The address of a new issue."""
    return str(ann.script("/acme/-/issues", {"project": "demo", "title": "Stands firm"}).json["go"])


@pytest.mark.parametrize("number", [GREAT, ENDLESS, "\u0663"])
def test_an_issue_of_a_number_that_nothing_has_is_missing(ann: Visitor, number: str) -> None:
    for address in (f"/acme/demo/{number}", f"/acme/demo/{number}/graph"):
        assert ann.get(address.replace("\u0663", "%D9%A3")).status == 404, address


@pytest.mark.parametrize("number", [GREAT, f"-{GREAT}", ENDLESS])
@pytest.mark.parametrize(
    "address",
    [
        "/acme/demo?after={0}.1.1&within=open",
        "/acme/demo?q=sort:-created&after=1.1.{0}&within=open",
        "/acme/demo/board?after=0.{0}.1&within=open",
        "/acme/-/inbox?before={0}",
        "/acme/-/overview?days={0}",
        "/acme/-/settings/members?after={0}",
        "/acme/-/live?after={0}",
    ],
)
def test_a_number_that_nothing_has_is_refused(ann: Visitor, address: str, number: str) -> None:
    assert ann.get(address.format(number)).status == 422


def test_a_page_that_no_history_has_is_refused(ann: Visitor, issue: str) -> None:
    assert ann.get(f"{issue}?page={GREAT}").status == 422


@pytest.mark.parametrize("number", [GREAT, ENDLESS])
@pytest.mark.parametrize(
    ("address", "field", "others"),
    [
        ("/acme/-/undo", "event", {}),
        ("/acme/-/inbox", "until", {"all": "yes"}),
        ("/acme/-/settings/trash/restore", "number", {"project": "demo"}),
        ("/acme/-/settings/channels", "escalate_after", {"name": "Night"}),
    ],
)
def test_a_form_with_such_a_number_is_refused(
    ann: Visitor, address: str, field: str, others: dict[str, str], number: str
) -> None:
    assert ann.post(address, {**others, field: number}).status == 422


@pytest.mark.usefixtures("issue")  # something has happened since the first event
def test_a_stream_begins_anew_for_whoever_remembers_nonsense(ann: Visitor) -> None:
    with ann.listening("/acme/-/live?after=1", **{"last-event-id": ENDLESS}) as page:
        page.until("id:")


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example/", "/a\r\nSet-Cookie: b"])
def test_a_change_leads_to_no_other_site(ann: Visitor, issue: str, back: str) -> None:
    uuid = re.findall(r'name="issue" value="([^"]*)"', ann.get(issue).body.decode())[0]

    changed = ann.post("/acme/-/change", {"issue": uuid, "watch": "yes", "back": back})

    assert (changed.status, changed.header("location")) == (303, "/")


def test_a_method_that_an_address_does_not_take_names_those_that_it_does(ann: Visitor) -> None:
    for refused in (ann.post("/acme/demo/board"), ann.script("/acme/demo/board")):
        assert (refused.status, refused.header("allow")) == (405, "GET, HEAD")


def test_who_guesses_too_much_hears_how_long_to_wait(client: Client, installation: Installation) -> None:
    installation.hire("patient")

    replies = [Visitor(client).post("/login", {"username": "patient", "password": "no"}) for _ in range(11)]

    assert 0 < int(replies[-1].header("retry-after") or 0) <= 60


def test_a_preview_is_as_long_as_a_description_at_most(ann: Visitor) -> None:
    assert ann.script("/acme/demo/preview", {"text": "a" * 100_000}).status == 200
    assert ann.script("/acme/demo/preview", {"text": "a" * 100_001}).status == 422


@pytest.mark.parametrize("page", ["/acme/-/settings/members", "/acme/demo/settings/members"])
def test_only_whoever_lets_people_in_learns_who_has_an_account(
    installation: Installation, hire: Hire, ann: Visitor, page: str
) -> None:
    name = f"hermit-{secrets.token_hex(4)}"
    installation.operate(create_user, draft_of(name), password_hash=None)
    member = hire(f"member-{secrets.token_hex(4)}")
    asked = [{"username": address, "role": "nonsense"} for address in (f"{name}@example.org", "nobody@example.org")]

    assert [member.post(page, fields).status for fields in asked] == [403, 403]
    assert [ann.post(page, fields).status for fields in asked] == [422, 422]


def test_a_guest_has_no_password_hashed(hire: Hire) -> None:
    guest = hire(f"guest-{secrets.token_hex(4)}", Role.GUEST)

    for address in ("new", "ann/password"):
        refused = guest.post(f"/acme/-/settings/members/{address}", {"username": "x", "password": "short"})
        assert refused.status == 403, address  # and not that the password is too short


def test_a_filter_offers_so_many_choices_and_what_is_chosen(installation: Installation, ann: Visitor) -> None:
    alias = f"many-{secrets.token_hex(4)}"
    installation.operate(create_project, installation.founded.workspace.id, ProjectDraft(alias=alias, title="Many"))
    installation.operate(_label_much, alias)

    every, chosen = (
        re.findall(r'href="[^"]*label%3Ax(\d+)', ann.get(f"/acme/{alias}{query}").body.decode())
        for query in ("", "?q=label:x299")
    )

    assert len(every) == MOST_OFFERED
    assert "299" not in every
    assert len(chosen) >= MOST_OFFERED


def _label_much(work: Work, alias: str, *, by: Actor) -> None:
    project = work.directory.project_at("acme", alias)
    assert project is not None
    for number in range(100, 300):
        create_label(work, project.id, LabelDraft(title=f"x{number}", color="#112233"), by=by)
