"""Open pages hear of what happens: at once, as far as they may, and of what they missed when they come back."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.http.support.installation import Installation
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor
from unknot.domain.access import Actor, Role
from unknot.domain.issue import IssueDraft
from unknot.domain.project import ProjectDraft
from unknot.operations.issues import create_issue
from unknot.operations.people import set_member
from unknot.operations.projects import create_project
from unknot.store.work import Work
from unknot.web.pages.live import MOST_MISSED

LIVE = "/acme/-/live"
File = Callable[..., str]


@pytest.fixture
def file(ann: Visitor) -> File:
    """Files an issue; its key."""

    def filed(title: str, project: str = "demo", **fields: object) -> str:
        reply = ann.script("/acme/-/issues", {"project": project, "title": title, **fields})
        assert reply.status == 200, reply.body
        return str(reply.json["said"]).split()[0]

    return filed


def messages(stream: str) -> list[dict[str, Any]]:
    """The events of issues that a stream told."""
    return [json.loads(data) for data in re.findall(r"(?<=\n\n)id: \d+\ndata: (.*)", stream)]


def ids(stream: str) -> list[int]:
    return [int(found) for found in re.findall(r"^id: (\d+)$", stream, re.MULTILINE)]


def last_event(ann: Visitor) -> int:
    found = re.search(r'data-last-event="(\d+)"', ann.get("/acme/demo").body.decode())
    assert found is not None
    return int(found[1])


def uuid_of(ann: Visitor, key: str) -> str:
    found = re.search(rf'data-issue="([^"]+)" data-key="{key}"', ann.get("/acme?q=").body.decode())
    assert found is not None
    return found[1]


def test_a_new_issue_is_told_with_its_row(ann: Visitor, file: File) -> None:
    with ann.listening(LIVE) as page:
        page.until("retry")
        key = file("Heard at once")
        [told] = messages(page.until("Heard at once"))

    assert page.start["headers"][1] == (b"content-type", b"text/event-stream; charset=utf-8")
    assert (told["kind"], told["key"], told["project"], told["by"]) == ("issue_created", key, "acme/demo", "ann")
    assert told["row"].startswith(f'<li class="row" data-issue="{told["issue"]}" data-key="{key}"')


def test_a_list_hears_whether_an_issue_belongs_in_it(ann: Visitor, file: File) -> None:
    key = file("Open and shut")
    change = {"issue": uuid_of(ann, key), "status": "closed"}

    with ann.listening(f"{LIVE}?q=is:open") as opened, ann.listening(f"{LIVE}?q=is:closed&project=demo") as closed:
        opened.until("retry")
        ann.script("/acme/-/change", change)

        assert [told["fits"] for told in messages(opened.until("}\n\n"))] == [False]
        assert [told["fits"] for told in messages(closed.until("}\n\n"))] == [True]


def test_who_comes_back_hears_what_they_missed(ann: Visitor, file: File) -> None:
    before = last_event(ann)
    file("Missed one")
    file("Missed two")

    with ann.listening(f"{LIVE}?after={before}") as page:
        missed = page.until("Missed two")
    with ann.listening(f"{LIVE}?after={before}", **{"last-event-id": str(ids(missed)[0])}) as page:
        rest = page.until("Missed two")

    assert [told["kind"] for told in messages(missed)] == ["issue_created", "issue_created"]
    assert len(messages(rest)) == 1


def test_who_was_too_long_away_is_told_to_look_anew(ann: Visitor, installation: Installation) -> None:
    project = installation.founded.project.id
    owner = Actor(id=installation.founded.owner.id, workspace=installation.founded.workspace.id)
    draft = IssueDraft(title="One of many", description="The same")

    def file_many(work: Work, by: Actor) -> None:
        for _ in range(MOST_MISSED + 1):
            create_issue(work, project, draft, by=by)

    before = last_event(ann)
    installation.operate(file_many, by=owner)

    for after in (before, 10**9):
        with ann.listening(f"{LIVE}?after={after}") as page:
            assert messages(page.until("event: reload")) == []


def test_a_deleted_issue_is_told_without_a_row(ann: Visitor, file: File) -> None:
    key = file("Soon gone")
    change = {"issue": uuid_of(ann, key), "trash": "yes"}

    with ann.listening(f"{LIVE}?q=is:open") as page:
        page.until("retry")
        ann.script("/acme/-/change", change)
        [told] = messages(page.until("issue_deleted"))

    assert (told["key"], told["row"], told["fits"]) == (key, None, False)


def test_what_an_issue_blocks_is_told_when_it_is_done(ann: Visitor, file: File) -> None:
    blocked, blocker = file("Blocked"), file("Blocker")
    path = f"/acme/demo/{blocked.rpartition('-')[2]}"
    reply = ann.script(f"{path}/relations", {"kind": "dependency_forward", "other": blocker})
    assert reply.status == 200, reply.body

    with ann.listening(LIVE) as page:
        page.until("retry")
        ann.script("/acme/-/change", {"issue": uuid_of(ann, blocker), "status": "completed"})
        told = messages(page.until("marks_changed"))

    assert [(one["kind"], one["key"]) for one in told] == [("issue_edited", blocker), ("marks_changed", blocked)]
    assert "Blocked by" not in told[1]["row"]


def test_nobody_hears_of_what_they_may_not_read(
    ann: Visitor, hire: Hire, installation: Installation, file: File
) -> None:
    workspace = installation.founded.workspace.id
    installation.operate(create_project, workspace, ProjectDraft(alias="secret", title="Secret"))
    installation.operate(create_project, workspace, ProjectDraft(alias="open", title="Open", is_private=False))
    bob = hire("bob")
    installation.operate(set_member, workspace, "bob", Role.NONE)
    secret = file("Nobody knows", "secret")

    with bob.listening(LIVE) as page:
        page.until("retry")
        file("Nobody hears", "secret")
        public = file("Everybody hears", "open")
        path = f"/acme/open/{public.rpartition('-')[2]}"
        ann.script(f"{path}/relations", {"kind": "dependency_forward", "other": secret})
        told = page.until("issues_related")

    assert {one["key"] for one in messages(told)} == {public}
    assert secret not in told


def test_a_stream_ends_when_its_reader_is_signed_out(hire: Hire) -> None:
    eve = hire("eve")

    with eve.listening(LIVE) as page:
        page.until("retry")
        eve.post("/logout")

        page.until_the_end()


def test_who_loses_their_role_hears_nothing_more(hire: Hire, installation: Installation, file: File) -> None:
    dan = hire("dan")
    workspace = installation.founded.workspace.id
    public = ProjectDraft(alias="lobby", title="Lobby", is_private=False)
    installation.operate(create_project, workspace, public)

    with dan.listening(LIVE) as page:
        page.until("retry")
        installation.operate(set_member, workspace, "dan", Role.NONE)
        file("After dan")
        file("For everybody", "lobby")

        assert "After dan" not in page.until("For everybody")


def test_only_who_is_signed_in_may_listen(ann: Visitor) -> None:
    stranger = Visitor(ann._client)  # noqa: SLF001 - the same server

    assert stranger.script_get(LIVE).status == 401


def test_an_inbox_tells_how_much_is_new(hire: Hire, file: File) -> None:
    fay = hire("fay")

    with fay.listening(LIVE) as page:
        page.until("retry")
        file("For fay", assignee="fay")

        assert 'event: inbox\ndata: {"new":1}\n\n' in page.until("event: inbox")
