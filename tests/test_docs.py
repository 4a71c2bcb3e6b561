"""The documents say what the code does: names are compared with it, links are followed, examples are run."""

import json
import re
import runpy
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
import msgspec
import pytest

from tests.acceptance.support.commands import UNKNOT, environment, unknot
from tests.acceptance.support.server import serve
from unknot.__main__ import cli
from unknot.config import Config, load, names, variable_of
from unknot.dialects.gitflic.description import DESCRIPTION
from unknot.dialects.gitflic.errors import KINDS
from unknot.dialects.gitflic.routes import door
from unknot.dialects.gitflic.settings import GitflicSettings
from unknot.domain.events import Event
from unknot.domain.query import Wrong, parse, span_of
from unknot.domain.query.guide import GUIDE, RULES
from unknot.domain.query.times import NAMED_TIMES
from unknot.domain.relation import RelationKind
from unknot.http.openapi import document
from unknot.store.tables import metadata
from unknot.web.keyboard.commands import COMMANDS

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"
COMMON: Final = {"--data", "--json"}  # every command takes them, so they are explained once
CODE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK: Final = re.compile(r"\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)")  # but not to other hosts
USUAL_ADDRESS: Final = "http://127.0.0.1:8080"  # as documents say it; a test's server has another
PATIENCE_SECONDS: Final = 200


def documents() -> list[Path]:
    """Every document that is kept, or is about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in sorted(filter(None, listed.split("\0"))) if (ROOT / name).exists()]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_setting_is_explained_with_its_variable_and_its_default() -> None:
    told = [tuple(row[:3]) for row in rows(DOCS / "settings.md")]

    assert told == [(name, variable_of(name), default_of(name)) for name in names()]


def test_the_example_of_a_settings_file_is_one(tmp_path: Path) -> None:
    [example] = re.findall(r"^```toml\n(.*?)^```$", (DOCS / "settings.md").read_text(), re.MULTILINE | re.DOTALL)
    (tmp_path / "unknot.toml").write_text(example)

    config = msgspec.to_builtins(load({"data": str(tmp_path)}, environment={}))

    assert pairs(tomllib.loads(example)) < pairs(config)


def test_every_variable_that_is_named_is_a_setting() -> None:
    named = {name for path in documents() for name in re.findall(r"\bUNKNOT_[A-Z_]+[A-Z]", path.read_text())}

    assert named == set(map(variable_of, names()))


def test_every_command_is_explained_with_its_options() -> None:
    page = (DOCS / "commands.md").read_text()
    told = {name: options_in(text) | COMMON for name, text in sections(page).items() if name.startswith("unknot ")}

    assert told == {f"unknot {name}": options_of(command) for name, command in commands(cli)}
    assert options_in(page.partition("\n## ")[0]) >= COMMON


def test_the_page_of_endpoints_is_the_route_table() -> None:
    page = runpy.run_path(str(DOCS / "endpoints.py"))["page"]

    assert (DOCS / "endpoints.md").read_text() == page(), "run: python docs/endpoints.py"


def test_every_route_of_the_dialect_is_in_its_openapi_document() -> None:
    gitflic = door(GitflicSettings())
    paths = json.loads(document(gitflic, DESCRIPTION))["paths"]

    described = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert described == {(route.method, route.path) for route in gitflic.routes}


def test_every_event_is_explained_with_its_fields() -> None:
    told = {kind: re.findall(r"\w+", fields) for kind, fields, _ in rows(DOCS / "events.md")}

    assert told == {str(one.__struct_config__.tag): list(one.__struct_fields__) for one in Event.__subclasses__()}


def test_every_table_is_explained() -> None:
    assert sorted(row[0] for row in rows(DOCS / "schema.md")) == sorted(metadata.tables)


def test_every_refusal_of_the_dialect_is_explained() -> None:
    errors = re.findall(r"^\| (\d+) \| `(\w+)` \|", (DOCS / "gitflic.md").read_text(), re.MULTILINE)

    assert sorted(errors) == sorted({(str(kind.status), kind.type) for kind in KINDS.values()})


def test_every_relation_is_explained_with_its_inverse() -> None:
    told = {kind: inverse for kind, _, inverse in rows(DOCS / "gitflic.md", "Relations")}

    assert told == {kind.name: kind.inverse.name for kind in RelationKind}


def test_every_key_of_a_query_is_explained() -> None:
    told = [[cell.replace("`", "") for cell in row] for row in rows(DOCS / "query.md", "Keys")]

    assert told == [
        [key.value, ", ".join(filter(None, [one.kind.value, *one.literals])), one.finds] for key, one in GUIDE.items()
    ]


def test_every_example_of_a_query_and_every_time_is_one() -> None:
    page = sections((DOCS / "query.md").read_text())
    examples = re.findall(r"^\| `([^`]+)` \|", page["Examples"], re.MULTILINE)
    times = [time for row in re.findall(r"^\| (`[^|]+`) \|", page["Times"], re.MULTILINE) for time in code_in(row)]

    assert examples == [example for example, _ in RULES]
    assert [problem for example in examples for problem in parse(example).problems] == []
    assert set(NAMED_TIMES) < set(times)
    for time in times:
        span_of(time, datetime.now(UTC))


def test_everything_that_may_be_wrong_with_a_query_is_explained() -> None:
    assert [row[0] for row in rows(DOCS / "query.md", "What is wrong")] == [code.value for code in Wrong]


def test_every_key_of_the_keyboard_is_explained() -> None:
    """As the table of commands has them; the page writes letters large, and keys that follow each other apart."""
    section = sections((DOCS / "interface.md").read_text())["Keys"]
    told = {key for row in re.findall(r"^\| [a-z].*$", section, re.MULTILINE) for key in re.findall(r"`([^`]+)`", row)}
    usual = {stroke for one in COMMANDS.values() for key in (one.key, *one.also) for stroke in key.split()}

    assert {
        re.sub(r"\b[a-z]$", lambda letter: letter[0].upper(), key).replace("mod", "Mod") for key in usual
    } == told - {*("9", "Tab", "Enter")}


def test_every_page_is_in_the_index() -> None:
    linked = {(DOCS / target).resolve() for target, _ in LINK.findall((DOCS / "README.md").read_text())}

    assert [name_of(path) for path in documents() if path.is_relative_to(DOCS) and path not in linked] == [
        "docs/README.md"
    ]


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert [link for link in LINK.findall(CODE.sub("", path.read_text())) if not leads(path, *link)] == []


def leads(path: Path, target: str, heading: str) -> bool:
    place = (path.parent / target).resolve() if target else path
    return place.exists() and (not heading or heading in map(anchor, sections(place.read_text())))


def anchor(heading: str) -> str:
    """What a link calls a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


class Example(NamedTuple):
    """A command in a document, and what it is said to print."""

    command: str
    expected: str


@pytest.mark.slow
@pytest.mark.timeout(240)  # a command line costs half a second, and a document has dozens
@pytest.mark.parametrize("path", [path for path in documents() if "```console\n" in path.read_text()], ids=name_of)
def test_examples_print_what_the_document_says(path: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    founder = ["--workspace", "harbour", "--project", "storefront", "--username", "vera"]
    founded = unknot(data, "init", *founder, "--email", "vera@example.org", "--password", "correct horse")
    server = serve(data)
    try:
        text = path.read_text().replace(USUAL_ADDRESS, server.address)
        variables = {"ADDRESS": server.address, "TOKEN": founded["token"], "UNKNOT_DATA": str(data)}
        found = surprises(text, tmp_path, variables)
    finally:
        server.kill()

    assert found == []


def test_an_example_that_prints_something_else_is_found(tmp_path: Path) -> None:
    text = "```console\n$ echo one \\\n  two\none …\n$ NAME=me\n$ echo $NAME; false | cat\nyou\n$ nonsense\n```\n"

    found = [surprise.partition("\n")[0] for surprise in surprises(text, tmp_path, {})]

    assert found == ["$ echo $NAME; false | cat", "$ nonsense"]


def surprises(text: str, folder: Path, variables: Mapping[str, str]) -> list[str]:
    """Run a document's examples in one shell: each that printed something else, with what it printed."""
    examples = list(examples_in(text))
    printed = run([example.command for example in examples], folder, variables)
    return [
        f"$ {example.command}\nprinted:\n{output}\ninstead of:\n{example.expected}"
        for example, output in zip(examples, printed, strict=True)
        if not is_as_told(output, example.expected)
    ]


def examples_in(text: str) -> Iterator[Example]:
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, expected = re.split(r"(?<!\\)\n", example, maxsplit=1)
            yield Example(command, expected.strip())


def run(lines: Iterable[str], folder: Path, variables: Mapping[str, str]) -> list[str]:
    """What each command prints, to either output."""
    end = "--- end of example ---"
    script = folder / "examples.sh"
    script.write_text("".join(f"{line}\necho; echo '{end}'\n" for line in lines))
    outside = environment()
    inside = {"PATH": f"{Path(UNKNOT).parent}:{outside['PATH']}", "no_proxy": "*"}
    shell = subprocess.run(
        ["sh", script],
        cwd=folder,
        env={**outside, **inside, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return [output.strip() for output in shell.stdout.split(end)[:-1]]


def is_as_told(output: str, expected: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), output, re.DOTALL) is not None


def rows(path: Path, heading: str | None = None) -> list[list[str]]:
    """The rows of the tables in a document, or below one of its headings, that begin with a name in code."""
    text = path.read_text()
    lines = (text if heading is None else sections(text)[heading]).splitlines()
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def sections(text: str) -> dict[str, str]:
    """What stands below each heading, without examples."""
    _, *parts = re.split(r"^#+ ", CODE.sub("", text), flags=re.MULTILINE)
    return {heading.replace("`", ""): body for heading, _, body in (part.partition("\n") for part in parts)}


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def options_of(command: click.Command) -> set[str]:
    return {word for option in command.params for word in (*option.opts, *option.secondary_opts) if word[:2] == "--"}


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def default_of(name: str) -> str:
    """A setting's default as a document writes it."""
    value: Any = reduce(getattr, name.split("."), Config())
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def pairs(tree: dict[str, Any], above: str = "") -> set[tuple[str, str]]:
    """Every leaf of a tree of settings, with its name."""
    leaves: set[tuple[str, str]] = set()
    for name, value in tree.items():
        leaves |= pairs(value, f"{above}{name}.") if isinstance(value, dict) else {(f"{above}{name}", str(value))}
    return leaves
