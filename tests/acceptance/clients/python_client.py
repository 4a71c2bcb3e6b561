"""Runs calls through the unchanged PyPI package `gitflic` and prints what became of each, as JSON.

It reads `{"base", "token", "calls"}` from standard input. A process of its own, because the package knows one
host only: every request of this process is turned to the server under test, and none may go anywhere else.
"""

import json
import sys
from typing import Any

import gitflic
import gitflic.exceptions
import requests

VENDOR = "https://api.gitflic.ru"


def main() -> None:
    order = json.load(sys.stdin)
    turn_to(order["base"])
    print(json.dumps(outcomes(order["token"], order["calls"])))


def turn_to(base: str) -> None:
    """Send what is meant for the vendor's host to the server under test."""
    send = requests.Session.request

    def local(session: requests.Session, method: str, url: str, *args: Any, **options: Any) -> requests.Response:
        assert url.startswith(f"{VENDOR}/"), url
        return send(session, method, base + url.removeprefix(VENDOR), *args, **options)

    requests.Session.request = local  # type: ignore[method-assign,assignment]


def outcomes(token: str, calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Log in, then make the calls; a refused login is the only outcome there is."""
    try:
        auth = gitflic.GitflicAuth(token)
    except gitflic.exceptions.AuthError as error:
        return [{"raised": type(error).__name__, "status": error.response.status_code}]
    return [outcome(auth, call) for call in calls]


def outcome(auth: gitflic.GitflicAuth, call: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"returned": make(auth, **call)}
    except gitflic.exceptions.GitflicExceptions as error:
        return {"raised": type(error).__name__}


def make(auth: gitflic.GitflicAuth, path: str, **how: Any) -> Any:
    """Make one call in one of the three ways that the package has."""
    if "method" in how:
        return auth.session.request(how["method"], VENDOR + path, json=how["json"]).json()
    client = gitflic.Gitflic(auth)
    if "arguments" in how:
        return client.reg_call(path)(*how["arguments"], end=how["end"])
    return client.call(path, params=how.get("params"))


main()
