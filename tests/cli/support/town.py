"""A small workspace, founded by commands."""

from pathlib import Path
from typing import Any

import msgspec

from tests.cli.support.shell import Shell

PASSWORD = "correct horse"
FOUNDING = ["--workspace", "acme", "--project", "web", "--username", "ann", "--email", "ann@example.org"]


class Town(msgspec.Struct):
    """The folder in which it lies, and the UUIDs of what can be named by nothing else."""

    folder: Path
    token: str
    old_project: str


def found(folder: Path) -> Town:
    """The workspace acme with the project web, ann, bob, a label and a token, a spare project, and one in the trash."""
    shell = Shell(folder)
    shell.json("init", *FOUNDING, "--password", PASSWORD)
    shell.json("user", "create", "--username", "bob", "--email", "bob@example.org", "--workspace", "acme")
    shell.json("label", "create", "acme/web", "--title", "bug", "--color", "F58A07")
    shell.json("project", "create", "acme/spare")
    old: Any = shell.json("project", "create", "acme/old")
    shell.json("project", "delete", "acme/old")
    token: Any = shell.json("token", "create", "--username", "bob", "--workspace", "acme")
    return Town(folder, token["uuid"], old["project"]["uuid"])
