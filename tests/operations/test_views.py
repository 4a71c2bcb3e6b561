"""Views: queries that people keep, for themselves or for everybody."""

from collections.abc import Callable

import pytest

from unknot.domain.access import Actor, Scope
from unknot.domain.errors import Conflict, Forbidden, Invalid, NotFound
from unknot.domain.events import ViewCreated, ViewDeleted, ViewEdited
from unknot.domain.issue import FieldChange
from unknot.domain.people import Workspace
from unknot.domain.preferences import Density
from unknot.domain.project import Project
from unknot.domain.view import MOST_VIEWS, Column, Layout, View, ViewChange, ViewDraft
from unknot.operations.undo import undo
from unknot.operations.views import change_view, create_view, delete_view
from unknot.store import views
from unknot.store.work import Work

MINE = ViewDraft(name="Mine", query="is:open assignee:me")
OURS = ViewDraft(name="Needs review", query='label:"needs review" sort:created', is_shared=True)
Seen = Callable[[Actor], list[str]]


@pytest.fixture
def seen(work: Work, acme: Workspace) -> Seen:
    """The names of the views that somebody may open, from left to right."""
    return lambda reader: [one.name for one in views.of_reader(work.db, work.directory, acme.id, reader=reader)]


def test_a_view_keeps_its_query_and_how_issues_are_laid_out(
    work: Work, acme: Workspace, project: Project, mary: Actor
) -> None:
    draft = ViewDraft(
        name=" Triage ",
        query="level:none",
        layout=Layout.BOARD,
        columns=(Column.CREATED, Column.NUMBER, Column.CREATED),
        density=Density.COMFORTABLE,
    )

    made = create_view(work, acme.id, project.id, draft, by=mary)

    assert views.of_reader(work.db, work.directory, acme.id, reader=mary) == [made]
    assert (made.name, made.query, made.layout, made.density) == (
        "Triage",
        "level:none",
        Layout.BOARD,
        Density.COMFORTABLE,
    )
    assert made.columns == (Column.NUMBER, Column.CREATED)
    assert made.uuid.endswith(made.short)


def test_a_private_view_is_its_owners_alone(
    work: Work, acme: Workspace, project: Project, seen: Seen, alice: Actor, mary: Actor
) -> None:
    made = create_view(work, acme.id, project.id, MINE, by=mary)

    assert seen(mary) == ["Mine"]
    assert seen(alice) == []
    for wish in (
        lambda: change_view(work, acme.id, made.uuid, ViewChange(name="Hers"), by=alice),
        lambda: delete_view(work, acme.id, made.uuid, by=alice),
    ):
        with pytest.raises(NotFound, match="or you may not read it"):
            wish()


def test_a_shared_view_is_there_for_who_may_read_its_place(
    work: Work, acme: Workspace, project: Project, seen: Seen, mary: Actor, gus: Actor, mallory: Actor
) -> None:
    create_view(work, acme.id, None, OURS, by=mary)
    create_view(work, acme.id, project.id, MINE, by=gus)

    assert seen(gus) == ["Needs review", "Mine"]
    assert seen(mallory) == []


def test_whoever_may_only_read_a_public_project_sees_its_shared_views_and_none_of_the_workspace(
    work: Work, acme: Workspace, public_project: Project, seen: Seen, mary: Actor, mallory: Actor
) -> None:
    create_view(work, acme.id, None, OURS, by=mary)
    create_view(work, acme.id, public_project.id, ViewDraft(name="Public", is_shared=True), by=mary)

    create_view(work, acme.id, public_project.id, MINE, by=mallory)

    assert seen(mallory) == ["Public", "Mine"]
    with pytest.raises(Forbidden, match="you may not save views of it"):
        create_view(work, acme.id, None, MINE, by=mallory)


def test_guests_keep_views_and_share_none(work: Work, acme: Workspace, project: Project, gus: Actor) -> None:
    made = create_view(work, acme.id, project.id, MINE, by=gus)

    wishes: list[Callable[[], object]] = [
        lambda: create_view(work, acme.id, project.id, OURS, by=gus),
        lambda: create_view(work, acme.id, None, OURS, by=gus),
        lambda: change_view(work, acme.id, made.uuid, ViewChange(is_shared=True), by=gus),
    ]
    for wish in wishes:
        with pytest.raises(Forbidden, match="you may not share views of it"):
            wish()


def test_a_shared_view_is_changed_by_its_owner_and_by_admins(
    work: Work, acme: Workspace, project: Project, seen: Seen, mary: Actor, gus: Actor, adam: Actor
) -> None:
    made = create_view(work, acme.id, project.id, OURS, by=mary)

    with pytest.raises(Forbidden, match="you may not change this view"):
        change_view(work, acme.id, made.uuid, ViewChange(name="Mine now"), by=gus)
    change_view(work, acme.id, made.uuid, ViewChange(name="Review"), by=adam)
    change_view(work, acme.id, made.uuid, ViewChange(query="is:open", density=Density.COMPACT), by=mary)

    assert seen(gus) == ["Review"]
    changes = [event.changes for event in work.events if isinstance(event, ViewEdited)]
    assert changes == [
        {"name": FieldChange("Needs review", "Review")},
        {
            "query": FieldChange('label:"needs review" sort:created', "is:open"),
            "density": FieldChange(None, Density.COMPACT),
        },
    ]


def test_a_token_that_only_reads_changes_nothing(work: Work, acme: Workspace, project: Project, alice: Actor) -> None:
    reader = Actor(id=alice.id, workspace=acme.id, scope=Scope.READ)

    with pytest.raises(Forbidden, match="this token only reads"):
        create_view(work, acme.id, project.id, MINE, by=reader)


def test_changing_nothing_is_no_event(work: Work, acme: Workspace, mary: Actor) -> None:
    made = create_view(work, acme.id, None, MINE, by=mary)

    assert change_view(work, acme.id, made.uuid, ViewChange(name="Mine"), by=mary) == made
    assert work.events[-1] == ViewCreated(view=made.id, name="Mine")


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (ViewDraft(name="  "), "name must not be blank"),
        (ViewDraft(name="x" * 61), "name must be at most 60 characters long"),
        (ViewDraft(name="Long", query="x" * 5000), "query must be at most"),
        (ViewDraft(name="Cards", layout=Layout.BOARD), "layout must be list"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    work: Work, acme: Workspace, mary: Actor, draft: ViewDraft, problem: str
) -> None:
    with pytest.raises(Invalid, match=problem):
        create_view(work, acme.id, None, draft, by=mary)


def test_a_person_has_a_hundred_views_at_most(work: Work, acme: Workspace, mary: Actor, adam: Actor) -> None:
    for number in range(MOST_VIEWS):
        create_view(work, acme.id, None, ViewDraft(name=f"View {number}"), by=mary)

    with pytest.raises(Conflict, match="which is the most"):
        create_view(work, acme.id, None, MINE, by=mary)
    create_view(work, acme.id, None, MINE, by=adam)


def test_a_view_moves_among_those_that_its_owner_sees(
    work: Work, acme: Workspace, project: Project, seen: Seen, mary: Actor, adam: Actor
) -> None:
    one, _, three = (
        create_view(work, acme.id, None, ViewDraft(name=name), by=mary) for name in ("One", "Two", "Three")
    )
    create_view(work, acme.id, None, ViewDraft(name="Unseen"), by=adam)
    create_view(work, acme.id, project.id, ViewDraft(name="Elsewhere"), by=mary)

    change_view(work, acme.id, three.uuid, ViewChange(place=0), by=mary)
    assert seen(mary) == ["Three", "One", "Two", "Elsewhere"]
    change_view(work, acme.id, one.uuid, ViewChange(place=99), by=mary)
    assert seen(mary) == ["Three", "Two", "One", "Elsewhere"]


def test_a_view_can_be_moved_any_number_of_times(work: Work, acme: Workspace, seen: Seen, mary: Actor) -> None:
    made = {name: create_view(work, acme.id, None, ViewDraft(name=name), by=mary) for name in ("One", "Two", "Three")}

    for _ in range(40):  # each takes half of the room that is left
        change_view(work, acme.id, made[seen(mary)[2]].uuid, ViewChange(place=1), by=mary)

    assert seen(mary) == ["One", "Two", "Three"]


def test_a_deleted_view_is_brought_back_by_undo(
    work: Work, acme: Workspace, project: Project, seen: Seen, mary: Actor, adam: Actor
) -> None:
    made = create_view(work, acme.id, project.id, MINE, by=mary)
    delete_view(work, acme.id, made.uuid, by=mary)
    assert seen(mary) == []
    assert work.events[-1] == ViewDeleted(view=made.id, name="Mine")
    deletion = work.event_ids[-1]

    with pytest.raises(Forbidden, match="Somebody else did this"):
        undo(work, [deletion], by=adam)
    assert undo(work, [deletion], by=mary) == []

    assert seen(mary) == ["Mine"]
    with pytest.raises(Conflict, match="brought back since"):
        undo(work, [deletion], by=mary)


def test_a_change_of_a_view_is_taken_back_unless_it_changed_again(
    work: Work, acme: Workspace, project: Project, mary: Actor, adam: Actor
) -> None:
    made = create_view(work, acme.id, project.id, OURS, by=mary)
    wider = ViewChange(layout=Layout.BOARD, columns=(Column.NUMBER,), density=Density.COMPACT, place=0)
    change_view(work, acme.id, made.uuid, wider, by=mary)
    change = work.event_ids[-1]

    undo(work, [change], by=mary)
    assert only(work, acme, mary) == made

    change_view(work, acme.id, made.uuid, wider, by=mary)
    change = work.event_ids[-1]
    change_view(work, acme.id, made.uuid, ViewChange(layout=Layout.LIST), by=adam)
    with pytest.raises(Conflict, match="changed again since"):
        undo(work, [change], by=mary)


def test_a_view_that_was_made_by_mistake_is_taken_back(work: Work, acme: Workspace, seen: Seen, mary: Actor) -> None:
    create_view(work, acme.id, None, MINE, by=mary)

    undo(work, [work.event_ids[-1]], by=mary)

    assert seen(mary) == []


def only(work: Work, acme: Workspace, reader: Actor) -> View:
    [view] = views.of_reader(work.db, work.directory, acme.id, reader=reader)
    return view
