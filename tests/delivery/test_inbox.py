"""Whom an event concerns, and why: what comes to lie in whose inbox."""

from datetime import timedelta

import pytest

from tests.operations.support.history import history
from tests.operations.support.town import new_issue, uuid_of
from tests.store.support.moments import LATER, NOON
from unknot.delivery.inbox import Inboxes
from unknot.domain.access import Actor, Role
from unknot.domain.channel import ChannelDraft, Subscription
from unknot.domain.inbox import IS_NEW_FOR, KEEPS, Reason, State
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.people import Workspace
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.operations.channels import create_channel, set_subscription
from unknot.operations.comments import add_comment, edit_comment
from unknot.operations.inbox import clear_inbox, sort_inbox
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.moving import move_issue
from unknot.operations.people import set_member
from unknot.operations.watching import set_watching
from unknot.store import events, inboxes
from unknot.store.work import Work

FAR = NOON + timedelta(days=1)
P1 = "system_level_1"


def inbox(work: Work, reader: Actor, state: State = State.NEW) -> dict[str, Reason]:
    """What lies in somebody's inbox by title, once the whole log has been read."""
    return {one.line.title: one.reason for one in entries(work, reader, state)}


def entries(work: Work, reader: Actor, state: State = State.NEW) -> list[inboxes.Entry]:
    Inboxes().apply(work, history(work))
    return inboxes.page(work.db, reader, state, before=FAR, limit=100)


def test_who_becomes_responsible_hears_of_it(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    edit_issue(work, issue.id, IssueChange(assignees=(uuid_of(work, adam),)), by=mary)

    assert inbox(work, adam) == {"Slow start": Reason.ASSIGNED}
    assert inbox(work, mary) == {}


def test_what_is_filed_for_somebody_is_news_to_them(work: Work, project: Project, mary: Actor, adam: Actor) -> None:
    new_issue(work, project, by=mary, title="For adam", assignees=(uuid_of(work, adam),))

    assert inbox(work, adam) == {"For adam": Reason.ASSIGNED}


@pytest.mark.parametrize("words", ["Ask @adam.", "@Adam, please", "(@adam)"])
def test_who_is_mentioned_hears_of_it(
    work: Work, issue: Issue, project: Project, mary: Actor, adam: Actor, words: str
) -> None:
    add_comment(work, issue.id, words, by=mary)
    new_issue(work, project, by=mary, title="Filed", description=words)
    edited = new_issue(work, project, by=mary, title="Edited")
    edit_issue(work, edited.id, IssueChange(description=words), by=mary)

    assert inbox(work, adam) == dict.fromkeys(["Slow start", "Filed", "Edited"], Reason.MENTIONED)


def test_a_mention_that_was_there_before_is_no_news(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    said = add_comment(work, issue.id, "Ask @adam", by=mary)
    read = entries(work, adam)
    sort_inbox(work, [issue.uuid], State.DONE, by=adam)

    edit_comment(work, issue.id, said.uuid, "Do ask @adam", by=mary)
    Inboxes().apply(work, events.since(work.db, read[0].last.id, limit=10))

    assert inboxes.page(work.db, adam, State.NEW, before=FAR, limit=10) == []


@pytest.mark.parametrize("words", ["ask@adam.example", "adam", "@nobody", "@adamant", "a/@adam"])
def test_what_only_looks_like_a_mention_is_none(work: Work, issue: Issue, mary: Actor, adam: Actor, words: str) -> None:
    add_comment(work, issue.id, words, by=mary)

    assert inbox(work, adam) == {}


def test_who_filed_or_watches_hears_of_comments_and_of_what_becomes_of_it(
    work: Work, issue: Issue, mary: Actor, adam: Actor, gus: Actor
) -> None:
    set_watching(work, issue.id, is_watching=True, by=gus)
    edit_issue(work, issue.id, IssueChange(status=Status.IN_PROGRESS), by=adam)

    assert inbox(work, mary) == {"Slow start": Reason.FILED}
    assert inbox(work, gus) == {"Slow start": Reason.WATCHING}
    assert inbox(work, adam) == {}


def test_another_title_is_no_news(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    edit_issue(work, issue.id, IssueChange(title="Slower start"), by=adam)

    assert inbox(work, mary) == {}


def test_who_is_responsible_for_a_channel_hears_of_its_incidents(
    work: Work, acme: Workspace, project: Project, mary: Actor, adam: Actor, gus: Actor
) -> None:
    ops = create_channel(work, acme.id, ChannelDraft(name="Ops"), by=adam)
    set_subscription(work, acme.id, ops.uuid, Subscription.RESPONSIBLE, by=adam)
    set_subscription(work, acme.id, ops.uuid, Subscription.PARTICIPATE, by=gus)
    new_issue(work, project, by=mary, title="Down", level=P1, channels=(ops.uuid,))
    new_issue(work, project, by=mary, title="Down elsewhere", level=P1)
    new_issue(work, project, by=mary, title="No incident", channels=(ops.uuid,))
    moved = new_issue(work, project, by=mary, title="Moved in", level=P1)
    edit_issue(work, moved.id, IssueChange(channels=(ops.uuid,)), by=mary)

    assert inbox(work, adam) == dict.fromkeys(["Down", "Moved in"], Reason.RESPONSIBLE)
    assert inbox(work, gus) == {}


def test_the_strongest_reason_stays_while_it_is_unread(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    set_watching(work, issue.id, is_watching=True, by=adam)
    add_comment(work, issue.id, "Look, @adam", by=mary)
    edit_issue(work, issue.id, IssueChange(status=Status.PENDING), by=mary)

    [entry] = entries(work, adam)

    assert entry.reason is Reason.MENTIONED
    assert entry.last.id == work.event_ids[-1]


def test_what_was_put_away_comes_back_when_something_happens(
    work: Work, issue: Issue, mary: Actor, adam: Actor
) -> None:
    add_comment(work, issue.id, "Seen", by=adam)
    inbox(work, mary)
    sort_inbox(work, [issue.uuid], State.DONE, by=mary)
    assert [one.line.title for one in inboxes.page(work.db, mary, State.DONE, before=FAR, limit=10)] == ["Slow start"]

    newest = events.newest(work.db)
    add_comment(work.at(LATER), issue.id, "And again", by=adam)
    Inboxes().apply(work.at(LATER), events.since(work.db, newest, limit=10))

    assert [one.at for one in inboxes.page(work.db, mary, State.NEW, before=FAR, limit=10)] == [LATER]
    assert inboxes.page(work.db, mary, State.DONE, before=FAR, limit=10) == []


def test_putting_all_away_leaves_what_came_meanwhile(
    work: Work, issue: Issue, project: Project, mary: Actor, adam: Actor
) -> None:
    other = new_issue(work, project, by=mary, title="Other")
    add_comment(work, issue.id, "Seen", by=adam)
    until = events.newest(work.db)
    add_comment(work, other.id, "Seen, too", by=adam)
    inbox(work, mary)

    clear_inbox(work, until=until, by=mary)

    assert [one.line.title for one in inboxes.page(work.db, mary, State.NEW, before=FAR, limit=10)] == ["Other"]


def test_nobody_hears_of_what_they_may_not_read(work: Work, issue: Issue, mary: Actor, mallory: Actor) -> None:
    add_comment(work, issue.id, "Ask @mallory", by=mary)

    assert inbox(work, mallory) == {}


def test_who_leaves_no_longer_sees_what_came_before(
    work: Work, acme: Workspace, issue: Issue, project: Project, alice: Actor, mary: Actor
) -> None:
    add_comment(work, issue.id, "Seen", by=alice)
    assert inbox(work, mary) == {"Slow start": Reason.FILED}
    assert inboxes.count_new(work.db, mary, [project.id]) == 1

    set_member(work, acme.id, "mary", Role.NONE, by=alice)

    assert inboxes.page(work.db, mary, State.NEW, before=FAR, limit=10) == []
    assert inboxes.count_new(work.db, mary, []) == 0


def test_a_deleted_issue_leaves_every_inbox(work: Work, issue: Issue, mary: Actor, adam: Actor) -> None:
    add_comment(work, issue.id, "Seen", by=adam)
    delete_issue(work, issue.id, by=adam)

    assert inbox(work, mary) == {}


def test_a_moved_issue_is_shown_to_who_may_read_it_where_it_is(
    work: Work, project: Project, public_project: Project, mary: Actor, adam: Actor, mallory: Actor
) -> None:
    issue = new_issue(
        work, public_project, by=mary, title="Leak", assignees=(uuid_of(work, mallory), uuid_of(work, adam))
    )
    assert inbox(work, mallory) == {"Leak": Reason.ASSIGNED}

    move_issue(work, issue.id, project.id, by=mary)

    assert inbox(work, mallory) == {}
    assert inbox(work, adam) == {"Leak": Reason.ASSIGNED}
    assert inboxes.count_new(work.db, adam, {project.id}) == 1


def test_a_log_that_is_first_read_after_a_while_is_no_flood_of_news(
    work: Work, project: Project, mary: Actor, adam: Actor
) -> None:
    for title, age in (("Forgotten", KEEPS), ("Older", IS_NEW_FOR), ("Recent", timedelta())):
        past = work.at(NOON - age - timedelta(seconds=1))
        add_comment(past, new_issue(past, project, by=mary, title=title).id, "Seen", by=adam)

    assert inbox(work, mary) == {"Recent": Reason.FILED}
    assert inbox(work, mary, State.SEEN) == {"Older": Reason.FILED}
