"""Every command answers in words and in JSON."""

import threading
from collections.abc import Iterator

import click
import pytest

from tests.cli.support.shell import Shell
from tests.cli.support.town import Town
from unknot.__main__ import cli

# What to say after each command. UUIDs of the town stand in braces.
COMMANDS = {
    "init": "--workspace globex --project web --username olga --email olga@example.org --password battery-staple",
    "workspace create": "--workspace globex --project web --username ann --email ann@example.org --password x1234567",
    "workspace list": "",
    "user create": "--username carl --email carl@example.org --workspace acme",
    "user list": "",
    "user block": "--username bob",
    "user unblock": "--username bob",
    "user password": "--username bob --password battery-staple",
    "member set": "--workspace acme --username bob --role admin",
    "member remove": "--workspace acme --username bob",
    "member list": "--workspace acme",
    "token create": "--username bob --workspace acme",
    "token list": "--username bob",
    "token revoke": "--username bob --uuid {town.token}",
    "project create": "acme/ops",
    "project list": "--workspace acme",
    "project edit": "acme/web --title Shop",
    "project default": "acme/spare",
    "project delete": "acme/spare",
    "project member": "acme/web --username bob --role guest",
    "project members": "acme/web",
    "export": "acme --format json",
    "issues list": "acme --limit 1",
    "issues edit": "acme is:open --status closed --as ann --yes",
    "label create": "acme/web --title wish --color 28A745",
    "label list": "acme/web",
    "label edit": "acme/web bug --color D73A4A",
    "label delete": "acme/web bug",
    "status list": "",
    "trash list": "--workspace acme",
    "trash restore": "--project {town.old_project}",
    "trash purge": "",
}
SERVERS = {"serve", "demo"}  # test_serving.py starts them
AFTERWARDS = {"issues undo"}  # it names what was just done: test_bulk.py does both


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


EVERY = dict(commands(cli))


def test_every_command_is_tried_here() -> None:
    assert EVERY.keys() == COMMANDS.keys() | SERVERS | AFTERWARDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_answers_people_in_words(shell: Shell, town: Town, name: str) -> None:
    assert shell.says(*words(name, town)).strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_answers_programs_in_json(shell: Shell, town: Town, name: str) -> None:
    answer = shell.json(*words(name, town))

    assert isinstance(answer, dict)
    assert answer


@pytest.mark.parametrize("name", EVERY)
def test_a_command_explains_itself_and_its_options(shell: Shell, name: str) -> None:
    told = shell.says(*name.split(), "--help")

    assert EVERY[name].help
    assert all(option in told for option in ("--data", "--json"))


@pytest.mark.parametrize("name", sorted({name.split()[0] for name in EVERY}))
def test_every_group_is_explained_in_a_line(shell: Shell, name: str) -> None:
    [line] = [line for line in shell.says("--help").splitlines() if line.split()[:1] == [name]]

    assert len(line.split()) > 3


def test_the_version_is_told(shell: Shell) -> None:
    assert shell.says("--version").startswith("unknot, version ")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("fly", "No such command 'fly'."),
        ("user create", "Missing option '--username'."),
        ("member set --workspace acme --username bob --role king", "Invalid value for '--role': 'king' is not one of"),
        (
            "token create --username bob --workspace acme --scope all",
            "Invalid value for '--scope': 'all' is not one of",
        ),
        ("token create --username bob --workspace acme --expires soon", "Invalid value for '--expires': 'soon' does"),
        ("serve --port 65536", "Invalid value for '--port': 65536 is not in the range"),
        ("trash purge --days -1", "Invalid value for '--days': -1 is not in the range"),
        ("trash restore", "Say one of --issue, --file and --project."),
        ("trash restore --file x --project y", "Say one of --issue, --file and --project."),
        ("trash restore --issue acme/web", "Invalid value for --issue: an issue is named OWNER/ALIAS#NUMBER"),
    ],
)
def test_a_command_that_is_not_understood_is_explained(shell: Shell, said: str, reason: str) -> None:
    assert shell.does_not_understand(*said.split()).startswith(reason)


def test_a_command_lets_go_of_the_data_folder(shell: Shell) -> None:
    before = set(threading.enumerate())

    shell.json("label", "create", "acme/web", "--title", "wish", "--color", "28A745")

    assert set(threading.enumerate()) <= before
    assert [path.name for path in shell.data.iterdir()] == ["unknot.db"]


def words(name: str, town: Town) -> list[str]:
    return [*name.split(), *COMMANDS[name].format(town=town).split()]
