"""Whatever is done through which dialect, in whatever order: both show the same issues, and those of a plain model."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.dialects.together.support.doors import Gitflic, Guance, plain, wire
from tests.dialects.together.support.model import ModelComment, ModelIssue, Record
from tests.http.support.installation import Installation, found, served
from unknot.domain.access import Role
from unknot.domain.relation import RelationKind
from unknot.operations.trash import restore_issue

JSON: TypeAlias = Any
GITFLIC, GUANCE = "gitflic", "guance"
DOORS = st.sampled_from([GITFLIC, GUANCE])
PLACES = st.integers(0, 2)  # few issues, so that much happens to each
PEOPLE = st.integers(0, 1)
LETTERS = "aЯ慢🐢 '\"<&%_\\\n"
TEXTS = st.text(LETTERS, min_size=1, max_size=8).filter(str.strip)
STATUSES = st.sampled_from(["OPEN", "IN_PROGRESS", "COMPLETED", "CLOSED", "PENDING"])
SYSTEM_LEVELS = ["", "system_level_0", "system_level_3"]
RESPONSIBLE = st.lists(PEOPLE, max_size=2, unique=True)
OUTSIDERS = st.lists(st.just("oncall@example.com"), max_size=1)
KINDS = st.sampled_from(
    [
        RelationKind.RELATED,
        RelationKind.DUPLICATE_FORWARD,
        RelationKind.DEPENDENCY_REVERSE,
        RelationKind.TESTED_BY_FORWARD,
    ]
)


class Town:
    """A running application with two people who may do everything, but edit each other's comments."""

    def __init__(self, installation: Installation, gitflic: Gitflic, guance: Guance, people: list[str]) -> None:
        self.installation = installation
        self.gitflic = gitflic
        self.guance = guance
        self.people = people
        self.ann = people[0]
        self.levels = [*SYSTEM_LEVELS, self._own_level()]

    def _own_level(self) -> str:
        level = self.guance.ask(self.ann, "POST", "/issue-level/add", {"name": "blocker", "color": "#12AB9F"})
        word: str = level["uuid"]
        return word

    def restore(self, number: int) -> None:
        self.installation.operate(restore_issue, self.installation.founded.project.id, number)


class Storyteller(RuleBasedStateMachine):
    """Makes up what people do, tells it to the doors and to the model, and compares."""

    def __init__(self, town: Town) -> None:
        super().__init__()
        self.town = town
        self.gitflic, self.guance = town.gitflic, town.guance
        self.issues: list[ModelIssue] = []
        self.touched: set[int] = set()
        self.names = count(1)

    @initialize(title=TEXTS, status=STATUSES, level=st.integers(0, 3), responsible=RESPONSIBLE)
    def begin(self, title: str, status: str, level: int, responsible: list[int]) -> None:
        """One issue of each dialect, and one that has everything from the start."""
        self.create_in_gitflic(0, "a", "a", "OPEN", [])
        self.create_in_gitflic(1, title, "*a*", status, responsible)
        self.create_in_guance(1, title, "<p>a</p>", status, level, responsible, ["oncall@example.com"])

    def create_in_gitflic(self, who: int, title: str, text: str, status: str, responsible: list[int]) -> None:
        by, assignees = self.town.people[who], self.named(responsible)
        uuid, number = self.gitflic.create(by, title, text, status, assignees)
        self.add(ModelIssue(uuid, number, title, text, status, "", by, by, assignees))

    def create_in_guance(
        self, who: int, title: str, text: str, status: str, level: int, responsible: list[int], outsiders: list[str]
    ) -> None:
        by, assignees, word = self.town.people[who], self.named(responsible), self.town.levels[level]
        managers = [*(wire("acnt", one) for one in assignees), *outsiders]
        uuid = self.guance.create(by, title, text, status, word, managers)
        [number] = [
            one["localId"]
            for one in self.gitflic.ask(by, "GET", "/issue?size=1")["_embedded"]["issueModelList"]
            if one["id"] == uuid
        ]
        self.add(ModelIssue(uuid, number, title, text, status, word, by, by, assignees, outsiders))

    def add(self, issue: ModelIssue) -> None:
        issue.history.append(("issue", None, issue.title))
        self.touched.add(len(self.issues))
        self.issues.append(issue)

    @rule(place=PLACES, door=DOORS, who=PEOPLE, title=TEXTS)
    def change_the_title(self, place: int, door: str, who: int, title: str) -> None:
        self.change(place, door, who, title=title)

    @rule(place=PLACES, door=DOORS, who=PEOPLE, text=TEXTS, status=STATUSES)
    def change_description_and_status(self, place: int, door: str, who: int, text: str, status: str) -> None:
        self.change(place, door, who, description=text, status=status)

    @rule(place=PLACES, door=DOORS, who=PEOPLE, status=STATUSES)
    def change_the_status(self, place: int, door: str, who: int, status: str) -> None:
        self.change(place, door, who, status=status)

    @rule(place=PLACES, who=PEOPLE, level=st.integers(0, 3))
    def change_the_level(self, place: int, who: int, level: int) -> None:
        self.change(place, GUANCE, who, level=self.town.levels[level])

    @rule(place=PLACES, who=PEOPLE, responsible=RESPONSIBLE)
    def assign_in_gitflic(self, place: int, who: int, responsible: list[int]) -> None:
        self.change(place, GITFLIC, who, assignees=self.named(responsible))

    @rule(place=PLACES, who=PEOPLE, responsible=RESPONSIBLE, outsiders=OUTSIDERS)
    def assign_in_guance(self, place: int, who: int, responsible: list[int], outsiders: list[str]) -> None:
        issue, by, assignees = self.issues[place], self.town.people[who], self.named(responsible)
        if self.refuses_trashed(issue, by):
            return
        managers = [*outsiders, *(wire("acnt", one) for one in assignees)]
        self.guance.edit(by, issue.uuid, {"assignees": managers})
        issue.change(by, assignees=assignees)
        issue.outsiders = outsiders
        self.touched.add(place)

    def change(self, place: int, door: str, who: int, **values: JSON) -> None:
        issue, by = self.issues[place], self.town.people[who]
        if self.refuses_trashed(issue, by):
            return
        if door == GITFLIC:
            self.gitflic.edit(by, issue.number, values)
        else:
            self.guance.edit(by, issue.uuid, values)
        issue.change(by, **values)
        self.touched.add(place)

    @rule(place=PLACES, who=PEOPLE, text=TEXTS)
    def say_in_gitflic(self, place: int, who: int, text: str) -> None:
        issue, by = self.issues[place], self.town.people[who]
        if not self.refuses_trashed(issue, by):
            said = self.gitflic.ask(by, "POST", f"/issue-discussion/{issue.number}/create", {"note": text})
            self.remember(place, ModelComment(said["id"], text, by))

    @rule(place=PLACES, who=PEOPLE, text=TEXTS | st.just(""), with_file=st.sampled_from([True, True, False]))
    def say_in_guance(self, place: int, who: int, text: str, *, with_file: bool) -> None:
        issue, by = self.issues[place], self.town.people[who]
        if self.refuses_trashed(issue, by):
            return
        files = dict([self.upload(GUANCE, by)]) if with_file else {}
        body = {"issueUUID": wire("issue", issue.uuid), "content": text, "extend": {}}
        said = self.guance.ask(
            by, "POST", "/issue/reply/create", body | {"attachmentUuids": [wire("att", one) for one in files]}
        )
        self.remember(place, ModelComment(plain(said["uuid"]), text, by, files))

    def remember(self, place: int, comment: ModelComment) -> None:
        self.issues[place].comments[comment.uuid] = comment
        self.touched.add(place)

    @precondition(lambda self: self.talked_about())
    @rule(which=st.integers(0, 99), door=DOORS, who=PEOPLE, text=TEXTS)
    def edit_a_comment(self, which: int, door: str, who: int, text: str) -> None:
        """Its author may, and nobody else."""
        place, comment = self.comment(which)
        issue, by = self.issues[place], self.town.people[who]
        if door == GITFLIC:
            path = f"/issue-discussion/{issue.number}/{comment.uuid}/edit"
            reply = self.gitflic.call(by, "PUT", path, {"note": text})
        else:
            body = {"issueUUID": wire("issue", issue.uuid), "content": text, "extend": {}}
            reply = self.guance.call(by, "POST", f"/issue/reply/{wire('repim', comment.uuid)}/modify", body)
        assert reply.status == (200 if by == comment.author else 403), reply.body
        if by == comment.author:
            comment.text, comment.is_edited = text, True
        self.touched.add(place)

    @precondition(lambda self: self.talked_about())
    @rule(which=st.integers(0, 99), door=DOORS, who=PEOPLE)
    def delete_a_comment(self, which: int, door: str, who: int) -> None:
        place, comment = self.comment(which)
        issue, by = self.issues[place], self.town.people[who]
        if door == GITFLIC:
            self.gitflic.ask(by, "DELETE", f"/issue-discussion/{issue.number}/{comment.uuid}/delete")
        else:
            self.guance.ask(by, "DELETE", f"/issue/reply/{wire('repim', comment.uuid)}/delete")
        del issue.comments[comment.uuid]
        self.touched.add(place)

    @rule(place=PLACES, up=DOORS, door=DOORS, who=PEOPLE)
    def attach_a_file(self, place: int, up: str, door: str, who: int) -> None:
        """Brought through one dialect, and attached through any."""
        issue, by = self.issues[place], self.town.people[who]
        if self.refuses_trashed(issue, by):
            return
        file, name = self.upload(up, by)
        if door == GITFLIC:
            self.gitflic.attach(by, issue.number, file)
        else:
            self.guance.set_files(by, issue.uuid, [*issue.files, file])
            issue.updator = by
        issue.attach(file, name)
        self.touched.add(place)

    @precondition(lambda self: any(one.files for one in self.living()))
    @rule(which=st.integers(0, 99), door=DOORS, who=PEOPLE)
    def detach_a_file(self, which: int, door: str, who: int) -> None:
        issue = chosen([one for one in self.living() if one.files], which)
        by, file = self.town.people[who], chosen(list(issue.files), which)
        if door == GITFLIC:
            self.gitflic.detach(by, issue.number, file)
        else:
            self.guance.set_files(by, issue.uuid, [one for one in issue.files if one != file])
            issue.updator = by
        issue.detach(file)
        self.touched.add(self.issues.index(issue))

    @rule(here=PLACES, there=PLACES, who=PEOPLE, kind=KINDS)
    def relate(self, here: int, there: int, who: int, kind: RelationKind) -> None:
        issue, other, by = self.issues[here], self.issues[there], self.town.people[who]
        body = {"targetIssueUuid": other.uuid, "relationType": kind.name}
        reply = self.gitflic.call(by, "POST", f"/issue/{issue.number}/create-issue-relation", body)
        assert reply.status == self.answer_to_relate(issue, other), reply.body
        if reply.status == 200:
            issue.relate(other.uuid, kind)
            other.relate(issue.uuid, kind.inverse)
        self.touched |= {here, there}

    def answer_to_relate(self, issue: ModelIssue, other: ModelIssue) -> int:
        if issue.is_trashed or other.is_trashed:
            return 404
        if issue is other:
            return 400
        return 409 if other.uuid in issue.relations else 200

    @rule(here=PLACES, there=PLACES, who=PEOPLE)
    def unrelate(self, here: int, there: int, who: int) -> None:
        issue, other, by = self.issues[here], self.issues[there], self.town.people[who]
        is_there = other.uuid in issue.relations and not issue.is_trashed and not other.is_trashed
        path = f"/issue/{issue.number}/delete-issue-relation?targetIssueUuid={other.uuid}"
        assert self.gitflic.call(by, "DELETE", path).status == (200 if is_there else 404)
        if is_there:
            issue.unrelate(other.uuid)
            other.unrelate(issue.uuid)
        self.touched |= {here, there}

    @precondition(lambda self: not any(one.is_trashed for one in self.issues))
    @rule(place=PLACES, who=PEOPLE)
    def delete(self, place: int, who: int) -> None:
        issue = self.issues[place]
        self.gitflic.ask(self.town.people[who], "DELETE", f"/issue/{issue.number}/delete")
        issue.move(is_trashed=True)
        self.touched = set(range(len(self.issues)))

    @precondition(lambda self: any(one.is_trashed for one in self.issues))
    @rule()
    def restore(self) -> None:
        [issue] = [one for one in self.issues if one.is_trashed]
        self.town.restore(issue.number)
        issue.move(is_trashed=False)
        self.touched = set(range(len(self.issues)))

    @invariant()
    def both_show_what_the_model_has(self) -> None:
        for place in self.touched:
            if not self.refuses_trashed(self.issues[place], self.town.ann):
                self.compare(self.issues[place])
        self.touched = set()

    def compare(self, issue: ModelIssue) -> None:
        common = {name: getattr(issue, name) for name in ("uuid", "title", "description", "status", "updator")}
        assert self.gitflic.shown(self.town.ann, issue.number) == common | {
            "assignees": issue.assignees,
            "comments": [(one.uuid, one.text, one.author) for one in issue.comments.values()],
            "files": issue.every_file,
            "relations": {uuid: kind for uuid, kind in issue.relations.items() if not self.find(uuid).is_trashed},
        }
        assert self.guance.shown(self.town.ann, issue.uuid) == common | {
            "level": issue.level,
            "creator": issue.creator,
            "assignees": set(issue.assignees),
            "outsiders": issue.outsiders,
            "comments": [(one.uuid, one.text, one.author, one.files, one.is_edited) for one in issue.comments.values()],
            "files": issue.files,
            "history": [self.as_told(record) for record in issue.history],
        }

    def as_told(self, record: Record) -> Record:
        """A history does not name an issue that is in the trash."""
        field, *values = record
        if field != "relation":
            return record
        sides: list[Any] = values
        hidden = [one and ("" if self.find(one[0]).is_trashed else one[0], one[1]) for one in sides]
        return field, hidden[0], hidden[1]

    def teardown(self) -> None:
        """The lists, too: of both dialects, newest first."""
        living = [one.uuid for one in reversed(self.issues) if not one.is_trashed]
        assert self.gitflic.newest(self.town.ann, len(living)) == living
        assert self.guance.newest(self.town.ann, len(living)) == living

    def refuses_trashed(self, issue: ModelIssue, by: str) -> bool:
        """Whether an issue is in the trash; for both dialects it is gone then."""
        if issue.is_trashed:
            assert self.gitflic.call(by, "GET", f"/issue/{issue.number}").status == 404
            assert self.guance.call(by, "GET", f"/issue/{wire('issue', issue.uuid)}/get").status == 404
        return issue.is_trashed

    def upload(self, door: str, by: str) -> tuple[str, str]:
        name = f"heap {next(self.names)}.txt"
        uploader = self.gitflic if door == GITFLIC else self.guance
        return uploader.upload(by, name, name.encode()), name

    def named(self, places: list[int]) -> list[str]:
        return [self.town.people[place] for place in places]

    def find(self, uuid: str) -> ModelIssue:
        return next(one for one in self.issues if one.uuid == uuid)

    def living(self) -> list[ModelIssue]:
        return [one for one in self.issues if not one.is_trashed]

    def talked_about(self) -> list[tuple[int, ModelComment]]:
        """Every comment that is there to be seen, and the place of its issue."""
        return [
            (place, comment)
            for place, issue in enumerate(self.issues)
            if not issue.is_trashed
            for comment in issue.comments.values()
        ]

    def comment(self, which: int) -> tuple[int, ModelComment]:
        found: tuple[int, ModelComment] = chosen(self.talked_about(), which)
        return found


def chosen(among: list[Any], which: int) -> Any:
    return among[which % len(among)]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    installation = found(tmp_path / "data")
    tokens = {installation.founded.owner.uuid: installation.token}
    secret = installation.hire("max", Role.ADMIN)
    with served(installation) as client:
        max_ = client.with_token(secret).get("/user/me").json["id"]
        tokens[max_] = secret
        yield Town(installation, Gitflic(client, tokens), Guance(client, tokens), list(tokens))


@pytest.mark.slow
def test_both_dialects_show_the_same_whatever_is_done_through_which(town: Town) -> None:
    class ThisStoryteller(Storyteller):
        def __init__(self) -> None:
            super().__init__(town)

    # Without shrinking: it would take minutes, and the steps of a failure can be read as they are.
    quick = settings(max_examples=40, stateful_step_count=40, deadline=None, phases=[Phase.generate])
    run_state_machine_as_test(ThisStoryteller, settings=quick)
