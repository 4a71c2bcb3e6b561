"""`unknot` in a process of its own, for commands that go on until they are told to stop."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 10  # what the contract allows SIGTERM to take


@contextmanager
def serving(data: Path, *words: str) -> Iterator[Any]:
    """What a server says when it is ready. It must end in time when it is asked to, and say that all was well."""
    command = [sys.executable, "-m", "unknot", *words, "--data", str(data), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
