"""Puts Swagger UI into the package while it is built.

The files come out of a build requirement that pyproject.toml pins, so the repository holds no
third-party JavaScript, an installation needs no Node, and nothing of Django runs with Unknot.
"""

import hashlib
import json
import re
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIER = "drf-spectacular-sidecar"
CARRIED = "drf_spectacular_sidecar/static/drf_spectacular_sidecar/swagger-ui-dist"
FILES = ["swagger-ui-bundle.js", "swagger-ui.css", "LICENSE"]
VENDOR = "src/unknot/http/static/vendor/swagger-ui"


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's parameter is private
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Copy before the files are collected, for a wheel and for an editable install alike."""
        copy_swagger_ui(Path(self.root, VENDOR))


def copy_swagger_ui(vendor: Path) -> None:
    carrier = distribution(CARRIER)
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(str(carrier.locate_file(f"{CARRIED}/{name}")), vendor / name)
    # Written last: a folder without it is an interrupted copy.
    (vendor / "manifest.json").write_text(json.dumps(manifest(vendor, carrier.version), indent=2) + "\n")


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
