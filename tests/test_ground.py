"""What the house stands on: pinned requirements, scripts, and files that are made instead of kept."""

import hashlib
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import unknot

ROOT = Path(__file__).parents[1]
LOCKS = [ROOT / "requirements/run.lock", ROOT / "requirements/dev.lock"]
SCRIPTS = [*sorted((ROOT / "bin").iterdir()), ROOT / ".ci/run"]
VENDOR = ROOT / "src/unknot/http/static/vendor"
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:home|root|tmp|Users|work)/\w")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com)\b")


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def entries(lock: Path) -> list[str]:
    """A lock's entries, each one logical line: what is pinned, then its hashes."""
    lines = (line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#"))
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def pins(lock: Path) -> dict[str, set[str]]:
    """Every pinned version by name; a package may have one for older Pythons and one for newer."""
    pinned: dict[str, set[str]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split(" --hash")[0])
        pinned.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return pinned


def kept_files() -> Iterator[Path]:
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return (ROOT / name for name in listed.split("\0") if (ROOT / name).is_file())


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_one_version_with_hashes(lock: Path) -> None:
    pinned = re.compile(r"[\w.\[\]-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")

    assert [entry for entry in entries(lock) if not pinned.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_name_no_host(lock: Path) -> None:
    assert re.findall(r"^--.*|.*(?:://|file:).*", lock.read_text(), re.MULTILINE) == []


def test_locks_are_in_step_with_pyproject() -> None:
    run, dev = (pins(lock) for lock in LOCKS)
    wanted = [(run, wish) for wish in pyproject()["project"]["dependencies"]]
    wanted += [(dev, wish) for wish in pyproject()["dependency-groups"]["dev"]]

    for lock, wish in wanted:
        requirement = Requirement(wish)
        versions = lock.get(canonicalize_name(requirement.name), set())
        assert versions, f"{wish} is missing; run bin/lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{wish}; run bin/lock"


def test_tests_run_on_the_versions_that_users_get() -> None:
    run, dev = (pins(lock) for lock in LOCKS)

    assert {name: dev.get(name) for name in run} == run


def test_what_builds_the_package_is_pinned() -> None:
    requirements = map(Requirement, pyproject()["build-system"]["requires"])

    assert all(str(requirement.specifier).startswith("==") for requirement in requirements)


def test_the_installed_package_is_this_one() -> None:
    assert version("unknot") == unknot.__version__
    assert Path(unknot.__file__).is_relative_to(ROOT / "src")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.relative_to(ROOT)))
def test_scripts_start_with_any_posix_shell(script: Path) -> None:
    assert script.read_text().startswith("#!/bin/sh\n")
    assert script.stat().st_mode & 0o111 == 0o111
    subprocess.run(["sh", "-n", script], check=True)


def test_a_second_set_up_does_nothing() -> None:
    stamps = {stamp: stamp.stat().st_mtime_ns for stamp in (ROOT / ".venv").glob("setup-*")}

    again = subprocess.run(["bin/setup"], cwd=ROOT, check=True, capture_output=True, text=True)

    assert again.stdout + again.stderr == ""
    assert {stamp: stamp.stat().st_mtime_ns for stamp in stamps} == stamps


def test_third_party_pages_are_made_at_build_time_and_never_committed() -> None:
    assert git("ls-files", str(VENDOR)) == ""
    assert git("check-ignore", str(VENDOR / "swagger-ui/swagger-ui.css")) != ""


def test_manifest_tells_the_files_that_are_there() -> None:
    vendored = VENDOR / "swagger-ui"
    manifest = json.loads((vendored / "manifest.json").read_text())
    found = {path.name: path for path in vendored.iterdir() if path.name != "manifest.json"}

    assert manifest["sha256"] == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}
    assert {"swagger-ui-bundle.js", "swagger-ui.css", "LICENSE"} == found.keys()
    assert f'PACKAGE_VERSION:"{manifest["version"]}"' in found["swagger-ui-bundle.js"].read_text()


def test_a_wheel_takes_in_what_serves_pages_and_types() -> None:
    inside = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}

    assert "unknot/py.typed" in inside
    assert "unknot/http/static/vendor/swagger-ui/swagger-ui-bundle.js" in inside
    assert {path.split("/")[0] for path in inside} == {"unknot"}


def test_nothing_kept_names_a_machine_or_a_registry() -> None:
    texts = {path: path.read_bytes().decode(errors="replace") for path in kept_files()}

    assert [path for path, text in texts.items() if MACHINE_PATH.search(text) or REGISTRY.search(text)] == []
