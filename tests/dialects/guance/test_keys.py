"""Self-checks of a key."""

import pytest

from tests.dialects.guance.support.caller import Caller, refusal_of
from tests.http.support.installation import Installation
from unknot.operations.tokens import revoke_token

LIST = "/workspace/accesskey/list"


def test_a_good_key_is_valid(owner: Caller, gus: Caller, reader: Caller) -> None:
    assert [caller.get("/validate") for caller in (owner, gus, reader)] == [True, True, True]


@pytest.mark.parametrize("path", ["/validate", LIST, "/workspace/get"])
@pytest.mark.parametrize("key", [None, "", "unk_wrong", "ключ"])
def test_any_other_is_not(owner: Caller, path: str, key: str | None) -> None:
    sent = None if key is None else key.encode().decode("latin-1")

    assert refusal_of(owner.with_key(sent).ask(path))[:2] == (403, "ft.InvalidAPIKey")


def test_the_public_id_of_a_key_opens_nothing(owner: Caller) -> None:
    uuid = owner.get(LIST)[0]["uuid"]

    assert refusal_of(owner.with_key(uuid).ask("/validate"))[:2] == (403, "ft.InvalidAPIKey")


def test_a_revoked_key_is_neither_good_nor_listed(owner: Caller, mary: Caller, installation: Installation) -> None:
    founded = installation.founded

    installation.operate(revoke_token, founded.owner.id, founded.token.token.uuid)

    assert refusal_of(owner.ask("/validate"))[:2] == (403, "ft.InvalidAPIKey")
    assert [key["name"] for key in mary.get(LIST)] == ["test"]


def test_a_key_is_listed_with_whom_it_speaks_for(owner: Caller, installation: Installation) -> None:
    token, ann = installation.founded.token.token, installation.founded.owner
    person = f"acnt_{ann.uuid.replace('-', '')}"
    made = int(token.created_at.timestamp())

    [key] = owner.get(LIST)

    assert key == {
        "ak": owner.key,
        "createAt": made,
        "creator": person,
        "creatorInfo": {
            "acntWsNickname": "",
            "email": "ann@example.org",
            "iconUrl": "",
            "name": "Ann Lee",
            "username": "ann",
        },
        "deleteAt": -1,
        "id": token.id,
        "name": "first token",
        "sk": "",
        "status": 0,
        "updateAt": made,
        "updator": person,
        "uuid": f"wsak_{token.uuid.replace('-', '')}",
        "workspaceUUID": f"wksp_{installation.founded.workspace.uuid.replace('-', '')}",
    }
    assert list(key) == sorted(key)


def test_only_the_calling_key_is_told(owner: Caller, mary: Caller) -> None:
    assert [key["ak"] for key in owner.get(LIST)] == [owner.key, ""]
    assert [key["ak"] for key in mary.get(LIST)] == ["", mary.key]


def test_a_workspace_has_keys_of_its_own(owner: Caller, stranger: Caller) -> None:
    assert [key["ak"] for key in stranger.get(LIST)] == [stranger.key]
    assert len(owner.get(LIST)) == 1


def test_a_key_opens_one_workspace(owner: Caller, gus: Caller, stranger: Caller, installation: Installation) -> None:
    uuid = installation.founded.workspace.uuid.replace("-", "")

    assert owner.get("/workspace/get") == {"language": "en", "name": "Acme", "token": "", "uuid": f"wksp_{uuid}"}
    assert gus.get("/workspace/get") == owner.get("/workspace/get")
    assert stranger.get("/workspace/get")["name"] == "Rival"
