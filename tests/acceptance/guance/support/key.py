"""An API key at the door: a base address, a header, and an eye on what every answer promises."""

from typing import Any

import requests

from tests.acceptance.support.commands import JSON

from .envelope import check_envelope

BASE = "/api/v1"
PATIENCE_SECONDS = 30


class Key:
    """A program that speaks Guance, with its key or with none."""

    def __init__(self, address: str, secret: str | None) -> None:
        self.address = address
        self.secret = secret
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy may stand between the test and the loopback
        if secret is not None:
            self._session.headers["DF-API-KEY"] = secret

    def get(self, path: str, **params: JSON) -> requests.Response:
        return self.call("GET", path, params=params)

    def post(self, path: str, body: JSON = None, **options: Any) -> requests.Response:
        """Post a JSON body, or none."""
        return self.call("POST", path, json=body, **options)

    def delete(self, path: str) -> requests.Response:
        return self.call("DELETE", path)

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        url = self.address + BASE + path
        answer = self._session.request(method, url, allow_redirects=False, timeout=PATIENCE_SECONDS, **options)
        if not (path.endswith("/download") and answer.ok):
            check_envelope(answer)
        return answer
