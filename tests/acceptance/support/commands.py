"""The command line, used as a script would use it: words in, JSON out."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

# What came off the wire. The tests are there to find out what it is, so no type may promise it beforehand.
JSON: TypeAlias = Any

UNKNOT = str(Path(sys.executable).with_name("unknot"))
PATIENCE_SECONDS = 60


def unknot(data: Path, *words: str) -> JSON:
    """Run one command to its end and return the JSON it printed."""
    done = _run(data, *words)
    assert done.returncode == 0, f"unknot {' '.join(words)} ended with {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)


def unknot_refusal(data: Path, *words: str) -> str:
    """Run one command that must fail and return what it said; a traceback is not a sentence."""
    done = _run(data, *words)
    assert done.returncode != 0, f"unknot {' '.join(words)} was not refused"
    assert "Traceback" not in done.stderr
    return done.stderr


def _run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [UNKNOT, *words, "--data", str(data), "--json"]
    return subprocess.run(
        command, env=environment(), capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )


def environment(**settings: str) -> dict[str, str]:
    """The environment of these tests, with the given UNKNOT_* settings and no others."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("UNKNOT_")}
    return outside | {f"UNKNOT_{name.upper()}": value for name, value in settings.items()}
