"""Functions that run in a page: each file beside this one holds some, by name."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent


def call(page: Page, file: str, name: str, *given: object) -> Any:
    return page.evaluate(f"(given) => ({_functions(file)}).{name}(...given)", list(given))


@cache
def _functions(file: str) -> str:
    """An object in brackets, after its comment."""
    return (HERE / f"{file}.js").read_text().strip()
