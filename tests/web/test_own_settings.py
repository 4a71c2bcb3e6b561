"""One's own settings: who one is, how one sees things, where one is signed in, and one's tokens."""

import re
from html import unescape

import pytest

from tests.http.support.asgi import Client
from tests.http.support.installation import Installation, draft_of
from tests.web.conftest import Hire
from tests.web.support.visitor import PASSWORD, Visitor, text_of
from unknot.operations.passwords import hash_password
from unknot.operations.people import create_user, create_workspace, set_password
from unknot.web.agents import browser_of


def problem_of(body: bytes, field: str) -> str:
    """What is said beside a field that was refused."""
    found = re.search(rf'name="{field}" aria-invalid="true".*?<small[^>]*>(.*?)</small>', body.decode(), re.DOTALL)
    return found[1] if found else ""


def test_people_change_their_own_name_and_address(hire: Hire) -> None:
    mary = hire("mary")

    reply = mary.post("/settings/profile", {"name": "Мария", "surname": "Ли", "email": "m@example.org"})

    assert (reply.status, reply.header("location")) == (303, "/settings/profile?done=saved")
    assert "Saved." in text_of(mary.get("/settings/profile?done=saved"))
    assert "Мария Ли" in mary.get("/acme").body.decode()


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(ann: Visitor) -> None:
    reply = ann.post("/settings/profile", {"name": "An<na", "surname": "", "email": "nowhere"})

    assert reply.status == 422
    assert b'value="An&lt;na"' in reply.body
    assert problem_of(reply.body, "email").startswith("This must be an address such as ann@example.org")


def test_nobody_takes_the_address_of_somebody_else(ann: Visitor, hire: Hire) -> None:
    hire("olga")

    reply = ann.post("/settings/profile", {"name": "Ann", "surname": "Lee", "email": "olga@example.org"})

    assert problem_of(reply.body, "email") == "This must be yours alone, and is the address of somebody else."


def test_how_things_look_is_remembered_for_the_next_page(hire: Hire) -> None:
    nina = hire("nina")

    nina.post("/settings/look", {"theme": "dark", "density": "comfortable", "language": "zh"})

    head = nina.get("/acme").body.decode().partition("<head>")[0]
    assert 'lang="zh-Hans"' in head
    assert 'data-theme="dark"' in head
    assert 'data-density="comfortable"' in head


def test_a_script_changes_one_thing_and_hears_of_all(hire: Hire) -> None:
    otto = hire("otto")
    otto.post("/settings/look", {"density": "comfortable"})

    told = otto.script("/settings/look", {"theme": "light"}).json

    assert (told["theme"], told["density"], told["language"]) == ("light", "comfortable", None)


def test_a_key_of_ones_own_stands_wherever_keys_are_shown(hire: Hire) -> None:
    rita = hire("rita")

    reply = rita.post("/settings/keys", {"new": "Shift+C", "set-status": "", "go-my": "G Y"})

    assert (reply.status, reply.header("location")) == (303, "/settings/keys?done=saved")
    page = rita.get("/acme").body.decode()
    assert 'aria-keyshortcuts="Shift+C"' in page
    assert "<kbd>⇧C</kbd>" in page
    assert '<span data-title-of="new" data-keys="Shift+C">' in page
    assert '<span data-title-of="set-status">' in page
    assert '<span data-title-of="go-my" data-keys="g y">' in page


def test_keys_that_clash_are_refused_beside_their_fields_and_nothing_is_kept(hire: Hire) -> None:
    saul = hire("saul")

    reply = saul.post("/settings/keys", {"new": "x", "watch": "Hyper", "theme": "t"})

    assert reply.status == 422
    page = unescape(reply.body.decode())
    assert "This must be a key of its own: X is “Select” here already." in page
    assert 'This must be a key such as C, Shift+A, Ctrl+K, Space, or two such as G L, and is "Hyper".' in page
    assert re.search(r'name="theme" value="t"', page)
    assert 'data-title-of="new" data-keys="c"' in saul.get("/acme").body.decode()


def test_one_key_or_all_become_the_usual_ones_again(hire: Hire) -> None:
    tara = hire("tara")
    tara.post("/settings/keys", {"new": "i", "theme": "t", "watch": "b"})

    tara.post("/settings/keys/default", {"command": "new"})
    page = tara.get("/acme").body.decode()
    assert 'data-title-of="new" data-keys="c"' in page
    assert 'data-title-of="theme" data-keys="t"' in page

    tara.post("/settings/keys/default")
    assert 'data-title-of="theme">' in tara.get("/acme").body.decode()


def test_a_usual_key_that_is_taken_meanwhile_is_not_given_back(hire: Hire) -> None:
    udo = hire("udo")
    udo.post("/settings/keys", {"new": "i", "theme": "c"})

    reply = udo.post("/settings/keys/default", {"command": "new"})

    assert reply.status == 422
    assert "C is “Change theme: light or dark” here already" in reply.body.decode()


def test_letters_alone_are_switched_off_where_keys_are_changed(hire: Hire) -> None:
    vito = hire("vito")

    vito.post("/settings/keys", {"single_keys": "false"})

    page = vito.get("/acme").body.decode()
    assert 'data-title-of="new">' in page
    assert 'data-title-of="palette" data-keys="mod+k"' in page
    assert "<kbd>C</kbd>" not in page


def test_a_new_password_takes_the_old_one_and_ends_other_sessions(hire: Hire, client: Client) -> None:
    here, elsewhere = hire("paul"), Visitor(client).sign_in("paul")

    refused = here.post("/settings/password", {"current_password": "wrong", "password": "a new one"})
    assert problem_of(refused.body, "current_password") == "This is not your password."
    assert b"a new one" not in refused.body
    changed = here.post("/settings/password", {"current_password": PASSWORD, "password": "a new one"})

    assert changed.status == 303
    assert here.get("/acme").status == 200
    assert elsewhere.get("/acme").status == 303
    Visitor(client).sign_in("paul", "a new one")


def test_the_present_password_cannot_be_guessed_at_leisure(hire: Hire) -> None:
    rosa = hire("rosa")

    tries = [rosa.post("/settings/password", {"current_password": "no", "password": "a new one"}) for _ in range(11)]

    assert b"10 requests in a minute" in tries[-1].body


def test_a_session_is_ended_from_another_browser(hire: Hire, client: Client) -> None:
    here, lost = hire("sven"), Visitor(client).sign_in("sven")
    page = here.get("/settings/sessions").body.decode()
    ends = re.findall(r"/settings/sessions/[0-9a-f-]{36}/end", page)
    assert len(ends) == 2

    here.post("/settings/sessions/end-others")

    assert lost.get("/acme").status == 303
    assert here.get("/acme").status == 200


def test_nobody_ends_the_session_of_somebody_else(ann: Visitor, hire: Hire) -> None:
    theirs = re.findall(r"/settings/sessions/[0-9a-f-]{36}/end", ann.get("/settings/sessions").body.decode())

    assert hire("tom").post(theirs[0]).status == 404
    assert ann.get("/acme").status == 200


@pytest.mark.parametrize(
    ("agent", "browser"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 YaBrowser/26.1 Safari/537.36",
            "Yandex Browser · Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent: str, browser: str) -> None:
    assert browser_of(agent) == browser


def test_a_token_is_shown_once_and_works_until_it_is_revoked(hire: Hire, client: Client) -> None:
    ulf = hire("ulf")

    made = ulf.post("/settings/tokens", {"name": "ci", "workspace": "acme", "scope": "read"})
    secret = re.findall(r"unk_[0-9A-Za-z]{36}", made.body.decode())[0]

    assert client.with_token(secret).get("/project/acme/demo/issue").status == 200
    page = ulf.get("/settings/tokens").body.decode()
    assert secret not in page
    assert secret[-4:] in page
    ulf.post(re.findall(r"/settings/tokens/[0-9a-f-]{36}/revoke", page)[0])
    assert client.with_token(secret).get("/project/acme/demo/issue").status == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"workspace": "nowhere"}, "workspace"),
        ({"expires": "2001-01-01"}, "expires"),
        ({"expires": "soon"}, "expires"),
    ],
)
def test_a_token_that_would_be_of_no_use_is_refused_at_its_field(
    ann: Visitor, values: dict[str, str], field: str
) -> None:
    reply = ann.post("/settings/tokens", {"name": "ci", "workspace": "acme", **values})

    assert reply.status == 422
    assert problem_of(reply.body, field).startswith("This must ")


def test_nobody_makes_a_token_for_a_workspace_of_others(ann: Visitor, installation: Installation) -> None:
    installation.operate(create_workspace, "globex", "Globex")

    reply = ann.post("/settings/tokens", {"name": "spy", "workspace": "globex"})

    assert problem_of(reply.body, "workspace") == "This must be one that you are a member of."


def test_whoever_belongs_to_no_workspace_still_has_settings(client: Client, installation: Installation) -> None:
    installation.operate(create_user, draft_of("xenia"), password_hash=None)
    installation.operate(set_password, "xenia", hash_password(PASSWORD))
    xenia = Visitor(client).sign_in("xenia")

    assert {
        xenia.get(f"/settings/{page}").status for page in ("profile", "keys", "password", "sessions", "tokens")
    } == {200}


def test_settings_need_somebody_signed_in(client: Client) -> None:
    reply = Visitor(client).get("/settings/profile")

    assert (reply.status, reply.header("location")) == (303, "/login?next=/settings/profile")
