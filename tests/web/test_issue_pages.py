"""Issues on pages: filed, read, changed and related, with script and without."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.http.support.installation import Installation
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor, text_of
from unknot.domain.access import Role

File = Callable[..., str]


@pytest.fixture
def file(ann: Visitor) -> File:
    """Files an issue; its address."""

    def filed(title: str = "Slow start", **fields: object) -> str:
        reply = ann.post("/acme/-/issues", {"project": "demo", "title": title, **fields})
        assert reply.status == 303, reply.body
        return (reply.header("location") or "").partition("?")[0]

    return filed


def uuid_at(ann: Visitor, address: str) -> str:
    found = re.search(r'data-issue="([0-9a-f-]{36})"', ann.get(address).body.decode())
    assert found is not None
    return found[1]


def test_an_issue_is_filed_and_read(ann: Visitor, file: File) -> None:
    address = file(
        "Slow <start>", description="It takes **a minute**.", level="P1", assignee="ann", status="in_progress"
    )

    page = ann.get(address)

    assert "<strong>a minute</strong>" in page.body.decode()
    assert "Slow &lt;start&gt;" in page.body.decode()
    text = text_of(page)
    assert "In progress" in text
    assert "P1" in text
    assert "Ann Lee filed this" in text


def test_a_list_shows_it(ann: Visitor, file: File) -> None:
    file("A needle in the hay", level="P0")

    assert "A needle in the hay" in text_of(ann.get("/acme/demo"))
    assert "A needle in the hay" in text_of(ann.get("/acme?q=level:P0+needle"))
    assert "A needle in the hay" not in text_of(ann.get("/acme/demo?q=is:closed"))
    assert "A needle in the hay" in text_of(ann.get("/acme/-/incidents"))


def test_a_blank_title_is_refused(ann: Visitor) -> None:
    reply = ann.script("/acme/-/issues", {"project": "demo", "title": "  "})

    assert reply.status == 422
    assert reply.json["problems"] == [{"field": "title", "message": "must not be blank"}]
    assert reply.json["request"] == reply.header("x-request-id")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"status": "completed"}, "set the status to Completed"),
        ({"level": "P2"}, "set the level to P2"),
        ({"assignee": "me"}, "assigned Ann Lee"),
        ({"assignee": "ann"}, "assigned Ann Lee"),
    ],
)
def test_one_thing_is_changed(ann: Visitor, file: File, fields: dict[str, str], shown: str) -> None:
    address = file()

    reply = ann.post("/acme/-/change", {"issue": uuid_at(ann, address), "back": address, **fields})

    assert (reply.header("location") or "").startswith(f"{address}?done=")
    assert shown in text_of(ann.get(address))


def test_many_are_changed_at_once_and_undone(ann: Visitor, file: File) -> None:
    addresses = [file(f"Number {number}") for number in range(3)]
    fields = [("issue", uuid_at(ann, address)) for address in addresses]

    changed = ann.script("/acme/-/change", [*fields, ("status", "closed")])
    assert changed.json["said"] == "3 issues: Closed"
    assert all("Closed" in text_of(ann.get(address)) for address in addresses)

    undone = ann.script("/acme/-/undo", [("event", event) for event in changed.json["events"]])

    assert undone.status == 200, undone.body
    assert all('data-s="open"' in ann.get(address).body.decode() for address in addresses)


def test_an_assignee_is_taken_away_where_everybody_has_it(ann: Visitor, file: File) -> None:
    one, two = file("One", assignee="ann"), file("Two")
    fields = [("issue", uuid_at(ann, one)), ("issue", uuid_at(ann, two)), ("assignee", "ann")]

    ann.script("/acme/-/change", fields)
    assert all("assigned Ann Lee" in text_of(ann.get(address)) or address == one for address in (one, two))

    ann.script("/acme/-/change", fields)
    assert all("unassigned Ann Lee" in text_of(ann.get(address)) for address in (one, two))


def test_the_whole_form_changes_everything(ann: Visitor, file: File) -> None:
    address = file("Before", assignee="ann")
    assert 'value="Before"' in ann.get(f"{address}/edit").body.decode()

    fields = {"is_whole": "yes", "title": "After", "description": "New", "status": "pending", "level": "P3"}
    reply = ann.post(f"{address}/edit", fields)

    assert reply.status == 303
    text = text_of(ann.get(address))
    assert "After" in text
    assert "set the status to Pending" in text
    assert "unassigned Ann Lee" in text


def test_nobody_overwrites_what_they_never_saw(ann: Visitor, file: File) -> None:
    address = file("Mine")
    seen = re.search(r'name="seen_title" value="(\w+)"', ann.get(address).body.decode())
    assert seen is not None
    ann.script(f"{address}/edit", {"title": "Theirs", "seen_title": seen[1]})

    late = ann.script(f"{address}/edit", {"title": "Mine, better", "seen_title": seen[1]})

    assert (late.status, late.json["error"]) == (409, "changed_meanwhile")
    assert "Theirs" in text_of(ann.get(address))


def test_people_talk(ann: Visitor, hire: Hire, file: File) -> None:
    address, gus = file(), hire("gus", Role.GUEST)

    said = gus.post(f"{address}/comments", {"text": "I see it *too*, @ann"})
    assert said.status == 303
    page = ann.get(address).body.decode()
    assert "I see it <em>too</em>" in page
    assert '<a class="mention" href="/acme/-/people/ann">@ann</a>' in page

    uuid = (said.header("location") or "").partition("#c-")[2]
    assert gus.post(f"{address}/comments/{uuid}", {"text": "No longer"}).status == 303
    assert "No longer" in text_of(ann.get(address))
    assert ann.post(f"{address}/comments/{uuid}", {"text": "Put in the mouth"}).status == 403
    assert ann.post(f"{address}/comments/{uuid}/delete").status == 303
    assert "No longer" not in text_of(ann.get(address))


def test_a_comment_may_complete_an_issue(ann: Visitor, file: File) -> None:
    address = file()

    ann.post(f"{address}/comments", {"text": "Done", "then": "completed"})

    text = text_of(ann.get(address))
    assert "Done" in text
    assert "set the status to Completed" in text


def test_issues_are_related_by_key_number_address_or_title(ann: Visitor, file: File) -> None:
    address, targets = file("Here"), [file(f"There {word}") for word in ("aardvark", "bee", "cow", "dog")]
    numbers = [target.rpartition("/")[2] for target in targets]
    named = [f"DEMO-{numbers[0]}", f"#{numbers[1]}", f"http://testserver{targets[2]}", "dog"]

    for other in named:
        assert ann.script(f"{address}/relations", {"kind": "dependency_forward", "other": other}).status == 200

    text = text_of(ann.get(address))
    assert "Comes after" in text
    assert all(f"There {word}" in text for word in ("aardvark", "bee", "cow", "dog"))
    assert "<h3>Comes before</h3>" in ann.get(targets[0]).body.decode()

    ann.post(f"{address}/relations/{uuid_at(ann, targets[0])}/delete")
    assert "<h3>Comes before</h3>" not in ann.get(targets[0]).body.decode()


@pytest.mark.parametrize("other", ["", "DEMO-99999", "nothing like it", "#", "9" * 40])
def test_what_is_no_issue_is_not_related(ann: Visitor, file: File, other: str) -> None:
    reply = ann.script(f"{file()}/relations", {"kind": "related", "other": other})

    assert reply.status == 422, reply.body
    assert "must be a key such as DEMO-1" in reply.json["message"]


def test_files_are_attached_shown_and_taken_away(ann: Visitor, file: File) -> None:
    address = file()
    reply = ann.upload(address, {"shot.png": b"\x89PNG", "журнал.txt": b"<script>alert(1)</script>"})
    assert reply.status == 200, reply.body
    picture, text = reply.json["files"]

    shown = ann.get(f"{picture['address']}/view")
    assert (shown.header("content-type"), shown.body) == ("image/png", b"\x89PNG")
    assert "sandbox" in (shown.header("content-security-policy") or "")
    assert ann.get(f"{text['address']}/view").status == 404
    downloaded = ann.get(text["address"])
    assert (downloaded.header("content-disposition") or "").startswith("attachment;")

    assert ann.post(f"{address}/files/{text['uuid']}/delete").status == 303
    assert ann.get(text["address"]).status == 404
    assert "took away the file журнал.txt" in text_of(ann.get(address))


def test_one_file_that_is_refused_keeps_the_others_out(ann: Visitor, file: File, installation: Installation) -> None:
    address = file()
    kept = Path(installation.config.files_place)
    before = {*kept.rglob("content")}

    reply = ann.upload(address, {"one.txt": b"1", "two.txt": b"2", "..": b"3"})

    assert reply.status == 422, reply.body
    assert "one.txt" not in text_of(ann.get(address))
    assert {*kept.rglob("content")} == before


def test_an_upload_is_undone_as_a_whole(ann: Visitor, file: File) -> None:
    address = file()
    told = ann.upload(address, {"one.txt": b"1", "two.txt": b"2"}).json

    assert ann.script("/acme/-/undo", {"event": told["events"]}).status == 200
    assert [ann.get(one["address"]).status for one in told["files"]] == [404, 404]


def test_guests_read_and_comment_and_no_more(ann: Visitor, hire: Hire, file: File) -> None:
    address, gus = file(), hire("gustav", Role.GUEST)
    page = gus.get(address).body.decode()

    assert "data-new" not in page
    assert 'popovertarget="pick-status"' not in page
    assert gus.post("/acme/-/change", {"issue": uuid_at(ann, address), "status": "closed"}).status == 403
    assert gus.post("/acme/-/issues", {"project": "demo", "title": "No"}).status == 403
    assert gus.post(f"{address}/edit", {"title": "No"}).status == 403
    assert gus.post("/acme/-/change", {"issue": uuid_at(ann, address), "watch": "yes"}).status == 303


def test_short_ways_lead_there(ann: Visitor, file: File) -> None:
    address = file("Quagga")
    key = f"DEMO-{address.rpartition('/')[2]}"

    assert ann.get(f"/acme/-/go/{key}").header("location") == address
    assert ann.get("/acme/-/go/NONE-1").status == 404
    assert [hit["key"] for hit in ann.script_get("/acme/-/find?q=quagga").json] == [key]
    assert ann.script_get(f"/acme/-/find?q={key.lower()}").json[0]["title"] == "Quagga"
    assert ann.get("/acme/-/people/ann").header("location") == "/acme?q=is%3Aopen+assignee%3Aann"


@pytest.mark.parametrize("number", ["0", "99999", "x", "%EF%BC%91", "1" * 30, "-1"])
def test_what_is_not_there_is_said_on_a_page(ann: Visitor, number: str) -> None:
    reply = ann.get(f"/acme/demo/{number}")

    assert reply.status == 404
    assert b"Not here" in reply.body
    assert (reply.header("x-request-id") or "").encode() in reply.body


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 5000, "q=level:", "q=%22", "after=x", "after=1.2.3&within=open", "q=updated:>9999999999d"],
)
def test_no_address_breaks_a_list(ann: Visitor, query: str) -> None:
    assert ann.get(f"/acme/demo?{query}").status in {200, 400, 422}


@pytest.mark.parametrize("language", ["ru", "zh", "zh-CN,zh;q=0.9", "fr, ru;q=0.5"])
def test_pages_speak_the_browsers_language(ann: Visitor, language: str) -> None:
    reply = ann.get("/acme/demo", **{"accept-language": language})

    expected = "zh-Hans" if language.startswith("zh") else "ru"
    assert f'<html lang="{expected}"'.encode() in reply.body


def test_a_refused_form_keeps_what_was_typed(ann: Visitor) -> None:
    fields = {"project": "demo", "title": " ", "description": "All that I saw", "level": "P1", "assignee": "ann"}

    reply = ann.post("/acme/-/issues", fields)

    page = reply.body.decode()
    assert reply.status == 422
    assert "title must not be blank" in page
    assert "All that I saw" in page
    assert '<option value="P1" selected>' in page
    assert 'name="assignee" value="ann" checked' in page


def test_the_last_change_is_undone(ann: Visitor, file: File) -> None:
    uuid = uuid_at(ann, file("Done and undone"))
    events = ann.script("/acme/-/change", {"issue": uuid, "status": "closed"}).json["events"]

    undone = ann.script("/acme/-/undo", {"event": events}).json

    assert undone["said"] == "Undone on 1 issue"
    assert "Done and undone" in ann.get("/acme/demo?q=is:open").body.decode()
    assert ann.script("/acme/-/undo", {"event": events}).status == 409


def test_without_script_there_is_a_way_back_too(ann: Visitor, file: File) -> None:
    address = file()
    changed = ann.post("/acme/-/change", {"issue": uuid_at(ann, address), "status": "closed", "back": address})

    page = ann.get(changed.header("location") or "").body.decode()
    events = re.findall(r'name="event" value="(\d+)"', page)
    undone = ann.post("/acme/-/undo", {"event": events, "back": address})

    assert (undone.header("location") or "").startswith(address)
    assert "set the status to Open" in text_of(ann.get(address))
