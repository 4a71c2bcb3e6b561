"""`unknot project` and `unknot label`."""

from typing import Any

import pytest

from tests.cli.support.shell import Shell


def test_a_project_is_made_private_with_a_key(shell: Shell) -> None:
    made = shell.json("project", "create", "acme/web-shop", "--title", "Web shop")["project"]

    assert made.pop("uuid")
    assert made == {"alias": "web-shop", "key": "WS", "title": "Web shop", "private": True}


def test_a_project_may_be_public_and_choose_its_key(shell: Shell) -> None:
    said = shell.says("project", "create", "acme/ops", "--public", "--key", "OPS", "--description", "Runs")

    assert said == "Made acme/ops; its issues are called OPS-1, OPS-2, …\n"
    assert listed(shell)["ops"]["private"] is False


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("acme/WEB", "alias must be new in acme, which already has the project acme/web"),
        ("nowhere/ops", "No workspace nowhere"),
        ("acme", "alias must be 1 to 64 characters"),
        ("acme/a/b", "alias must be 1 to 64 characters"),
        ("acme/ops --key ops", "key must be 1 to 10 characters out of A-Z and 0-9"),
        ("acme/ops --key WEB", 'key must be new in the workspace; "WEB" is the key of another project'),
    ],
)
def test_a_project_that_cannot_be_made_is_told_why(shell: Shell, words: str, sentence: str) -> None:
    assert shell.refuses("project", "create", *words.split()).startswith(sentence)


def test_what_is_given_is_changed_and_the_rest_stays(shell: Shell) -> None:
    before = listed(shell)["web"]

    shell.json("project", "edit", "acme/web", "--alias", "shop", "--public")

    assert listed(shell)["shop"] == before | {"alias": "shop", "private": False}


def test_a_deleted_project_tells_how_it_comes_back(shell: Shell) -> None:
    uuid = listed(shell)["spare"]["uuid"]

    said = shell.says("project", "delete", "acme/spare")

    assert said == f"acme/spare is in the trash. Bring it back with: unknot trash restore --project {uuid}\n"
    assert "spare" not in listed(shell)


def test_the_default_project_is_deleted_after_another_took_its_place(shell: Shell) -> None:
    assert shell.refuses("project", "delete", "acme/web").startswith("acme/web is the default project of acme")

    shell.json("project", "default", "acme/spare")

    shell.json("project", "delete", "acme/web")


def test_a_role_in_a_project_is_given_and_taken_away(shell: Shell) -> None:
    bob = ["project", "member", "acme/web", "--username", "bob", "--role"]

    assert shell.says(*bob, "admin") == "bob now has the role admin in acme/web.\n"
    assert shell.json("project", "members", "acme/web")["members"] == [{"username": "bob", "role": "admin"}]

    shell.says(*bob, "none")
    assert shell.says("project", "members", "acme/web") == "No members.\n"


@pytest.mark.parametrize("command", ["edit", "delete", "members", "default"])
def test_a_project_that_is_not_there_is_told(shell: Shell, command: str) -> None:
    assert shell.refuses("project", command, "acme/nowhere") == (
        "No project acme/nowhere; projects are named OWNER/ALIAS"
    )


# --- labels


def test_a_label_is_made_and_listed(shell: Shell) -> None:
    made = shell.json(*label("create"), "--title", "Ошибка", "--color", "#28a745", "--description", "x")["label"]

    assert made == {"title": "Ошибка", "color": "28A745", "description": "x", "uuid": made["uuid"]}
    assert titles(shell) == ["bug", "Ошибка"]


def test_a_label_is_unique_whatever_the_case(shell: Shell) -> None:
    sentence = 'title must be new in acme/web, which already has the label "bug"'

    assert shell.refuses(*label("create"), "--title", "BUG", "--color", "28A745") == sentence


def test_a_label_is_edited_by_its_title_whatever_the_case(shell: Shell) -> None:
    edited = shell.json(*label("edit"), "BUG", "--title", "fault", "--color", "000000")["label"]

    assert (edited["title"], edited["color"]) == ("fault", "000000")
    assert titles(shell) == ["fault"]


def test_a_label_is_deleted_by_its_title(shell: Shell) -> None:
    assert shell.says(*label("delete"), "bug") == 'Deleted the label "bug".\n'
    assert shell.says(*label("list")) == "No labels.\n"
    assert shell.refuses(*label("delete"), "bug") == 'No label "bug" in acme/web'


def test_a_colour_that_is_none_is_told(shell: Shell) -> None:
    sentence = 'color must be six hex digits, as in "F58A07"'

    assert shell.refuses(*label("create"), "--title", "wish", "--color", "red") == sentence


def label(command: str) -> list[str]:
    return ["label", command, "acme/web"]


def titles(shell: Shell) -> list[str]:
    return [one["title"] for one in shell.json(*label("list"))["labels"]]


def listed(shell: Shell) -> dict[str, dict[str, Any]]:
    return {one["alias"]: one for one in shell.json("project", "list", "--workspace", "acme")["projects"]}
