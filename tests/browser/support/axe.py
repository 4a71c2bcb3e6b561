"""What axe finds on a page that keeps somebody from using it."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

GRAVE = {"serious", "critical"}
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def findings(page: Page, within: str = "html") -> list[str]:
    """In the light theme everything; in the dark one the colours, which are all that differs."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    found = _found(page, EVERYTHING, "light", within)
    page.emulate_media(color_scheme="dark")
    return found + _found(page, COLOURS, "dark", within)


def contrast_findings(page: Page) -> list[str]:
    """The colours where more contrast is asked for."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, contrast="more", reduced_motion="reduce")
        found += _found(page, COLOURS, f"{theme}, more contrast")
    return found


def _found(page: Page, options: dict[str, Any], theme: str, within: str = "html") -> list[str]:
    look = "([within, options]) => axe.run(within, options).then(({ violations }) => violations)"
    violations = page.evaluate(look, [within, options])
    return [
        f"{theme}: {one['id']} ({one['impact']}) at {node['target']}: {node['failureSummary']}"
        for one in violations
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
