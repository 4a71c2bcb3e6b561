"""Somebody in front of the pages, with a browser that keeps its cookie."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from html import unescape
from urllib.parse import urlencode

from tests.http.support.asgi import Client, Opened, Reply

FORM = "application/x-www-form-urlencoded"
PAGE = {"accept": "text/html,*/*;q=0.8", "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
SCRIPT = {"accept": "application/json", "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
PASSWORD = "correct horse battery"


class Visitor:
    """Sends what a browser sends."""

    def __init__(self, client: Client) -> None:
        self._client = client.with_token(None)
        self.cookie = ""

    def get(self, target: str, **headers: str) -> Reply:
        return self._client.get(target, **{**PAGE, "cookie": self.cookie, **headers})

    def post(self, target: str, fields: object = (), **headers: str) -> Reply:
        """Send a form as a page without script does."""
        return self._send(target, fields, {**PAGE, **headers})

    def script(self, target: str, fields: object = (), **headers: str) -> Reply:
        """Send a form as our scripts do."""
        return self._send(target, fields, {**SCRIPT, **headers})

    def upload(self, issue: str, files: Mapping[str, bytes]) -> Reply:
        """Attach files, by their names, as our scripts do."""
        head = '--frontier\r\nContent-Disposition: form-data; name="file"; filename="{}"\r\n\r\n'
        parts = [head.format(name).encode() + content + b"\r\n" for name, content in files.items()]
        form = {"content-type": "multipart/form-data; boundary=frontier", "cookie": self.cookie}
        body = b"".join(parts) + b"--frontier--\r\n"
        return self._client.call("POST", f"{issue}/files", headers={**SCRIPT, **form}, body=body)

    def script_get(self, target: str) -> Reply:
        return self._client.get(target, **{**SCRIPT, "cookie": self.cookie})

    def listening(self, target: str, **headers: str) -> AbstractContextManager[Opened]:
        """Listen to what happens, as an open page does."""
        return self._client.listening(target, **{**SCRIPT, "cookie": self.cookie, **headers})

    def sign_in(self, username: str = "ann", password: str = PASSWORD) -> "Visitor":
        reply = self.post("/login", {"username": username, "password": password})
        assert reply.status == 303, reply.body
        self.cookie = (reply.header("set-cookie") or "").split(";")[0]
        return self

    def _send(self, target: str, fields: object, headers: dict[str, str]) -> Reply:
        body = urlencode(fields, doseq=True).encode()  # type: ignore[arg-type]  # a mapping or pairs
        return self._client.call(
            "POST", target, headers={**headers, "content-type": FORM, "cookie": self.cookie}, body=body
        )


def text_of(reply: Reply) -> str:
    """What a reader would read of a page, roughly."""
    assert reply.status == 200, (reply.status, reply.body[:500])
    body = reply.body.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
