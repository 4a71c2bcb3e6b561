"""Asks without minding what comes back: the acceptance tests' caller holds every answer to be no fault."""

from typing import Any

import requests

from tests.acceptance.support.caller import PATIENCE_SECONDS
from tests.acceptance.support.project import Project


def ask(project: Project, method: str, path: str, **options: Any) -> requests.Response:
    headers = {"Authorization": f"token {project.caller.token}"}
    with requests.Session() as session:
        session.trust_env = False
        address = f"{project.caller.base}{project.path}{path}"
        return session.request(method, address, headers=headers, timeout=PATIENCE_SECONDS, **options)


def ask_for_issue(project: Project, title: str, description: str) -> requests.Response:
    return ask(project, "POST", "/issue", json={"title": title, "description": description})


def upload(project: Project, size_bytes: int) -> requests.Response:
    return ask(project, "POST", "/file", files={"file": ("error.log", b"x" * size_bytes)})


def unavailable(answer: requests.Response) -> str:
    """What is said to somebody whose wish cannot be granted now, in the dialect's one shape."""
    error = answer.json()
    assert answer.status_code == error["status"] == 503, answer.text
    assert (error["type"], error["error"]) == ("ServiceUnavailableException", "Service Unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    message: str = error["message"]
    return message
