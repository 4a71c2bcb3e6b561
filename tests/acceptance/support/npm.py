"""Installs the vendor's npm client once, whichever test process comes first."""

import fcntl
import hashlib
import json
import subprocess
from pathlib import Path

from .commands import JSON

FOLDER = Path(__file__).parents[1] / "npm"
INSTALLED = FOLDER / "node_modules" / ".installed"
INSTALL_SECONDS = 120
PATIENCE_SECONDS = 60


def run_client(order: JSON) -> JSON:
    """Hand the order to the client program and return what it printed."""
    install()
    run = subprocess.run(
        ["node", "client.js"], cwd=FOLDER,
        input=json.dumps(order), capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def install() -> None:
    """Install what the lock file names, unless that is done; others wait meanwhile."""
    locked = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    with (FOLDER / ".install.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if INSTALLED.exists() and INSTALLED.read_text() == locked:
            return
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=FOLDER, check=True, timeout=INSTALL_SECONDS)
        INSTALLED.write_text(locked)
