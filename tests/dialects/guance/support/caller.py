"""Somebody with a key, who takes every envelope apart and looks at all of it."""

import json
from typing import Any
from urllib.parse import urlencode

from tests.http.support.asgi import Client, Reply

PREFIX = "/api/v1"
ENVELOPE = {"code", "content", "errorCode", "message", "success", "traceId"}


class Caller:
    def __init__(self, client: Client, key: str | None) -> None:
        self._client = client.with_token(None)
        self.key = key

    def with_key(self, key: str | None) -> "Caller":
        return Caller(self._client, key)

    def get(self, path: str, **query: object) -> Any:
        """The content of the answer, which has to be a success."""
        return content_of(self.ask(path, **query))

    def post(self, path: str, body: object = None) -> Any:
        """The same of a change."""
        return content_of(self.send(path, body))

    def ask(self, path: str, **query: object) -> Reply:
        target = f"{PREFIX}{path}?{urlencode(query)}" if query else f"{PREFIX}{path}"
        return self._client.get(target, **self._headers())

    def send(self, path: str, body: object = None) -> Reply:
        """Send a body as JSON, or none at all."""
        text = b"" if body is None else json.dumps(body).encode()
        headers = self._headers() | {"content-type": "application/json;charset=UTF-8"}
        return self._client.call("POST", PREFIX + path, headers=headers, body=text)

    def upload(self, *files: tuple[str, str, bytes]) -> Reply:
        """Send a form with these files: field, name and bytes of each."""
        body = b"".join(map(_part, files)) + b"--line--\r\n"
        headers = self._headers() | {"content-type": "multipart/form-data; boundary=line"}
        return self._client.call("POST", f"{PREFIX}/attachment/upload", headers=headers, body=body)

    def delete(self, path: str) -> Reply:
        return self._client.call("DELETE", PREFIX + path, headers=self._headers())

    def gitflic(self, path: str) -> Any:
        """What the other dialect answers to the owner of the same key."""
        reply = self._client.get(path, authorization=f"token {self.key}")
        assert reply.status == 200, reply.body
        return reply.json

    def _headers(self) -> dict[str, str]:
        return {} if self.key is None else {"df-api-key": self.key}


def _part(file: tuple[str, str, bytes]) -> bytes:
    field, name, content = file
    head = f'--line\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def content_of(reply: Reply) -> Any:
    envelope = reply.json
    assert (reply.status, envelope["code"], envelope["success"]) == (200, 200, True), envelope
    assert set(envelope) - {"pageInfo"} == ENVELOPE
    assert (envelope["errorCode"], envelope["message"]) == ("", "")
    assert envelope["traceId"] == reply.header("x-request-id")
    return envelope["content"]


def refusal_of(reply: Reply) -> tuple[int, str, str]:
    """Status, code and sentence of an answer that has to be a refusal."""
    envelope = reply.json
    assert set(envelope) == ENVELOPE
    assert (envelope["code"], envelope["content"], envelope["success"]) == (reply.status, {}, False)
    return reply.status, envelope["errorCode"], envelope["message"]
