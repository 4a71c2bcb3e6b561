"""An index of words that another tokenizer made is made anew, while people go on writing."""

import pytest

from tests.operations.support.town import new_issue, new_member, new_project, new_workspace
from unknot.domain.access import Role
from unknot.domain.ids import WorkspaceId
from unknot.domain.issue import IssueChange
from unknot.operations.comments import add_comment
from unknot.operations.issues import edit_issue
from unknot.store.search import id_sets, notes, upkeep, words
from unknot.store.search.index import Index
from unknot.store.search.words import Changes
from unknot.store.statement import statement
from unknot.store.work import Work

OLDER = statement("UPDATE issue_words_made SET tokenizer = 0")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")


@pytest.mark.parametrize("is_interrupted", [False, True], ids=["at leisure", "while people write"])
def test_it_answers_as_before(work: Work, is_interrupted: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    acme = new_workspace(work)
    mary, project = new_member(work, acme, "mary", Role.OWNER), new_project(work, acme)
    issues = [new_issue(work, project, by=mary, title=f"Lamp {number}") for number in NUMBERS]
    upkeep.catch_up(work.db)
    outdated = Changes()
    outdated.change(acme.id, issues[0].id, ["an-old-term"], in_title=False, is_in=True)
    outdated.store(work.db)
    work.db.run(OLDER)
    monkeypatch.setattr(upkeep, "MADE_AT_ONCE", 2)

    while upkeep.make_words(work.db):
        if is_interrupted:
            edit_issue(work, issues[-1].id, IssueChange(title="Chair"), by=mary)
            edit_issue(work, issues[0].id, IssueChange(title="Table"), by=mary)
            add_comment(work, issues[3].id, "Not the chair", by=mary)
            new_issue(work, project, by=mary, title="Sofa")
            upkeep.catch_up(work.db)

    found = {word: _having(work, acme.id, word) for word in ("lamp", "chair", "tabl", "sofa", "an-old-term")}
    assert upkeep.words_made(work.db) == 1
    assert not found["an-old-term"]
    if is_interrupted:
        assert found["lamp"] == {issue.id for issue in issues[1:-1]}
        assert found["chair"] == {issues[-1].id, issues[3].id}
        assert found["tabl"] == {issues[0].id}
        assert found["sofa"]
    else:
        assert found["lamp"] == {issue.id for issue in issues}


def test_no_word_is_made_anew_while_notes_wait(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    acme = new_workspace(work)
    mary, project = new_member(work, acme, "mary", Role.OWNER), new_project(work, acme)
    lamp, _, _ = (new_issue(work, project, by=mary, title="Lamp") for _ in range(3))
    upkeep.catch_up(work.db)
    work.db.run(OLDER)
    monkeypatch.setattr(upkeep, "MADE_AT_ONCE", 1)
    upkeep.make_words(work.db)
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)

    for _ in range(4):
        new_issue(work, project, by=mary, title="Sofa")
    edit_issue(work, lamp.id, IssueChange(title="Chair"), by=mary)
    assert upkeep.go_on(work.db) == (True, True)
    edit_issue(work, lamp.id, IssueChange(title="Table"), by=mary)
    while upkeep.go_on(work.db) != (False, False):
        pass

    found = {word: _having(work, acme.id, word) for word in ("lamp", "chair", "tabl")}
    assert upkeep.words_made(work.db) == 1
    assert (found["chair"], found["tabl"]) == (set(), {lamp.id})
    assert lamp.id not in found["lamp"]


def test_no_more_than_so_much_waits(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    acme = new_workspace(work)
    mary, project = new_member(work, acme, "mary", Role.OWNER), new_project(work, acme)
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    monkeypatch.setattr(upkeep, "MOST_WAITING", 5)
    for _ in range(20):
        new_issue(work, project, by=mary)
    assert upkeep.is_due(work.db)

    upkeep.go_on(work.db)

    assert upkeep.is_much(work.db)
    assert not upkeep.is_due(work.db)


def test_a_slice_of_more_notes_than_are_kept_leaves_no_word_behind(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "KEPT", 2)
    acme = new_workspace(work)
    mary, project = new_member(work, acme, "mary", Role.OWNER), new_project(work, acme)
    lamp, *others = (new_issue(work, project, by=mary, title=f"Lamp {number}") for number in NUMBERS)
    upkeep.catch_up(work.db)

    edit_issue(work, lamp.id, IssueChange(title="Green chair"), by=mary)
    for one in others:
        edit_issue(work, one.id, IssueChange(title="Table"), by=mary)
    edit_issue(work, lamp.id, IssueChange(title="Sofa"), by=mary)
    upkeep.learn(work.db, most=len(NUMBERS))
    edit_issue(work, lamp.id, IssueChange(title="Green table"), by=mary)
    upkeep.catch_up(work.db)

    assert _having(work, acme.id, "green") == {lamp.id}
    assert _having(work, acme.id, "tabl") == {one.id for one in (lamp, *others)}
    assert not any(_having(work, acme.id, word) for word in ("lamp", "chair", "sofa"))


def test_only_terms_that_somebody_has_are_meant(work: Work) -> None:
    acme = new_workspace(work)
    mary, project = new_member(work, acme, "mary", Role.OWNER), new_project(work, acme)
    new_issue(work, project, by=mary, title="Galleries and customers")
    waiting = Index(work.db, acme.id).similar("gallrey")
    upkeep.catch_up(work.db)

    assert waiting == Index(work.db, acme.id).similar("gallrey") == ["galleri"]
    assert words.existing(work.db, acme.id, ["custom", "chair"]) == {"custom"}


def test_titles_are_found_as_they_are_written_and_descriptions_without_tags(work: Work) -> None:
    acme = new_workspace(work)
    mary, project = new_member(work, acme, "mary", Role.OWNER), new_project(work, acme)
    filed = new_issue(work, project, by=mary, title="<table> in mails", description="<table> of lamps")
    edited = new_issue(work, project, by=mary, title="Chairs")
    upkeep.catch_up(work.db)
    edit_issue(work, edited.id, IssueChange(title="<table> in mails", description="<sofa> <video> of lamps"), by=mary)
    upkeep.catch_up(work.db)

    found = {word: _having(work, acme.id, word) for word in ("tabl", "sofa", "video", "lamp", "chair")}

    both = {filed.id, edited.id}
    assert found == {"tabl": both, "sofa": {edited.id}, "video": set(), "lamp": both, "chair": set()}


def _having(work: Work, workspace: WorkspaceId, term: str) -> set[int]:
    return set(id_sets.ascending(words.members(work.db, workspace, term, in_title=False)))
