"""Somebody who works with the same issues, out of our sight: what they do arrives at the server as from any page."""

from dataclasses import dataclass
from typing import Any

import requests

PATIENCE_SECONDS = 30
WORKSPACE = "/harbour"
PAGE = {"accept": "text/html"}


@dataclass(frozen=True)
class Issue:
    uuid: str
    key: str
    path: str
    title: str


class Colleague:
    def __init__(self, address: str, cookie: str) -> None:
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy may stand between the test and the loopback
        self._session.headers["accept"] = "application/json"
        self._session.cookies.set("unknot_session", cookie)

    def file(self, title: str, *, project: str = "storefront", **fields: Any) -> Issue:
        """File an issue; the fields are those of the form for new ones."""
        said = self.post(f"{WORKSPACE}/-/issues", project=project, title=title, **fields)["said"]
        return self.find(said.split()[0])

    def find(self, text: str) -> Issue:
        """The first issue for a key, or for words of a title."""
        [found, *_] = self.get(f"{WORKSPACE}/-/find", q=text)
        return Issue(found["uuid"], found["key"], found["href"], found["title"])

    def status_of(self, issue: Issue) -> str:
        [found, *_] = self.get(f"{WORKSPACE}/-/find", q=issue.key)
        word: str = found["word"]
        return word

    def change(self, *issues: Issue, **fields: str) -> Any:
        return self.post(f"{WORKSPACE}/-/change", issue=[one.uuid for one in issues], **fields)

    def edit(self, issue: Issue, **fields: str) -> Any:
        """Change an issue's words."""
        return self.post(f"{issue.path}/edit", **fields)

    def comment(self, issue: Issue, text: str) -> Any:
        return self.post(f"{issue.path}/comments", text=text)

    def get(self, path: str, **query: str) -> Any:
        reply = self._session.get(f"{self._address}{path}", params=query, timeout=PATIENCE_SECONDS)
        assert reply.ok, f"{reply.status_code} for {path}"
        return reply.json()

    def post(self, path: str, **fields: Any) -> Any:
        return self.submit(path, **fields).json()

    def read(self, path: str) -> str:
        """A page, as it is sent."""
        reply = self._session.get(f"{self._address}{path}", headers=PAGE, timeout=PATIENCE_SECONDS)
        assert reply.ok, f"{reply.status_code} for {path}"
        return reply.text

    def submit(self, path: str, **fields: Any) -> requests.Response:
        """Send a form whose answer is a page."""
        reply = self._session.post(f"{self._address}{path}", data=fields, timeout=PATIENCE_SECONDS)
        assert reply.ok, f"{reply.status_code} for {path}"
        return reply
