"""A project as one caller sees it, with the few things that nearly every test does in one."""

from itertools import count
from typing import Any, Self

import requests

from .answers import done, ok
from .caller import Caller
from .commands import JSON

NUMBERS = count(1)


class Project:
    """The calls below `/project/{owner}/{project}`, made by one person."""

    def __init__(self, caller: Caller, about: JSON) -> None:
        self.caller = caller
        self.about = about
        self.id: str = about["id"]
        self.alias: str = about["alias"]
        self.owner: str = about["owner"]["alias"]
        self.path = f"/project/{self.owner}/{self.alias}"

    @classmethod
    def made_by(cls, caller: Caller, owner: str = "acme", **fields: Any) -> Self:
        """Make a new one; private unless the fields say otherwise."""
        alias = f"demo-{next(NUMBERS)}"
        body = {"title": alias, "alias": alias, "ownerAlias": owner, "ownerAliasType": "COMPANY", "isPrivate": True}
        return cls(caller, ok(caller.post("/project", json=body | fields)))

    def seen_by(self, caller: Caller) -> "Project":
        return Project(caller, self.about)

    def get(self, path: str = "", **options: Any) -> requests.Response:
        return self.caller.get(self.path + path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.caller.post(self.path + path, **options)

    def put(self, path: str, **options: Any) -> requests.Response:
        return self.caller.put(self.path + path, **options)

    def delete(self, path: str, **options: Any) -> requests.Response:
        return self.caller.delete(self.path + path, **options)

    def create(self, **fields: Any) -> requests.Response:
        """Ask for a new issue; the fields are added to a title and a description."""
        return self.post("/issue", json={"title": "Slow start", "description": "Takes a minute"} | fields)

    def issue(self, **fields: Any) -> JSON:
        """Return a new issue."""
        return ok(self.create(**fields))

    def read(self, issue: JSON) -> JSON:
        """The issue as it is now."""
        return ok(self.get(f"/issue/{issue['localId']}"))

    def edit(self, issue: JSON, **fields: Any) -> requests.Response:
        return self.put(f"/issue/{issue['localId']}/edit", json=fields)

    def remove(self, issue: JSON) -> requests.Response:
        return self.delete(f"/issue/{issue['localId']}/delete")

    def label(self, title: str = "bug", **fields: Any) -> JSON:
        return ok(self.post("/-/labels", json={"title": title, "hexColor": "D73A4A", "description": None} | fields))

    def relate(self, issue: JSON, target: str, kind: str = "RELATED") -> requests.Response:
        body = {"targetIssueUuid": target, "relationType": kind}
        return self.post(f"/issue/{issue['localId']}/create-issue-relation", json=body)

    def unrelate(self, issue: JSON, target: str) -> requests.Response:
        path = f"/issue/{issue['localId']}/delete-issue-relation"
        return self.delete(path, params={"targetIssueUuid": target})

    def relations(self, issue: JSON, **params: Any) -> list[JSON]:
        path = f"/issue/{issue['localId']}/issue-relations"
        return embedded(self.get(path, params=params), "restIssueRelationModelList")

    def upload(self, name: str = "error.log", content: bytes = b"it broke\n", field: str = "file") -> requests.Response:
        return self.post("/file", files={field: (name, content)})

    def file(self, name: str = "error.log", content: bytes = b"it broke\n") -> JSON:
        """Return a new file of the project, attached to nothing."""
        return ok(self.upload(name, content))

    def attach(self, issue: JSON, file: JSON) -> requests.Response:
        path = f"/issue/{issue['localId']}/link-file"
        return self.post(path, params={"uploadFileUuid": file["uploadFileUuid"]})

    def detach(self, issue: JSON, file: JSON) -> requests.Response:
        path = f"/issue/{issue['localId']}/delete-file-relation"
        return self.delete(path, params={"uploadFileUuid": file["uploadFileUuid"]})

    def files(self, issue: JSON, **params: Any) -> list[JSON]:
        path = f"/issue/{issue['localId']}/files"
        return embedded(self.get(path, params=params), "restProjectUploadFileModelList")

    def download(self, file: JSON) -> requests.Response:
        return self.caller.get(file["webFilePath"])

    def say(self, issue: JSON, note: str) -> requests.Response:
        return self.post(f"/issue-discussion/{issue['localId']}/create", json={"note": note})

    def comments(self, issue: JSON, **params: Any) -> list[JSON]:
        path = f"/issue-discussion/{issue['localId']}"
        return embedded(self.get(path, params=params), "issueDiscussionList")

    def vanish(self) -> None:
        done(self.caller.delete(f"/project/{self.id}/delete"))


def embedded(answer: requests.Response, key: str) -> list[JSON]:
    """The items of one page of a list, which has no `_embedded` when it is empty."""
    items: list[JSON] = ok(answer).get("_embedded", {}).get(key, [])
    return items
