"""A shell in which `unknot` runs, in this process, on a data folder of its own."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Never
from unittest.mock import patch

import click
from click.testing import CliRunner, Result

from unknot.__main__ import main


class Program(click.Command):
    """`unknot` as people start it, to the exit code."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Never:
        with patch.object(sys, "argv", ["unknot", *(args or ())]):
            main()
        sys.exit()


class Shell:
    def __init__(self, data: Path) -> None:
        self.data = data
        self._runner = CliRunner(env={"UNKNOT_DATA": str(data)})

    def run(self, *words: str, typed: str | None = None) -> Result:
        return self._runner.invoke(Program("unknot"), words, input=typed)

    def says(self, *words: str, typed: str | None = None) -> str:
        """What a command that succeeds says to people."""
        result = self.run(*words, typed=typed)
        assert (result.exit_code, result.stderr) == (0, ""), result
        return result.stdout

    def json(self, *words: str) -> Any:
        """What a command that succeeds says to programs."""
        return json.loads(self.says(*words, "--json"))

    def refuses(self, *words: str) -> str:
        """The one sentence of a command that is refused."""
        result = self.run(*words)
        assert (result.exit_code, result.stdout, type(result.exception)) == (1, "", SystemExit), result
        [line] = result.stderr.splitlines()
        return line.removeprefix("Error: ")

    def does_not_understand(self, *words: str) -> str:
        """Why a command is not even begun."""
        result = self.run(*words)
        assert (result.exit_code, result.stdout) == (2, ""), result
        return result.stderr.splitlines()[-1].removeprefix("Error: ")
