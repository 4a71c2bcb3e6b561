"""Settings of a workspace and of its projects: each page changes what it says, for those who may."""

import re
from typing import Any

import pytest

from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import Installation, draft_of
from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor, text_of
from tests.web.test_own_settings import problem_of
from unknot.domain.access import Actor, Role
from unknot.domain.issue import Issue, IssueDraft
from unknot.operations.issues import create_issue, delete_issue
from unknot.operations.people import create_user, set_member
from unknot.web.offering import OFFERED

ACME = "/acme/-/settings"
DEMO = "/acme/demo/settings"
SECTIONS = ("members", "teams", "projects", "levels", "channels", "trash")
OF_PROJECT = ("general", "labels", "templates", "members")


def done(reply: Reply) -> str:
    """What the page is going to say that was done."""
    assert reply.status == 303, (reply.status, reply.body[-2000:])
    return (reply.header("location") or "").partition("?done=")[2]


def addresses(visitor: Visitor, page: str, pattern: str = "[0-9a-f-]{36}") -> list[str]:
    """The things below a page that lead to pages of their own."""
    return re.findall(rf'href="({page}/{pattern})"', visitor.get(page).body.decode())


def actor(installation: Installation) -> Actor:
    """Ann, as operations know her."""
    founded = installation.founded
    return Actor(id=founded.owner.id, workspace=founded.workspace.id)


def filed(installation: Installation, title: str, **values: Any) -> Issue:
    draft = IssueDraft(title=title, description="As seen", **values)
    issue: Issue = installation.operate(create_issue, installation.founded.project.id, draft, by=actor(installation))
    return issue


@pytest.mark.parametrize("page", [*(f"{ACME}/{one}" for one in SECTIONS), *(f"{DEMO}/{one}" for one in OF_PROJECT)])
def test_every_member_reads_settings_and_only_those_who_may_see_forms(ann: Visitor, hire: Hire, page: str) -> None:
    guest = hire(f"guest-{page.rpartition('/')[2]}-{page.count('demo')}", Role.GUEST)

    body = guest.get(page).body.decode().partition('<div class="body">')[2]

    assert body
    assert "<form" not in body.replace('<form class="form" role="search">', "")
    assert ann.get(page).status == 200


def test_whoever_has_no_role_sees_none_of_it(client: Client, hire: Hire, installation: Installation) -> None:
    hire("mallory")
    installation.operate(set_member, installation.founded.workspace.id, "mallory", Role.NONE)
    mallory = Visitor(client).sign_in("mallory")

    assert {mallory.get(f"{ACME}/{one}").status for one in SECTIONS} <= {403, 404}
    assert {mallory.get(f"{DEMO}/{one}").status for one in OF_PROJECT} <= {403, 404}


# --- people


def test_an_owner_makes_an_account_that_can_sign_in(ann: Visitor, client: Client) -> None:
    new = {"username": "bea", "email": "bea@example.org", "password": "long enough", "role": "admin"}

    assert done(ann.post(f"{ACME}/members/new", new)) == "made"

    assert "Bea" not in text_of(ann.get(f"{ACME}/members"))
    assert "@bea bea@example.org Admin" in text_of(ann.get(f"{ACME}/members"))
    assert Visitor(client).sign_in("bea", "long enough").get(f"{ACME}/members").status == 200


def test_an_account_that_cannot_be_is_refused_where_it_is_wrong(ann: Visitor) -> None:
    reply = ann.post(f"{ACME}/members/new", {"username": "a b", "email": "x@y", "password": "long enough"})

    assert reply.status == 422
    assert problem_of(reply.body, "username").startswith("This must be 1 to 64 characters")
    assert b"long enough" not in reply.body


def test_admins_make_no_accounts(hire: Hire) -> None:
    new = {"username": "eve", "email": "eve@example.org", "password": "long enough"}

    assert hire("carl", Role.ADMIN).post(f"{ACME}/members/new", new).status == 403


def test_somebody_known_is_added_given_another_role_and_removed(ann: Visitor, installation: Installation) -> None:
    installation.operate(create_user, draft_of("dora"), password_hash=None)

    assert done(ann.post(f"{ACME}/members", {"username": "dora@example.org", "role": "guest"})) == "added"
    assert "Dora Lee @dora dora@example.org Guest" in text_of(ann.get(f"{ACME}/members"))
    assert done(ann.post(f"{ACME}/members/dora", {"role": "member"})) == "saved"
    assert "No open issue is assigned to them." in text_of(ann.get(f"{ACME}/members/dora"))
    assert done(ann.post(f"{ACME}/members/dora", {"role": "none"})) == "removed"
    assert "@dora" not in text_of(ann.get(f"{ACME}/members"))


def test_nobody_unknown_is_added(ann: Visitor) -> None:
    reply = ann.post(f"{ACME}/members", {"username": "ghost", "role": "guest"})

    assert problem_of(reply.body, "username").startswith("This must be the name or e-mail of somebody with an account")


def test_the_only_owner_stays_one(ann: Visitor) -> None:
    reply = ann.post(f"{ACME}/members/ann", {"role": "guest"})

    assert reply.status == 422
    assert b"Make somebody else an owner first" in reply.body


def test_a_member_is_found_by_a_part_of_a_name(ann: Visitor, hire: Hire) -> None:
    hire("zacharias")

    found = text_of(ann.get(f"{ACME}/members?q=ZACHA"))

    assert "1 person" in found
    assert "@zacharias" in found


def test_an_owner_gives_a_new_password_to_who_forgot_it(ann: Visitor, hire: Hire, client: Client) -> None:
    signed_in = hire("fred")

    assert done(ann.post(f"{ACME}/members/fred/password", {"password": "another one"})) == "reset"

    assert signed_in.get("/acme").status == 303
    Visitor(client).sign_in("fred", "another one")


def test_a_bot_gets_its_tokens_from_an_owner(ann: Visitor, client: Client) -> None:
    made = ann.post(f"{ACME}/members/new", {"username": "watchdog", "is_bot": "true", "role": "member"})
    assert made.header("location") == f"{ACME}/members/watchdog?done=made"

    token = ann.post(f"{ACME}/members/watchdog/tokens", {"name": "alerts", "scope": "write"})
    secret = re.findall(r"unk_[0-9A-Za-z]{36}", token.body.decode())[0]

    assert client.with_token(secret).get("/user/me").json["username"] == "watchdog"
    revoke = re.findall(rf"{ACME}/members/watchdog/tokens/[0-9a-f-]{{36}}/revoke", token.body.decode())[0]
    assert done(ann.post(revoke)) == "revoked"
    assert client.with_token(secret).get("/user/me").status == 403


def test_a_person_makes_their_own_tokens(ann: Visitor, hire: Hire) -> None:
    hire("greta")

    assert ann.post(f"{ACME}/members/greta/tokens", {"name": "spy"}).status == 403


def test_a_team_is_made_changed_and_deleted(ann: Visitor, hire: Hire) -> None:
    hire("hugo")

    assert done(ann.post(f"{ACME}/teams", [("name", "Search"), ("members", "ann"), ("members", "@hugo")])) == "made"
    [team] = addresses(ann, f"{ACME}/teams")
    assert "2 people" in text_of(ann.get(f"{ACME}/teams"))
    assert ann.get(team).body.count(b" checked") == 2
    assert done(ann.post(team, {"name": "Find"})) == "saved"
    assert done(ann.post(f"{team}/delete")) == "deleted"
    assert "No teams yet" in text_of(ann.get(f"{ACME}/teams"))


@pytest.mark.parametrize("name", ["nobody", "outsider"])
def test_a_team_has_only_members_and_tells_nothing_of_others(
    ann: Visitor, installation: Installation, name: str
) -> None:
    if name == "outsider":
        installation.operate(create_user, draft_of(name), password_hash=None)

    reply = ann.post(f"{ACME}/teams", [("name", "Search"), ("members", name)])

    assert reply.status == 422
    assert "This must name members of the workspace, and names somebody else." in reply.body.decode()


def test_a_form_for_a_team_offers_a_few_people_and_those_in_it(ann: Visitor, installation: Installation) -> None:
    for number in range(OFFERED + 2):
        installation.hire(f"extra{number}")
    last = f"extra{OFFERED + 1}"

    page = ann.get(f"{ACME}/teams").body.decode()
    assert page.count('type="checkbox" name="members"') == OFFERED + 1  # and a template for whoever is found by name
    assert "Somebody else, by name" in page
    assert last not in page

    assert done(ann.post(f"{ACME}/teams", [("name", "Late"), ("members", last)])) == "made"
    [team] = addresses(ann, f"{ACME}/teams")
    assert f'value="{last}" checked' in ann.get(team).body.decode()
    assert done(ann.post(f"{team}/delete")) == "deleted"


# --- levels and channels


def test_a_level_is_made_changed_and_deleted(ann: Visitor) -> None:
    assert done(ann.post(f"{ACME}/levels", {"name": "Launch", "color": "#b8459a"})) == "made"
    [level] = addresses(ann, f"{ACME}/levels")
    again = ann.post(f"{ACME}/levels", {"name": "LAUNCH", "color": "#b8459a"})
    assert problem_of(again.body, "name") == 'This must be new in acme, which already has the level "Launch".'.replace(
        '"', "&#34;"
    )
    assert done(ann.post(level, {"name": "Release", "color": "#000000"})) == "saved"
    assert "Release" in text_of(ann.get(level))
    assert done(ann.post(f"{level}/delete")) == "deleted"


def test_the_system_levels_are_not_switched_off_while_nothing_takes_their_place(ann: Visitor) -> None:
    refused = ann.post(f"{ACME}/levels/system", {"disabled": "true"})
    assert refused.status == 422
    assert b"Make one first" in refused.body

    ann.post(f"{ACME}/levels", {"name": "Own", "color": "#b8459a"})
    assert done(ann.post(f"{ACME}/levels/system", {"disabled": "true"})) == "saved"

    assert "P0 to P3 are off" in text_of(ann.get(f"{ACME}/levels"))
    ann.post(f"{ACME}/levels/system", {"disabled": "false"})
    ann.post(f"{addresses(ann, f'{ACME}/levels')[0]}/delete")


def test_a_channel_escalates_or_not_as_its_form_says(ann: Visitor) -> None:
    assert done(ann.post(f"{ACME}/channels", {"name": "checkout", "escalate_after": "15"})) == "made"
    assert "15 minutes" in text_of(ann.get(f"{ACME}/channels"))
    channel = addresses(ann, f"{ACME}/channels")[-1]

    assert done(ann.post(channel, {"name": "checkout", "escalate_after": ""})) == "saved"

    assert "15 minutes" not in text_of(ann.get(f"{ACME}/channels"))
    assert ann.post(channel, {"name": "checkout", "escalate_after": "soon"}).status == 422
    assert done(ann.post(f"{channel}/delete")) == "deleted"


def test_whoever_made_a_channel_changes_it_and_other_members_do_not(hire: Hire) -> None:
    ida, jon = hire("ida"), hire("jon")
    ida.post(f"{ACME}/channels", {"name": "idas"})
    [channel] = addresses(ida, f"{ACME}/channels")

    assert (ida.get(channel).status, jon.get(channel).status) == (200, 403)
    assert addresses(jon, f"{ACME}/channels") == []
    assert jon.post(channel, {"name": "jons"}).status == 403


def test_the_default_channel_keeps_its_name_and_stays(ann: Visitor) -> None:
    default = addresses(ann, f"{ACME}/channels")[0]

    assert done(ann.post(default, {"name": "mine", "description": "Everything"})) == "saved"
    assert "Everything" in text_of(ann.get(f"{ACME}/channels"))
    assert ann.post(f"{default}/delete").status == 403


# --- projects and what is in one


def test_a_project_is_made_of_its_name_alone(ann: Visitor) -> None:
    assert done(ann.post(f"{ACME}/projects", {"title": "Данные и отчёты"})) == "made"

    assert "Данные и отчёты" in text_of(ann.get("/acme/dannye-i-otchyoty/settings/general"))


def test_a_project_gets_another_word_and_its_settings_move_along(ann: Visitor) -> None:
    ann.post(f"{ACME}/projects", {"title": "Shop", "alias": "shop", "key": "shop"})

    reply = ann.post(
        "/acme/shop/settings/general", {"title": "Store", "alias": "store", "key": "sto", "is_private": "false"}
    )

    assert reply.header("location") == "/acme/store/settings/general?done=saved"
    assert b'value="STO"' in ann.get("/acme/store/settings/general").body
    taken = ann.post("/acme/store/settings/general", {"title": "Store", "alias": "demo", "key": "STO"})
    assert problem_of(taken.body, "alias").startswith("This must be new in acme")


def test_a_project_goes_to_the_trash_and_comes_back(ann: Visitor) -> None:
    ann.post(f"{ACME}/projects", {"title": "Passing"})
    assert done(ann.post("/acme/passing/settings/general/delete")) == "trashed"
    trash = ann.get(f"{ACME}/trash")
    assert "PASS Passing AL Ann Lee" in text_of(trash)
    uuid = re.findall(rb'name="deleted_project" value="([^"]+)"', trash.body)[0].decode()

    assert done(ann.post(f"{ACME}/trash/restore", {"deleted_project": uuid})) == "restored"

    assert ann.get("/acme/passing").status == 200


def test_the_default_project_is_another_before_it_is_deleted(ann: Visitor) -> None:
    refused = ann.post(f"{DEMO}/general/delete")
    assert refused.status == 422
    assert b"Make another project the default first" in refused.body

    ann.post(f"{ACME}/projects", {"title": "Next"})
    assert done(ann.post("/acme/next/settings/general/default")) == "saved"
    assert "This is the default project" in text_of(ann.get("/acme/next/settings/general"))
    ann.post(f"{DEMO}/general/default")


def test_an_issue_comes_back_from_the_trash_for_who_may_delete_it(
    ann: Visitor, installation: Installation, hire: Hire
) -> None:
    lost = filed(installation, "Lost")
    installation.operate(delete_issue, lost.id, by=actor(installation))
    karl = hire("karl")
    lying = f"DEMO-{lost.number} Lost AL Ann Lee"
    assert lying in text_of(ann.get(f"{ACME}/trash"))
    assert "Bring back" not in text_of(karl.get(f"{ACME}/trash"))
    wanted = {"project": "demo", "number": lost.number}

    assert karl.post(f"{ACME}/trash/restore", wanted).status == 403
    assert done(ann.post(f"{ACME}/trash/restore", wanted)) == "restored"

    assert lying not in text_of(ann.get(f"{ACME}/trash"))


def test_a_label_says_on_how_many_issues_it_is_before_it_goes(ann: Visitor, installation: Installation) -> None:
    assert done(ann.post(f"{DEMO}/labels", {"title": "urgent", "color": "#d73a4a"})) == "made"
    [label] = addresses(ann, f"{DEMO}/labels")
    assert "No issue has it." in text_of(ann.get(label))
    filed(installation, "Labelled", labels=(label.rpartition("/")[2],))

    assert "take it from 1 issue?" in text_of(ann.get(label))
    assert done(ann.post(label, {"title": "soon", "color": "#d73a4a"})) == "saved"
    assert done(ann.post(f"{label}/delete")) == "deleted"


def test_a_template_is_made_changed_and_deleted(ann: Visitor) -> None:
    bug = {"name": "Bug", "title": "[bug] ", "description": "## What happened\r\n\r\n## What should"}
    assert done(ann.post(f"{DEMO}/templates", bug)) == "made"
    [template] = addresses(ann, f"{DEMO}/templates")

    assert b"## What happened\n\n## What should</textarea>" in ann.get(template).body
    assert done(ann.post(template, {**bug, "name": "Bug report"})) == "saved"
    assert problem_of(ann.post(template, {**bug, "name": ""}).body, "name") == "This must not be blank."
    assert done(ann.post(f"{template}/delete")) == "deleted"
    assert ann.get(template).status == 404


def test_a_role_in_one_project_is_given_and_taken(ann: Visitor, installation: Installation) -> None:
    installation.operate(create_user, draft_of("lena"), password_hash=None)

    assert done(ann.post(f"{DEMO}/members", {"username": "@lena", "role": "member"})) == "added"
    assert "@lena Member" in text_of(ann.get(f"{DEMO}/members"))
    assert done(ann.post(f"{DEMO}/members/lena", {"role": "none"})) == "removed"
    assert "@lena" not in text_of(ann.get(f"{DEMO}/members"))


def test_the_menu_of_a_small_screen_leads_everywhere(ann: Visitor) -> None:
    links = set(re.findall(r'href="([^"]+)"', ann.get("/acme/-/menu").body.decode()))

    assert {"/acme/demo", "/acme/-/my", "/settings/profile", f"{ACME}/trash"} <= links


def test_another_site_changes_nothing(ann: Visitor) -> None:
    reply = ann.post(f"{DEMO}/general/delete", **{"sec-fetch-site": "cross-site"})

    assert reply.status == 403
    assert ann.get(DEMO + "/general").status == 200


def test_a_hostile_name_stays_text(ann: Visitor) -> None:
    ann.post(f"{DEMO}/labels", {"title": '"><script>alert(1)</script>', "color": "#d73a4a"})

    page = ann.get(f"{DEMO}/labels").body

    assert b"&gt;&lt;script&gt;alert" in page
    assert b"<script>alert" not in page
    ann.post(f"{addresses(ann, f'{DEMO}/labels')[0]}/delete")
