"""Projects, as far as clients make, find and delete them (section 10.2)."""

import pytest

from .support.answers import denied, done, fields, ok, refused
from .support.caller import Caller
from .support.commands import JSON
from .support.forms import form
from .support.instance import Instance, founder
from .support.people import People
from .support.project import Project, embedded

KEYS = [
    "id", "title", "description", "alias", "defaultBranch", "workBranch", "siteUrl", "owner", "language",
    "forEducation", "forkedFromId", "mirrorUrl", "mirrorType", "allowedMemory", "forkUrl", "httpTransportUrl",
    "sshTransportUrl", "topics", "mirror", "private",
]  # fmt: skip
MISSING = "00000000-0000-4000-8000-000000000000"
BODY = {"title": "Web-shop", "ownerAlias": "acme", "ownerAliasType": "COMPANY", "isPrivate": True}


def test_a_project_shows_every_documented_field(ann: Caller) -> None:
    project = Project.made_by(ann, title="Web-shop", description="What customers see", language="Python").about

    assert [key for key in project if key != "ownerAlias"] == KEYS
    assert form(project["id"]) == "UUID"
    assert project["title"] == "Web-shop"
    assert project["description"] == "What customers see"
    assert project["language"] == "Python"
    assert project["owner"] == {"alias": "acme", "type": "COMPANY"}
    assert project["ownerAlias"] == "acme"
    assert project["topics"] == []
    assert project["private"] is True
    assert project["mirror"] is project["forEducation"] is False


def test_a_project_is_read_as_it_was_made(project: Project, public_project: Project) -> None:
    assert ok(project.get()) == project.about
    assert ok(public_project.get())["private"] is False


@pytest.mark.parametrize("field", ["isPrivate", "private"])
@pytest.mark.parametrize("private", [True, False])
def test_privacy_goes_by_two_names(ann: Caller, field: str, private: bool) -> None:  # noqa: FBT001 - both values of the field
    body = {"title": f"by-{field}", "alias": f"by-{field}-{private}", "ownerAlias": "acme", field: private}

    assert ok(ann.post("/project", json=body))["private"] is private


def test_of_two_names_for_privacy_an_explicit_no_is_heard_either_way(ann: Caller) -> None:
    body = BODY | {"alias": "twice-public", "isPrivate": False, "private": False}

    assert ok(ann.post("/project", json=body))["private"] is False


@pytest.mark.parametrize("title", ["Web_Shop-of-Tomorrow", "Магазин"])
def test_without_an_alias_one_is_made_of_the_title(ann: Caller, title: str) -> None:
    made = ok(ann.post("/project", json=BODY | {"title": title}))

    assert made["alias"]
    assert ok(ann.get(f"/project/acme/{made['alias']}")) == made


def test_without_an_owner_the_project_is_the_callers(ann: Caller) -> None:
    made = ok(ann.post("/project", json={"title": "Mine", "alias": "mine-alone"}))

    assert made["owner"]["alias"] == made["ownerAlias"]
    assert ok(ann.get(f"/project/{made['ownerAlias']}/mine-alone")) == made


def test_a_taken_alias_is_refused_whatever_its_case(ann: Caller, project: Project) -> None:
    body = BODY | {"alias": project.alias.upper()}

    assert fields(refused(ann.post("/project", json=body), 422)) == {"alias"}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"title": None}, "title"),
        ({"title": ""}, "title"),
        ({"title": "  "}, "title"),
        ({"title": 7}, "title"),
        ({"alias": "has space"}, "alias"),
        ({"alias": "../up"}, "alias"),
        ({"alias": "a/b"}, "alias"),
        ({"alias": 7}, "alias"),
        ({"isPrivate": "yes"}, "isPrivate"),
    ],
)
def test_a_project_needs_sound_values(ann: Caller, change: JSON, wrong: str) -> None:
    body = BODY | {"alias": "never-made"} | change

    assert fields(refused(ann.post("/project", json=body), 422)) == {wrong}
    refused(ann.get("/project/acme/never-made"), 404)


def test_a_project_is_made_only_where_the_caller_may(ann: Caller, people: People) -> None:
    assert people.outsider.user["username"] == "olga"

    denied(people.guest.post("/project", json=BODY | {"alias": "by-a-guest"}))
    denied(ann.post("/project", json=BODY | {"alias": "abroad", "ownerAlias": "globex"}))
    refused(ann.post("/project", json=BODY | {"alias": "nowhere", "ownerAlias": "no-such-owner"}), 404)


@pytest.mark.parametrize("alias", ["my", "shared", "-"])
def test_words_of_the_api_are_no_owners(instance: Instance, ann: Caller, alias: str) -> None:
    assert instance.refusal("workspace", "create", *founder(alias, f"owner-of-{alias}"))

    refused(ann.get(f"/project/{alias}/demo"), 404)


@pytest.mark.parametrize("path", ["/project/acme/no-such-project", "/project/no-such-owner/demo"])
def test_a_missing_project_is_not_found(ann: Caller, path: str) -> None:
    refused(ann.get(path), 404)
    refused(ann.get(f"{path}/issue"), 404)


def test_a_private_project_exists_but_is_closed_to_others(people: People, project: Project) -> None:
    denied(project.seen_by(people.outsider).get())
    denied(project.seen_by(people.outsider).get("/issue/1"))


def found(caller: Caller, query: str, path: str = "/project") -> list[str]:
    """The titles of the projects that a search finds."""
    answer = caller.get(path, params={"q": query, "size": 100})
    return [project["title"] for project in embedded(answer, "projectList")]


def test_public_projects_are_found_by_a_part_of_the_title(people: People, ann: Caller) -> None:
    for title in "Snow_flake", "SnowXflake", "Снежинка":
        Project.made_by(ann, title=title, isPrivate=False)
    Project.made_by(ann, title="Snow_private")

    assert found(people.outsider, "snow_") == ["Snow_flake"]
    assert sorted(found(people.outsider, "NOW")) == ["SnowXflake", "Snow_flake"]
    assert found(people.outsider, "СНЕЖ") == ["Снежинка"]
    assert found(people.outsider, "%") == []
    assert {"Snow_flake", "SnowXflake", "Снежинка"} <= set(found(people.outsider, ""))


def test_callers_find_their_own_projects_private_or_not(people: People, ann: Caller) -> None:
    Project.made_by(ann, title="Own-private")
    Project.made_by(ann, title="Own-public", isPrivate=False)

    assert sorted(found(ann, "own-p", "/project/my")) == ["Own-private", "Own-public"]
    assert found(people.outsider, "own-p", "/project/my") == []


def test_a_project_shared_with_somebody_is_listed_and_open_to_them(
    instance: Instance, people: People, project: Project
) -> None:
    visitor = project.seen_by(people.outsider)
    denied(visitor.get())

    instance.command("project", "member", f"acme/{project.alias}", "--username", "olga", "--role", "guest")

    assert ok(visitor.get()) == project.about
    assert found(people.outsider, project.alias, "/project/shared") == [project.alias]


def test_a_deleted_project_is_gone_with_its_issues(people: People, project: Project) -> None:
    project.issue()
    denied(people.outsider.delete(f"/project/{project.id}/delete"))

    project.vanish()

    refused(project.get(), 404)
    refused(project.get("/issue/1"), 404)
    refused(project.caller.delete(f"/project/{project.id}/delete"), 404)


@pytest.mark.parametrize("uuid", [MISSING, "acme"])
def test_what_is_no_project_cannot_be_deleted(ann: Caller, uuid: str) -> None:
    refused(ann.delete(f"/project/{uuid}/delete"), 404, 422)


def test_a_relation_into_a_deleted_project_is_gone(ann: Caller, project: Project) -> None:
    target = Project.made_by(ann)
    issue = project.issue()
    ok(project.relate(issue, target.issue()["id"]))

    done(ann.delete(f"/project/{target.id}/delete"))

    assert project.relations(issue) == []


def test_a_project_made_on_the_command_line_is_the_same(instance: Instance, ann: Caller) -> None:
    made = instance.command("project", "create", "acme/by-command", "--public")["project"]

    project = ok(ann.get("/project/acme/by-command"))

    assert (project["id"], project["alias"], project["private"]) == (made["uuid"], "by-command", False)
