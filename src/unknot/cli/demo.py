"""`unknot demo`: a believable workspace, served at once."""

import os
import secrets
import shutil
from pathlib import Path

import click
import msgspec

from unknot.cli.context import Context, common, flag, pass_context
from unknot.demo.play import Key, fill
from unknot.demo.story import story

KEY_FILE = "demo.json"
DEFAULT_FOLDER = Path("data", "demo")


@click.command
@flag("host", help="The address to listen on. [default: 127.0.0.1]")
@flag("port", type=click.IntRange(0, 65535), help="The port; 0 picks a free one. [default: 8080]")
@common
@pass_context
def demo(context: Context) -> None:
    """Fill a workspace with a year of a shop's life, and serve it. The second time it opens at once."""
    folder = Path(context.flags.get("data") or os.environ.get("UNKNOT_DATA") or DEFAULT_FOLDER)
    context.flags["data"] = str(folder)
    if not (folder / KEY_FILE).exists():
        _make(context, folder)
    key = msgspec.json.decode((folder / KEY_FILE).read_bytes(), type=Key)
    instance = context.instance
    instance.serve(lambda address: context.say({"address": address, **msgspec.to_builtins(key)}, *_lines(address, key)))


def _make(context: Context, folder: Path) -> None:
    """Fill a folder beside the wanted one, and give it its name when it is whole: no demo is ever half there."""
    if folder.exists():
        raise click.ClickException(f"{folder} exists and holds no demo. Name another folder with --data.")
    click.echo(f"Making a demo in {folder} …", err=True)
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    instance = context.open_instance({**context.flags, "data": str(making)})
    key = fill(instance.database, instance.blobs, story(), password=secrets.token_urlsafe(9))
    instance.close()
    _write_secret(making / KEY_FILE, msgspec.json.encode(key))
    making.rename(folder)


def _write_secret(path: Path, content: bytes) -> None:
    """A file that only its owner may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _lines(address: str, key: Key) -> list[str]:
    return [
        f"Unknot serves {address}",
        f"  Issues     {address}/{key.workspace}",
        f"  Login      {key.username} / {key.password}",
        f"  Token      {key.token}",
        f"  Reference  {address}/docs",
        "",
        "File an issue as a GitFlic client does:",
        *_curl(
            f"Authorization: token {key.token}",
            """{"title": "Hello", "description": "From curl"}""",
            f"{address}/project/{key.workspace}/{key.project}/issue",
        ),
        "",
        "File an incident as a Guance client does:",
        *_curl(
            f"DF-API-KEY: {key.token}",
            """{"name": "Hello", "level": "system_level_2", "description": "<p>From curl</p>"}""",
            f"{address}/api/v1/issue/add",
        ),
    ]


def _curl(header: str, body: str, url: str) -> list[str]:
    return [
        f'  curl -H "{header}" -H "Content-Type: application/json" \\',
        f"       -d '{body}' \\",
        f"       {url}",
    ]
