"""Somebody who calls the server: a base address, a token, and an eye on what every answer promises."""

from functools import cached_property
from typing import Any

import requests

from .answers import check_promises, ok
from .commands import JSON

PATIENCE_SECONDS = 30


class Caller:
    """One person, or nobody, at the door."""

    def __init__(self, address: str, token: str | None, mount: str = "") -> None:
        self.address = address
        self.token = token
        self.base = address + mount
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy may stand between the test and the loopback
        if token is not None:
            self._session.headers["Authorization"] = f"token {token}"

    def under(self, mount: str) -> "Caller":
        """The same person at another mount of the same API."""
        return Caller(self.address, self.token, mount)

    @cached_property
    def user(self) -> JSON:
        """Who the server thinks this is."""
        return ok(self.get("/user/me"))

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.call("POST", path, **options)

    def put(self, path: str, **options: Any) -> requests.Response:
        return self.call("PUT", path, **options)

    def delete(self, path: str, **options: Any) -> requests.Response:
        return self.call("DELETE", path, **options)

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self._send(requests.Request(method, self.base + path, **options))

    def call_literally(self, method: str, target: str) -> requests.Response:
        """Send the target as it is written: `call` would tidy its percent signs and dots."""
        return self._send(requests.Request(method, self.base), target)

    def _send(self, request: requests.Request, target: str | None = None) -> requests.Response:
        prepared = self._session.prepare_request(request)
        if target is not None:
            prepared.url = self.base + target
        answer = self._session.send(prepared, allow_redirects=False, timeout=PATIENCE_SECONDS)
        check_promises(answer)
        return answer
