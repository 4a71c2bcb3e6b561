"""`unknot serve` and `unknot demo`: they say where they answer, and answer there."""

import json
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.cli.support.process import serving
from tests.cli.support.shell import Shell


@pytest.mark.slow
def test_a_server_says_its_address_and_hears_of_what_commands_do_meanwhile(shell: Shell) -> None:
    token = shell.json("token", "create", "--username", "bob", "--workspace", "acme")["token"]

    with serving(shell.data, "serve") as answer:
        assert answer == {"address": answer["address"], "data": str(shell.data)}
        assert asked(answer["address"], "/project/my", token)["page"]["totalElements"] == 2
        shell.json("project", "create", "acme/ops")
        assert asked(answer["address"], "/project/my", token)["page"]["totalElements"] == 3


@pytest.mark.slow
def test_a_demo_opens_with_its_token_and_a_second_time_as_it_was(tmp_path: Path) -> None:
    data = tmp_path / "demo"

    with serving(data, "demo") as first:
        path = f"/project/{first['workspace']}/{first['project']}/issue"
        assert asked(first["address"], path, first["token"])["page"]["totalElements"] > 100
    with serving(data, "demo") as second:
        assert asked(second["address"], "/user/me", first["token"])["username"] == first["username"]

    assert second | {"address": ""} == first | {"address": ""}
    assert (data / "demo.json").stat().st_mode & 0o077 == 0


def test_a_folder_that_holds_no_demo_is_left_alone(shell: Shell) -> None:
    before = sorted(shell.data.iterdir())

    assert shell.refuses("demo") == f"{shell.data} exists and holds no demo. Name another folder with --data."
    assert sorted(shell.data.iterdir()) == before


def asked(address: str, path: str, token: str) -> Any:
    request = Request(address + path, headers={"Authorization": f"token {token}"})  # noqa: S310 - our own server
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)
