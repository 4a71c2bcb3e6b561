"""An `unknot serve` process: started, waited for, stopped or killed."""

import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .commands import UNKNOT, environment

START_SECONDS = 60  # a busy machine is no reason to fail
STOP_SECONDS = 10  # what the command's contract allows SIGTERM to take
ADDRESS = re.compile(r"http://\S+:\d+")


@dataclass
class Server:
    """One running server. It has a process group of its own, so that its workers can be killed with it."""

    process: subprocess.Popen[bytes]
    address: str

    def stop(self) -> int:
        """Ask the server to end; return its exit code."""
        self.ask_to_end()
        return self.wait()

    def ask_to_end(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait as long as a server that was asked to end may take; return its exit code."""
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Take the server and its workers away without a warning, if they still run."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(STOP_SECONDS)


def serve(data: Path, *options: str, **settings: str) -> Server:
    """Start a server on a free loopback port and wait until it says where it listens."""
    printed = data.with_name(f"{data.name}.out")
    command = [UNKNOT, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0", *options]
    with printed.open("wb") as out, data.with_name(f"{data.name}.err").open("ab") as err:
        process = subprocess.Popen(command, env=environment(**settings), stdout=out, stderr=err, start_new_session=True)
    return Server(process, _address(process, printed))


def _address(process: subprocess.Popen[bytes], printed: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if found := ADDRESS.search(printed.read_text()):
            return found[0]
        assert process.poll() is None, f"unknot serve ended with {process.returncode} before it was ready"
        time.sleep(0.02)
    process.kill()
    message = f"unknot serve printed no address within {START_SECONDS} s"
    raise TimeoutError(message)
