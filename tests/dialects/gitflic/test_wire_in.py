"""What clients send, and how it becomes ours: every leniency that was decided, and nothing beyond."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from unknot.dialects.gitflic import wire_in
from unknot.domain.errors import Invalid
from unknot.domain.issue import IssueChange, IssueDraft
from unknot.domain.label import LabelChange, LabelDraft
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.domain.text import Limits
from unknot.http.json import decode

ONE = "0191d2f0-0000-7000-8000-0000000000a1"
TWO = "0191d2f0-0000-7000-8000-0000000000b2"
TEXTS: dict[str, Any] = {"title": "Slow start", "description": "Takes a minute"}
LIMITS = Limits(title=20, description=30)


def body(kind: type[Any], value: object) -> Any:
    return decode(json.dumps(value).encode(), kind, at_most_deep=64)


def draft(**fields: Any) -> IssueDraft:
    return wire_in.issue_draft(body(wire_in.IssueIn, TEXTS | fields), LIMITS)


def change(*, strict: bool = False, **fields: Any) -> IssueChange:
    return wire_in.issue_change(body(wire_in.IssueIn, fields), LIMITS, strict=strict)


def problems(wish: Callable[[], object]) -> dict[str, str]:
    """What is wrong with a wish, by the vendor's names of fields."""
    with pytest.raises(Invalid) as caught:
        wish()
    found = caught.value.problems
    assert len({problem.field for problem in found}) == len(found), "a field is named once"
    return {problem.field: problem.message for problem in found}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    "write",
    [
        lambda word: {"id": word},
        lambda word: [{"id": word}],
        lambda word: [word],
        lambda word: word,
        lambda word: {"id": word, "title": "any", "color": None},
    ],
    ids=["object", "list of an object", "list of a word", "word", "whole object"],
)
def test_a_status_may_be_written_in_several_ways(status: Status, write: Callable[[str], object]) -> None:
    sent = write(status.name)

    assert draft(status=sent).status is change(status=sent).status is status


@pytest.mark.parametrize(
    "sent", ["", "OPENED", "open", "10", [], ["OPEN", "CLOSED"], {"id": ""}, {"id": "NEW"}, [{"id": "OPEN"}, "OPEN"]]
)
def test_no_other_status_is_taken(sent: object) -> None:
    for wish in (lambda: draft(status=sent), lambda: change(status=sent)):
        found = problems(wish)
        assert found.keys() == {"status"}
        assert found["status"] == "must be one of OPEN, IN_PROGRESS, COMPLETED, CLOSED, PENDING"


@pytest.mark.parametrize(
    ("sent", "uuids"),
    [
        ([], ()),
        ([{"id": ONE}], (ONE,)),
        ([ONE], (ONE,)),
        ([{"id": TWO}, ONE], (TWO, ONE)),
        ([ONE, TWO, ONE, {"id": TWO}], (ONE, TWO)),
        ([ONE.upper(), {"id": ONE}], (ONE,)),
        ([{"id": ONE, "username": "ann", "name": None}], (ONE,)),
    ],
)
@pytest.mark.parametrize(("field", "ours"), [("assignedUsers", "assignees"), ("labels", "labels")])
def test_a_set_may_be_written_in_several_ways(field: str, ours: str, sent: object, uuids: tuple[str, ...]) -> None:
    fields: dict[str, Any] = {field: sent}

    assert getattr(draft(**fields), ours) == getattr(change(**fields), ours) == uuids


@pytest.mark.parametrize(
    "sent", [["bug"], [{"id": "bug"}], [ONE, ""], [ONE.replace("-", "")], [f" {ONE}"], [f"{ONE}\n"]]
)
@pytest.mark.parametrize("field", ["assignedUsers", "labels"])
def test_a_set_holds_uuids_and_nothing_else(field: str, sent: object) -> None:
    fields: dict[str, Any] = {field: sent}

    assert problems(lambda: draft(**fields)).keys() == {field}
    assert problems(lambda: change(**fields)).keys() == {field}


@pytest.mark.parametrize(
    ("fields", "assignees"),
    [
        ({"assigneUsers": [ONE]}, (ONE,)),
        ({"assigneUsers": [ONE], "assignedUsers": [TWO]}, (TWO,)),
        ({"assigneUsers": [ONE], "assignedUsers": []}, ()),
        ({"assigneUsers": [ONE], "assignedUsers": None}, (ONE,)),
    ],
)
def test_the_vendors_misspelling_is_taken_and_the_right_word_wins(
    fields: dict[str, Any], assignees: tuple[str, ...]
) -> None:
    assert draft(**fields).assignees == change(**fields).assignees == assignees


@pytest.mark.parametrize("missing", [{}, {"status": None, "assignedUsers": None, "labels": None, "assigneUsers": None}])
def test_a_new_issue_without_more_is_open_and_bare(missing: dict[str, Any]) -> None:
    assert draft(**missing) == IssueDraft(**TEXTS, status=Status.OPEN, labels=(), assignees=())


@pytest.mark.parametrize("missing", [{}, dict.fromkeys(("title", "description", "status", "assignedUsers", "labels"))])
def test_an_edit_leaves_alone_what_it_does_not_name(missing: dict[str, Any]) -> None:
    assert change(**missing) == IssueChange()


def test_unknown_keys_are_passed_over() -> None:
    assert draft(localId=7, path="/x", projectAlias="demo", priority={"id": 1}) == draft()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": None}, {"title"}),
        ({"description": None}, {"description"}),
        ({"title": None, "description": None}, {"title", "description"}),
        ({"title": " \n"}, {"title"}),
        ({"description": ""}, {"description"}),
        ({"title": "x" * 21}, {"title"}),
        ({"title": "x\0"}, {"title"}),
        ({"title": "", "description": "x" * 31, "status": "NEW"}, {"title", "description", "status"}),
        ({"title": None, "labels": ["bug"], "status": "NEW"}, {"title", "labels", "status"}),
    ],
)
def test_everything_wrong_with_a_new_issue_is_told_at_once(fields: dict[str, Any], wrong: set[str]) -> None:
    assert problems(lambda: draft(**fields)).keys() == wrong


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": ""}, {"title"}),
        ({"description": " "}, {"description"}),
        ({"title": "x" * 21, "description": "x" * 31}, {"title", "description"}),
    ],
)
def test_what_an_edit_gives_must_be_sound(fields: dict[str, Any], wrong: set[str]) -> None:
    assert problems(lambda: change(**fields)).keys() == wrong


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"title", "description"}),
        ({"title": "Slow start"}, {"description"}),
        ({"description": "Takes a minute", "title": None}, {"title"}),
        ({"status": "CLOSED"}, {"title", "description"}),
    ],
)
def test_a_strict_edit_names_title_and_description(fields: dict[str, Any], wrong: set[str]) -> None:
    assert problems(lambda: change(strict=True, **fields)) == dict.fromkeys(wrong, "must be given")


def test_a_whole_strict_edit_is_taken() -> None:
    assert change(strict=True, **TEXTS, status="CLOSED") == IssueChange(**TEXTS, status=Status.CLOSED)


@pytest.mark.parametrize("kind", RelationKind)
@pytest.mark.parametrize("field", ["relationType", "issueRelationType"])
def test_each_kind_of_relation_goes_by_the_vendors_word(kind: RelationKind, field: str) -> None:
    wish = wire_in.relation_wish(body(wire_in.RelationIn, {"targetIssueUuid": ONE.upper(), field: kind.name}))

    assert (wish.other, wish.kind) == (ONE, kind)


def test_of_two_names_for_the_kind_the_documented_one_wins() -> None:
    sent = {"targetIssueUuid": ONE, "relationType": "RELATED", "issueRelationType": "DUPLICATE_FORWARD"}

    assert wire_in.relation_wish(body(wire_in.RelationIn, sent)).kind is RelationKind.RELATED


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"targetIssueUuid", "relationType"}),
        ({"targetIssueUuid": ONE}, {"relationType"}),
        ({"relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": "7", "relationType": "RELATED"}, {"targetIssueUuid"}),
        ({"targetIssueUuid": ONE, "relationType": "related"}, {"relationType"}),
        ({"targetIssueUuid": ONE, "relationType": ""}, {"relationType"}),
        ({"targetIssueUuid": ONE, "relationType": "", "issueRelationType": "RELATED"}, {"relationType"}),
    ],
)
def test_a_relation_needs_a_target_and_a_kind(sent: dict[str, Any], wrong: set[str]) -> None:
    assert problems(lambda: wire_in.relation_wish(body(wire_in.RelationIn, sent))).keys() == wrong


@pytest.mark.parametrize(
    ("sent", "is_private"),
    [
        ({}, True),
        ({"isPrivate": True}, True),
        ({"isPrivate": False}, False),
        ({"private": False}, False),
        ({"private": True}, True),
        ({"isPrivate": True, "private": False}, True),
        ({"isPrivate": False, "private": True}, False),
        ({"isPrivate": None, "private": False}, False),
    ],
)
def test_a_project_is_private_unless_somebody_says_otherwise(sent: dict[str, Any], *, is_private: bool) -> None:
    made = wire_in.project_draft(body(wire_in.ProjectIn, {"title": "Demo"} | sent))

    assert made.is_private is is_private


@pytest.mark.parametrize(
    ("sent", "alias"),
    [
        ({"title": "Web Shop"}, "web-shop"),
        ({"title": "Витрина 1"}, "vitrina-1"),
        ({"title": "Web Shop", "alias": "Shop"}, "Shop"),
        ({"title": "Web Shop", "alias": ""}, ""),
        ({"title": "Web Shop", "alias": None}, "web-shop"),
    ],
)
def test_a_project_without_an_alias_gets_one_from_its_title(sent: dict[str, Any], alias: str) -> None:
    assert wire_in.project_draft(body(wire_in.ProjectIn, sent)).alias == alias


@pytest.mark.parametrize("kind", ["USER", "TEAM", "COMPANY", None])
def test_any_kind_of_owner_may_be_named(kind: str | None) -> None:
    sent = {"title": "Demo", "ownerAlias": "acme", "ownerAliasType": kind, "description": None, "language": None}

    made = wire_in.project_draft(body(wire_in.ProjectIn, sent))

    assert (made.title, made.description, made.language) == ("Demo", "", "")


@pytest.mark.parametrize(
    ("read", "kind", "field"),
    [
        (wire_in.project_draft, wire_in.ProjectIn, "title"),
        (wire_in.note, wire_in.NoteIn, "note"),
        (wire_in.label_draft, wire_in.LabelIn, "title"),
    ],
)
@pytest.mark.parametrize("given", [{}, {"title": None, "note": None}])
def test_what_cannot_do_without_a_text_asks_for_it(
    read: Callable[[Any], object], kind: type[Any], field: str, given: dict[str, Any]
) -> None:
    assert problems(lambda: read(body(kind, given))) == {field: "must be given"}


def test_a_note_is_taken_as_it_is() -> None:
    assert wire_in.note(body(wire_in.NoteIn, {"note": " Seen\n again ", "localId": 7})) == " Seen\n again "


def test_a_label_needs_a_colour() -> None:
    sent = {"title": "bug"}

    assert problems(lambda: wire_in.label_draft(body(wire_in.LabelIn, sent))) == {"hexColor": "must be given"}


def test_a_label_is_taken_with_what_is_said_of_it() -> None:
    sent = {"title": "bug", "hexColor": "#d73a4a", "description": None, "isTextLight": False}

    assert wire_in.label_draft(body(wire_in.LabelIn, sent)) == LabelDraft(
        title="bug", color="#d73a4a", description="", is_text_light=False
    )
    assert wire_in.label_change(body(wire_in.LabelIn, sent)) == LabelChange(
        title="bug", color="#d73a4a", is_text_light=False
    )


def test_an_edit_of_a_label_leaves_alone_what_it_does_not_name() -> None:
    assert wire_in.label_change(body(wire_in.LabelIn, {})) == LabelChange()


@pytest.mark.parametrize("given", [ONE, ONE.upper()])
def test_a_uuid_in_the_query_may_be_in_any_case(given: str) -> None:
    assert wire_in.required_uuid("uploadFileUuid", given) == ONE


@pytest.mark.parametrize("given", [None, "", "7", "null", ONE[:-1], f"{{{ONE}}}"])
def test_a_uuid_in_the_query_must_be_one(given: str | None) -> None:
    assert problems(lambda: wire_in.required_uuid("uploadFileUuid", given)).keys() == {"uploadFileUuid"}
