"""One wish for many issues: looked at before, done in steps, and taken back as a whole."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.operations.support.town import new_issue, new_label, new_member, new_project, new_workspace, uuid_of
from tests.store.support.moments import NOON
from unknot.domain.access import OPERATOR, Actor, Role
from unknot.domain.bulk import MOST_ISSUES, Fate, SetChange, Tally, Wish, tally
from unknot.domain.channel import ChannelDraft
from unknot.domain.errors import Conflict, Invalid, NotFound, TooLarge, Unavailable
from unknot.domain.ids import IssueId
from unknot.domain.issue import Issue, IssueChange
from unknot.domain.project import Project
from unknot.domain.status import Status
from unknot.operations.bulk_edits import STEP, carry_out, find_bulk_edit, make_bulk_edit, preview, undo_bulk_edit
from unknot.operations.channels import create_channel
from unknot.operations.issues import delete_issue, edit_issue
from unknot.operations.people import set_project_member
from unknot.store import channels, trash
from unknot.store.database import Database
from unknot.store.work import Work


class Town:
    """Two projects, the people in them, and a few issues; by operations that were committed."""

    def __init__(self, work: Work) -> None:
        acme = new_workspace(work)
        self.alice = new_member(work, acme, "alice", Role.OWNER)
        self.mary = new_member(work, acme, "mary", Role.MEMBER)
        self.gus = new_member(work, acme, "gus", Role.GUEST)
        self.ed = new_member(work, acme, "ed", Role.NONE)
        self.web, self.ops = new_project(work, acme), new_project(work, acme, "ops")
        set_project_member(work, self.web.id, "ed", Role.MEMBER, by=OPERATOR)
        self.labels = [new_label(work, self.web, title).uuid for title in ("bug", "rare")]
        for project, title in ((self.ops, "bug"), (self.web, "both"), (self.ops, "both")):
            new_label(work, project, title)
        self.channel = create_channel(work, acme.id, ChannelDraft(name="loud"), by=self.alice).uuid
        self.people = [uuid_of(work, one) for one in (self.alice, self.mary)]


@pytest.fixture
def town(database: Database) -> Town:
    return database.change(Town)


def file(database: Database, project: Project, by: Actor, count: int = 1, **values: Any) -> list[Issue]:
    def all_of_them(work: Work) -> list[Issue]:
        return [new_issue(work, project, by=by, **values) for _ in range(count)]

    return database.change(all_of_them)


def done(database: Database, issues: Iterable[Issue], wish: Wish, by: Actor) -> tuple[str, Tally]:
    edit = database.change(make_bulk_edit, [one.id for one in issues], wish, by=by)
    return edit.uuid, tally(carry_out(database, edit.uuid, by=by))


def foreseen(database: Database, issues: Iterable[Issue], wish: Wish, by: Actor) -> Tally:
    ids = [one.id for one in issues]
    return tally(database.read_aside(preview, ids, wish, by=by, now=NOON, limits=database.limits).result())


def state(database: Database, issue: Issue) -> tuple[Issue | None, list[str], bool]:
    """Everything of an issue that a bulk edit changes."""

    def look(work: Work) -> tuple[Issue | None, list[str], bool]:
        held = sorted(one.uuid for one in channels.of_issue(work.db, issue.id))
        found = trash.issue_anywhere(work.db, issue.id)
        is_trashed = found is not None and trash.issue_by_uuid(work.db, found.uuid) is not None
        return found, held, is_trashed

    return database.change(look)


def sets(members: list[Any]) -> st.SearchStrategy[SetChange | None]:
    some = st.lists(st.sampled_from(members), unique=True, max_size=2).map(tuple)
    return st.none() | st.builds(SetChange, to=st.none() | some, add=some, remove=some)


FIELDS = {
    "status": st.none() | st.sampled_from(Status),
    "level": st.none() | st.sampled_from(["", "system_level_0"]),
    "assignees": sets([0, 1]),
    "labels": sets(["Bug", "both"]),
    "channels": sets([0]),
    "project": st.none() | st.sampled_from(["web", "ops"]),
}
WISHES = (
    st.fixed_dictionaries(FIELDS).filter(lambda fields: any(one is not None for one in fields.values()))
    | st.just({"trash": True})
    | st.just({"restore": True})
)


def wished(town: Town, fields: dict[str, Any]) -> Wish:
    values = dict(fields)
    for name, members in (("assignees", town.people), ("channels", [town.channel])):
        if values.get(name) is not None:
            values[name] = values[name].mapped(lambda at, members=members: members[at])
    if values.get("project") is not None:
        values["project"] = {"web": town.web, "ops": town.ops}[values["project"]].uuid
    return Wish(**values)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=WISHES, second=WISHES)
def test_undoing_restores_every_field_of_every_issue(
    first: dict[str, Any], second: dict[str, Any], database: Database, town: Town
) -> None:
    filed = [*file(database, town.web, town.mary, 2, labels=(town.labels[0],)), *file(database, town.ops, town.alice)]
    done(database, filed, wished(town, first), town.alice)
    before = [state(database, one) for one in filed]

    foretold = foreseen(database, filed, wished(town, second), town.alice)
    uuid, told = done(database, filed, wished(town, second), town.alice)
    undone = undo_bulk_edit(database, uuid, by=town.alice)

    assert (told.changed, told.unchanged, told.refused) == (foretold.changed, foretold.unchanged, foretold.refused)
    assert [one.refusal for one in undone] == [None] * told.changed
    assert [without_saver(state(database, one)) for one in filed] == [without_saver(one) for one in before]


def without_saver(told: tuple[Issue | None, list[str], bool]) -> tuple[Any, ...]:
    """Who saved an issue last is whoever undid."""
    issue, held, is_trashed = told
    assert issue is not None
    fields = ("uuid", "standing", "title", "status", "level", "labels", "assignees", "created_at")
    return *(getattr(issue, field) for field in fields), held, is_trashed


def test_it_comes_in_steps_and_is_undone_as_one(database: Database, town: Town) -> None:
    filed = file(database, town.web, town.mary, 2 * STEP + 1)
    edit = database.change(make_bulk_edit, [one.id for one in filed], Wish(status=Status.CLOSED), by=town.mary)
    told: list[int] = []

    carry_out(database, edit.uuid, by=town.mary, tell=told.append)
    assert told == [STEP, 2 * STEP, 2 * STEP + 1]
    assert database.change(lambda work: find_bulk_edit(work.db, edit.uuid, by=town.mary).done) == 2 * STEP + 1

    undone = undo_bulk_edit(database, edit.uuid, by=town.mary)
    assert len(undone) == 2 * STEP + 1
    assert {status_of(database, one) for one in filed} == {Status.OPEN}


def status_of(database: Database, issue: Issue) -> Status:
    found = state(database, issue)[0]
    assert found is not None
    return found.status


def test_each_issue_is_changed_refused_or_so_already(database: Database, town: Town) -> None:
    [hers], [closed], [elsewhere] = (
        file(database, town.web, town.mary),
        file(database, town.web, town.mary, status=Status.CLOSED),
        file(database, town.ops, town.mary),
    )

    foretold = foreseen(database, [hers, closed, elsewhere], Wish(status=Status.CLOSED), town.ed)
    _, told = done(database, [hers, closed, elsewhere], Wish(status=Status.CLOSED), town.ed)

    assert told == foretold
    assert (told.changed, told.unchanged, told.refused) == (1, 1, 1)
    [reason] = told.reasons
    assert (reason.code, reason.count, reason.examples) == ("forbidden", 1, ("OPS-1",))
    assert reason.sentence.startswith("acme/ops is private")


def test_a_guest_changes_what_is_theirs_and_nothing_else(database: Database, town: Town) -> None:
    theirs, others = file(database, town.web, town.mary, 2), file(database, town.web, town.alice, 3)

    _, told = done(database, [*theirs, *others], Wish(trash=True), town.mary)
    assert (told.changed, told.refused) == (2, 3)

    _, told = done(database, others, Wish(status=Status.CLOSED), town.gus)
    assert (told.changed, told.refused, told.reasons[0].code) == (0, 3, "forbidden")


def test_labels_are_meant_by_their_titles_in_each_project(database: Database, town: Town) -> None:
    filed = [*file(database, town.web, town.mary), *file(database, town.ops, town.mary)]

    _, told = done(database, filed, Wish(labels=SetChange(add=("BUG",))), town.mary)
    assert told.changed == 2
    _, told = done(database, filed, Wish(labels=SetChange(add=("Rare",))), town.mary)
    assert (told.changed, told.reasons[0].sentence) == (1, 'No label "Rare" in project acme/ops')
    _, told = done(database, filed, Wish(labels=SetChange(remove=("rare", "unknown"))), town.mary)
    assert (told.changed, told.unchanged) == (1, 1)


def test_labels_that_cannot_come_along_are_said(database: Database, town: Town) -> None:
    filed = file(database, town.web, town.mary, 2, labels=tuple(town.labels))
    wish = Wish(project=town.ops.uuid)

    assert foreseen(database, filed, wish, town.mary).left_off == ("rare",)
    assert done(database, filed, wish, town.mary)[1].left_off == ("rare",)


def test_what_somebody_else_changed_since_is_kept_and_named(database: Database, town: Town) -> None:
    first, second = file(database, town.web, town.mary, 2)
    uuid, _ = done(database, [first, second], Wish(status=Status.CLOSED), town.mary)
    database.change(edit_issue, second.id, IssueChange(status=Status.PENDING), by=town.alice)

    undone = undo_bulk_edit(database, uuid, by=town.mary)

    assert {one.key: one.refusal for one in undone} == {
        "WEB-1": None,
        "WEB-2": "WEB-2 was changed again since (status), so nothing of it was undone",
    }
    assert (status_of(database, first), status_of(database, second)) == (Status.OPEN, Status.PENDING)


def test_others_are_let_in_between_the_steps(database: Database, town: Town) -> None:
    filed = file(database, town.web, town.mary, 3 * STEP)
    edit = database.change(make_bulk_edit, [one.id for one in filed], Wish(status=Status.CLOSED), by=town.mary)

    def interrupt(seen_to: int) -> None:
        if seen_to == STEP:
            database.change(edit_issue, filed[0].id, IssueChange(title="Mine"), by=town.alice)
            database.change(delete_issue, filed[-1].id, by=town.alice)

    told = tally(carry_out(database, edit.uuid, by=town.mary, tell=interrupt))

    assert (told.changed, told.refused, told.reasons[0].code) == (3 * STEP - 1, 1, "not_found")


def test_what_ends_in_the_middle_leaves_whole_steps_that_can_be_undone(database: Database, town: Town) -> None:
    filed = file(database, town.web, town.mary, 3 * STEP)
    edit = database.change(make_bulk_edit, [one.id for one in filed], Wish(status=Status.CLOSED), by=town.mary)

    def end(seen_to: int) -> None:
        if seen_to == 2 * STEP:
            raise Unavailable("The server is ending")

    with pytest.raises(Unavailable):
        carry_out(database, edit.uuid, by=town.mary, tell=end)

    statuses = [status_of(database, one) for one in filed]
    assert statuses == [Status.CLOSED] * 2 * STEP + [Status.OPEN] * STEP
    assert len(undo_bulk_edit(database, edit.uuid, by=town.mary)) == 2 * STEP
    assert {status_of(database, one) for one in filed} == {Status.OPEN}


def test_it_is_done_once_by_who_made_it(database: Database, town: Town) -> None:
    filed = file(database, town.web, town.mary)
    edit = database.change(make_bulk_edit, [filed[0].id], Wish(trash=True), by=town.mary)

    with pytest.raises(NotFound):
        carry_out(database, edit.uuid, by=town.alice)
    with pytest.raises(Conflict, match="nothing to undo"):
        undo_bulk_edit(database, edit.uuid, by=town.mary)
    carry_out(database, edit.uuid, by=town.mary)
    with pytest.raises(Conflict, match="done already"):
        carry_out(database, edit.uuid, by=town.mary)


@pytest.mark.parametrize(
    "wish", [Wish(), Wish(trash=True, status=Status.OPEN), Wish(restore=True, trash=True), Wish(restore=True, level="")]
)
def test_a_wish_is_sound(database: Database, town: Town, wish: Wish) -> None:
    with pytest.raises(Invalid, match="change must"):
        database.change(make_bulk_edit, [IssueId(1)], wish, by=town.mary)


def test_there_is_a_most(database: Database, town: Town) -> None:
    ids = list(map(IssueId, range(MOST_ISSUES + 1)))

    with pytest.raises(TooLarge, match="at most 10000"):
        database.change(make_bulk_edit, ids, Wish(trash=True), by=town.mary)


def test_the_fates_are_counted_as_they_are() -> None:
    assert tally([]) == Tally(total=0, changed=0, unchanged=0, refused=0, reasons=(), left_off=())
    assert {one.value for one in Fate} == {"changed", "unchanged", "refused"}
