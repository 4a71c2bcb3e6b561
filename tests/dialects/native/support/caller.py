"""Somebody with a token, who asks our own paths, and a vendor's for what ours do not tell."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.http.support.asgi import Client, Reply

PREFIX = "/api/unknot/v1"
NUMBERS = count(1)


class Caller:
    def __init__(self, client: Client, token: str | None) -> None:
        self._client = client.with_token(None)
        self.token = token

    def with_token(self, token: str | None) -> "Caller":
        return Caller(self._client, token)

    def ask(self, method: str, path: str, body: object = None, *, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask with the token, unless other headers are to be sent."""
        if headers is None:
            headers = {} if self.token is None else {"authorization": f"token {self.token}"}
        text = b"" if body is None else json.dumps(body).encode()
        return self._client.call(
            method, PREFIX + path, headers={"content-type": "application/json", **headers}, body=text
        )

    def get(self, path: str) -> Any:
        return content_of(self.ask("GET", path))

    def post(self, path: str, body: object = None) -> Any:
        return content_of(self.ask("POST", path, body))

    def guance(self, method: str, path: str, body: object = None) -> Any:
        """What the Guance dialect answers to the same token."""
        headers = {"df-api-key": self.token or "", "content-type": "application/json"}
        text = b"" if body is None else json.dumps(body).encode()
        reply = self._client.call(method, f"/api/v1{path}", headers=headers, body=text)
        assert reply.status == 200, reply.body
        return reply.json["content"]

    def issue(self, **fields: Any) -> str:
        """A new issue, by the vendor's id."""
        body = {"name": f"Issue {next(NUMBERS)}", "level": "system_level_2", "description": "It broke", **fields}
        uuid: str = self.guance("POST", "/issue/add", body)["uuid"]
        return uuid

    def read(self, issue: str) -> Any:
        return self.guance("GET", f"/issue/{issue}/get")

    def is_there(self, issue: str) -> bool:
        return issue in {one["uuid"] for one in self.guance("POST", "/issue/list", {})}


def content_of(reply: Reply) -> Any:
    assert reply.status == 200, reply.body
    assert reply.header("content-type") == "application/json"
    return reply.json


def refusal_of(reply: Reply) -> tuple[int, str, str]:
    """Status, code and sentence of an answer that has to be a refusal, in problem details."""
    problem = reply.json
    assert reply.header("content-type") == "application/problem+json"
    assert problem["status"] == reply.status
    assert problem["request"] == reply.header("x-request-id")
    assert set(problem) - {"problems"} == {"title", "status", "detail", "code", "request"}
    return reply.status, problem["code"], problem["detail"]
