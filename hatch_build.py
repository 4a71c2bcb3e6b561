"""Puts into the package, while it is built, what the repository does not hold: Swagger UI and compiled translations.

Swagger UI comes out of a build requirement that pyproject.toml pins, so the repository holds no
third-party JavaScript, an installation needs no Node, and nothing of Django runs with Unknot.
"""

import hashlib
import json
import re
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIER = "drf-spectacular-sidecar"
CARRIED = "drf_spectacular_sidecar/static/drf_spectacular_sidecar/swagger-ui-dist"
FILES = ["swagger-ui-bundle.js", "swagger-ui.css", "LICENSE"]
LOCALE = "src/unknot/web/locale"
VENDOR = "src/unknot/http/static/vendor/swagger-ui"


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's parameter is private
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Copy before the files are collected, for a wheel and for an editable install alike."""
        copy_swagger_ui(Path(self.root, VENDOR))
        compile_catalogues(Path(self.root, LOCALE))


def copy_swagger_ui(vendor: Path) -> None:
    carrier = distribution(CARRIER)
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(str(carrier.locate_file(f"{CARRIED}/{name}")), vendor / name)
    # Written last: a folder without it is an interrupted copy.
    (vendor / "manifest.json").write_text(json.dumps(manifest(vendor, carrier.version), indent=2) + "\n")


def compile_catalogues(locale: Path) -> None:
    """Translations in the form that Python reads, beside the one that people write."""
    for written in sorted(locale.rglob("*.po")):
        with written.open("rb") as source, written.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def manifest(vendor: Path, carrier_version: str) -> dict[str, Any]:
    return {
        "name": "swagger-ui",
        "version": version_in((vendor / "swagger-ui-bundle.js").read_text()),
        "from": f"{CARRIER}=={carrier_version}",
        "sha256": {name: hashlib.sha256((vendor / name).read_bytes()).hexdigest() for name in FILES},
    }


def version_in(bundle: str) -> str:
    """The version Swagger UI writes into its own bundle; the carrier only has a date."""
    found = re.search(r'PACKAGE_VERSION:"([^"]+)"', bundle)
    if found is None:
        raise ValueError(f"swagger-ui-bundle.js of {CARRIER} names no PACKAGE_VERSION")
    return found[1]
