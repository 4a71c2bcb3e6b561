"""What a project may be, and the short key that stands before its numbers."""

import re
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.ids import ProjectId, WorkspaceId
from unknot.domain.project import Project, ProjectChange, ProjectDraft, key_candidates
from unknot.domain.text import Limits

PROJECT = Project(
    id=ProjectId(1),
    uuid="0199d0a0-0000-7000-8000-000000000001",
    workspace=WorkspaceId(1),
    owner="acme",
    alias="web-shop",
    key="WS",
    title="Web shop",
    description="What people buy from",
    language="Python",
    is_private=True,
    created_at=datetime(2026, 3, 4, tzinfo=UTC),
)
UNCHANGED = ProjectDraft(
    alias="web-shop",
    title="Web shop",
    description="What people buy from",
    language="Python",
    is_private=True,
    key="WS",
)
ALIASES = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?", fullmatch=True)


def test_a_path_names_owner_and_project() -> None:
    assert PROJECT.path == "acme/web-shop"


def test_people_call_its_issues_by_key_and_number() -> None:
    assert PROJECT.issue_key(431) == "WS-431"


@pytest.mark.parametrize(
    ("alias", "keys"),
    [
        ("web-shop", ["WS", "WEBSHOP", "WS2", "WS3"]),
        ("payments", ["PAYM", "PAYMENTS", "PAYM2", "PAYM3"]),
        ("web", ["WEB", "WEB", "WEB2", "WEB3"]),
        ("9lives", ["LIVE", "LIVES", "LIVE2", "LIVE3"]),
        ("2024", ["P", "P", "P2", "P3"]),
        ("internationalisation-of-things", ["IOT", "INTERNATIO", "IOT2", "IOT3"]),
        ("a-b-c-d-e-f-g-h-i-j-k-l", ["ABCDEFGHIJ", "ABCDEFGHIJ", "ABCDEFGHI2", "ABCDEFGHI3"]),
    ],
)
def test_an_alias_gives_keys_best_first(alias: str, keys: list[str]) -> None:
    assert list(islice(key_candidates(alias), 4)) == keys


@given(ALIASES)
def test_every_alias_gives_as_many_sound_keys_as_one_may_need(alias: str) -> None:
    keys = list(islice(key_candidates(alias), 120))

    assert all(re.fullmatch("[A-Z][A-Z0-9]{0,9}", key) for key in keys)
    assert len(set(keys[2:])) == 118


@pytest.mark.parametrize("key", ["A", "OPS", "P2P", "ABCDEFGHIJ"])
def test_a_key_may_be_chosen(key: str) -> None:
    assert problems(key=key) == []


@pytest.mark.parametrize("key", ["", "ops", "2P", "O-S", "ABCDEFGHIJK", "ОПС", "OPS\n"])
def test_a_key_that_cannot_stand_before_a_number_is_refused(key: str) -> None:
    assert problems(key=key) == ["key"]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"alias": "my"}, ["alias"]),
        ({"alias": "web shop"}, ["alias"]),
        ({"title": " "}, ["title"]),
        ({"title": "x" * 21}, ["title"]),
        ({"description": "x" * 31}, ["description"]),
        ({"language": "x" * 21}, ["language"]),
        ({"alias": "", "title": "", "key": ""}, ["alias", "title", "key"]),
    ],
)
def test_a_problem_names_its_field(values: dict[str, str], wrong: list[str]) -> None:
    assert problems(**values) == wrong


def test_a_change_of_nothing_keeps_everything() -> None:
    assert ProjectChange().draft_of(PROJECT) == UNCHANGED


def test_an_empty_text_and_a_no_are_changes() -> None:
    changed = ProjectChange(description="", language="", is_private=False).draft_of(PROJECT)

    assert (changed.description, changed.language, changed.is_private) == ("", "", False)


def problems(**values: Any) -> list[str]:
    draft = ProjectDraft(**{"alias": "web", "title": "Web", **values})
    return [problem.field for problem in draft.problems(Limits(title=20, description=30))]
