"""One issue, two dialects: what is done through one is seen through the other, field by field, both ways."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.acceptance.support.answers import done, ok
from tests.acceptance.support.caller import Caller
from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.people import People
from tests.acceptance.support.project import Project

from .support.desk import NUMBERS, Desk
from .support.envelope import content, missing
from .support.shapes import nothing

STATUSES = {10: "OPEN", 15: "IN_PROGRESS", 20: "COMPLETED", 25: "CLOSED", 30: "PENDING"}
NEWEST = 100  # the new issue of a test is among these


def dashed(wire_id: str) -> str:
    """The id by which the other dialect knows a thing."""
    return str(UUID(wire_id.partition("_")[2]))


def undashed(prefix: str, uuid: str) -> str:
    return f"{prefix}_{UUID(uuid).hex}"


def over_there(gitflic: Project, issue: JSON) -> JSON:
    """A Guance issue as GitFlic has it."""
    page = ok(gitflic.get("/issue", params={"size": NEWEST}))["_embedded"]["issueModelList"]
    listed = next(one for one in page if one["id"] == dashed(issue["uuid"]))
    return gitflic.read(listed)


def over_here(desk: Desk, issue: JSON) -> JSON:
    """A GitFlic issue as Guance has it."""
    return desk.read({"uuid": undashed("issue", issue["id"])})


def test_an_issue_of_guance_is_an_issue_of_gitflic(desk: Desk, gitflic: Project) -> None:
    issue = desk.issue(name="名" * 256, description="p95 above 3 s", extend={"manager": [desk.me]})

    seen = over_there(gitflic, issue)

    assert (seen["title"], seen["description"], seen["status"]["id"]) == ("名" * 256, "p95 above 3 s", "OPEN")
    assert [one["username"] for one in seen["assignedUsers"]] == ["ann"]
    assert seen["updatedBy"]["id"] == dashed(issue["updator"])


def test_an_issue_of_gitflic_is_an_issue_of_guance(desk: Desk, ann: Caller, gitflic: Project) -> None:
    issue = gitflic.issue(title="Login is slow", description="*Nine* seconds", assignedUsers=[ann.user["id"]])

    seen = over_here(desk, issue)

    assert (seen["name"], seen["description"], seen["statusType"]) == ("Login is slow", "*Nine* seconds", 10)
    assert seen["extend"] == {"manager": [desk.me]}
    assert (seen["level"], seen["resourceType"], seen["attachments"]) == ("", "", [])
    assert [one["uuid"] for one in seen["bindChannels"]] == [desk.default_channel]
    assert (seen["creator"], seen["creatorInfo"]["username"]) == (desk.me, "ann")


@pytest.mark.parametrize(("number", "word"), STATUSES.items())
def test_a_status_is_the_same_on_both_sides(desk: Desk, gitflic: Project, number: int, word: str) -> None:
    from_here, from_there = desk.issue(), gitflic.issue()

    desk.changed(from_here, statusType=number)
    ok(gitflic.edit(from_there, status=word))

    assert over_there(gitflic, from_here)["status"]["id"] == word
    assert over_here(desk, from_there)["statusType"] == number


@pytest.mark.parametrize("number", STATUSES)
def test_a_status_that_was_read_can_be_written_back(desk: Desk, gitflic: Project, number: int) -> None:
    issue = desk.issue(statusType=number)
    seen = over_there(gitflic, issue)

    ok(gitflic.edit(seen, title=seen["title"], description=seen["description"], status=seen["status"]))
    ok(gitflic.edit(seen, status=seen["status"]["id"]))

    assert desk.read(issue)["statusType"] == number


@pytest.mark.parametrize(
    ("here", "there", "value"), [("name", "title", "Other"), ("description", "description", "Nine *seconds*")]
)
def test_texts_are_changed_from_both_sides(desk: Desk, gitflic: Project, here: str, there: str, value: str) -> None:
    from_here, from_there = desk.issue(), gitflic.issue()

    desk.changed({"uuid": undashed("issue", from_there["id"])}, **{here: value})
    ok(gitflic.edit(over_there(gitflic, from_here), **{there: value}))

    assert gitflic.read(from_there)[there] == value
    assert desk.read(from_here)[here] == value


def test_html_survives_an_edit_of_something_else(desk: Desk, gitflic: Project) -> None:
    issue = desk.issue(description="<p>p95 <b>above</b> 3 s</p>")

    ok(gitflic.edit(over_there(gitflic, issue), status="CLOSED"))

    assert desk.read(issue)["description"] == "<p>p95 <b>above</b> 3 s</p>"


def test_what_gitflic_cannot_see_survives_its_edits(desk: Desk, gitflic: Project) -> None:
    channel = desk.channel()["uuid"]
    issue = desk.issue(
        channelUUIDs=[channel],
        resourceType="event",
        resourceUUID="doc-1",
        resource="Disk full",
        extend={"text": "slow", "ours": [1]},
    )

    ok(gitflic.edit(over_there(gitflic, issue), title="Other", status="IN_PROGRESS"))

    seen = desk.read(issue)
    kept = ("level", "resourceType", "resourceUUID", "resource", "extend")
    assert {key: seen[key] for key in kept} == {key: issue[key] for key in kept}
    assert desk.channels_of(issue) == {channel}


def test_what_guance_cannot_see_survives_its_changes(desk: Desk, gitflic: Project) -> None:
    label, other = gitflic.label(title=f"label {next(NUMBERS)}"), gitflic.issue()
    issue = gitflic.issue(labels=[label["id"]])
    ok(gitflic.relate(issue, other["id"]))

    desk.changed(over_here(desk, issue), name="Other", statusType=20, level="system_level_0")

    assert [one["id"] for one in gitflic.read(issue)["labels"]] == [label["id"]]
    assert [one["targetIssueUuid"] for one in gitflic.relations(issue)] == [other["id"]]


def test_managers_are_assignees(desk: Desk, people: People, gitflic: Project) -> None:
    max_id = undashed("acnt", people.member.user["id"])
    issue = desk.issue(extend={"manager": [desk.me]})

    desk.changed(issue, extend={"manager": [max_id, "oncall@example.org", desk.me]})
    assert {one["username"] for one in over_there(gitflic, issue)["assignedUsers"]} == {"max", "ann"}

    desk.changed(issue, extend={"manager": []})
    assert over_there(gitflic, issue)["assignedUsers"] == []


def test_assignees_are_managers(desk: Desk, people: People, gitflic: Project) -> None:
    issue = desk.issue(extend={"manager": [desk.me], "text": "slow"})
    seen = over_there(gitflic, issue)

    ok(gitflic.edit(seen, assignedUsers=[people.member.user["id"]]))
    assert desk.read(issue)["extend"] == {
        "manager": [undashed("acnt", people.member.user["id"])],
        "text": "slow",
    }
    assert [one["username"] for one in desk.managers_of(issue)] == ["max"]

    ok(gitflic.edit(seen, assignedUsers=[]))
    assert desk.read(issue)["extend"] == {"manager": [], "text": "slow"}


def test_managers_stay_as_sent_while_nobody_assigns_anybody(desk: Desk, gitflic: Project) -> None:
    managers = [nothing("group"), "oncall@example.org", desk.me, nothing("acnt")]
    issue = desk.issue(extend={"manager": managers})

    ok(gitflic.edit(over_there(gitflic, issue), title="Other"))

    assert desk.read(issue)["extend"]["manager"] == managers


def test_times_are_the_same_on_both_sides(strict_instance: Instance) -> None:
    """Seen through an instance that shows GitFlic's times in full."""
    desk, ann = Desk.of(strict_instance), strict_instance.ann
    issue = desk.issue()

    seen = over_there(Project(ann, ok(ann.get("/project/acme/demo"))), issue)

    assert [seconds(seen[key]) for key in ("createdAt", "updatedAt")] == [issue["createAt"], issue["updateAt"]]


def seconds(local_date_time: str) -> int:
    return int(datetime.fromisoformat(local_date_time).replace(tzinfo=UTC).timestamp())


def test_a_reply_is_a_comment(desk: Desk, gitflic: Project, issue: JSON) -> None:
    reply = desk.say(issue, "Restarted the pod")
    seen = over_there(gitflic, issue)

    (comment,) = gitflic.comments(seen)
    assert (comment["id"], comment["message"]) == (dashed(reply["uuid"]), "Restarted the pod")
    assert comment["author"]["username"] == "ann"

    body = {"issueUUID": issue["uuid"], "content": "Restarted the node", "extend": {}}
    content(desk.key.post(f"/issue/reply/{reply['uuid']}/modify", body))
    assert [one["message"] for one in gitflic.comments(seen)] == ["Restarted the node"]

    content(desk.key.delete(f"/issue/reply/{reply['uuid']}/delete"))
    assert gitflic.comments(seen) == []


def test_a_comment_is_a_reply(desk: Desk, gitflic: Project) -> None:
    issue = gitflic.issue()
    comment = ok(gitflic.say(issue, "Seen *again*"))
    path = f"/issue-discussion/{issue['localId']}/{comment['id']}"
    here = over_here(desk, issue)

    (reply,) = desk.replies(here)
    assert (reply["uuid"], reply["content"]) == (undashed("repim", comment["id"]), "Seen *again*")
    assert (reply["creator"], reply["extend"], reply["is_modify"]) == (desk.me, {}, False)

    ok(gitflic.put(f"{path}/edit", json={"note": "Gone"}))
    assert [(one["content"], one["is_modify"]) for one in desk.replies(here)] == [("Gone", True)]

    done(gitflic.delete(f"{path}/delete"))
    assert desk.replies(here) == []


def test_a_reply_that_says_nothing_harms_no_comments(desk: Desk, gitflic: Project, issue: JSON) -> None:
    content(desk.reply(issueUUID=issue["uuid"], extend={}))

    assert [one["message"] for one in gitflic.comments(over_there(gitflic, issue))] == [""]


def test_changes_of_either_side_are_records_here_and_no_comments_there(desk: Desk, gitflic: Project) -> None:
    issue = desk.issue()
    seen = over_there(gitflic, issue)

    ok(gitflic.edit(seen, status="CLOSED"))
    desk.changed(issue, statusType=10)

    records = desk.changes(issue)
    assert len(records) == 3
    assert all(record["creator"] == desk.me for record in records)
    assert gitflic.comments(seen) == []


def test_a_file_is_an_attachment(desk: Desk, gitflic: Project) -> None:
    issue, file = gitflic.issue(), gitflic.file("trace.log", b"one line\n")
    ok(gitflic.attach(issue, file))
    here = over_here(desk, issue)

    (attachment,) = here["attachments"]
    assert (attachment["fileName"], attachment["fileSuffix"]) == ("trace.log", "log")
    assert desk.download(attachment["uuid"]).content == b"one line\n"

    done(gitflic.detach(issue, file))
    assert desk.attachments_of(here) == []
    missing(desk.download(attachment["uuid"]), "Attachment")


def test_an_attachment_is_a_file(desk: Desk, gitflic: Project) -> None:
    uuid = desk.attachment("heap.txt", b"all of it")
    issue = desk.issue(attachmentUuids=[uuid])
    seen = over_there(gitflic, issue)

    (file,) = gitflic.files(seen)
    assert file["fileName"] == "heap.txt"
    assert gitflic.download(file).content == b"all of it"

    content(desk.key.post("/attachment/delete", {"attachmentUUID": uuid}))
    assert gitflic.files(seen) == []


def test_an_issue_deleted_there_is_gone_here(desk: Desk, gitflic: Project) -> None:
    channel = desk.channel()["uuid"]
    issue = desk.issue(channelUUIDs=[channel])

    done(gitflic.remove(over_there(gitflic, issue)))

    missing(desk.key.get(f"/issue/{issue['uuid']}/get"), "Issue")
    missing(desk.modify(issue, statusType=20), "Issue")
    missing(desk.reply(issueUUID=issue["uuid"], content="x", extend={}), "Issue")
    missing(desk.key.get(f"/issue/reply/{issue['uuid']}/list"), "Issue")
    assert desk.find(channelUUID=channel) == []
    paged = content(desk.key.post("/issue/list", {"channelUUID": channel, "pageSize": 10}))
    assert paged["pageInfo"]["totalCount"] == 0


def test_an_issue_that_comes_back_is_back_with_all_that_hangs_on_it(
    instance: Instance, desk: Desk, gitflic: Project
) -> None:
    channel, attachment = desk.channel()["uuid"], desk.attachment()
    issue = desk.issue(channelUUIDs=[channel], attachmentUuids=[attachment])
    desk.say(issue, "Still here")
    before, seen = desk.read(issue), over_there(gitflic, issue)
    done(gitflic.remove(seen))

    instance.command("trash", "restore", "--issue", f"acme/demo#{seen['localId']}")

    assert desk.read(issue) | {"updateAt": 0} == before | {"updateAt": 0}
    assert [one["content"] for one in desk.replies(issue)] == ["Still here"]
    assert [one["uuid"] for one in desk.find(channelUUID=channel)] == [issue["uuid"]]
    assert desk.download(attachment).content == b"it broke\n"


def test_the_list_here_covers_all_projects_of_the_workspace(desk: Desk, project: Project) -> None:
    issue = project.issue(title="In another project")

    (seen,) = desk.find(search="In another project", channelUUID=desk.default_channel)

    assert seen["uuid"] == undashed("issue", issue["id"])
    assert desk.changed(seen, statusType=20)["statusType"] == 20
    assert project.read(issue)["status"]["id"] == "COMPLETED"


def test_issues_of_both_sides_share_the_numbers_of_their_project(desk: Desk, gitflic: Project) -> None:
    first = gitflic.issue()["localId"]
    second = over_there(gitflic, desk.issue())["localId"]
    third = gitflic.issue()["localId"]

    assert [second, third] == [first + 1, first + 2]
