"""The two ways in. Each speaks its own words on the wire, and the words of the model with us."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias
from uuid import UUID

from tests.dialects.together.support.model import Record
from tests.http.support.asgi import Client, Reply
from tests.http.support.installation import PROJECT
from unknot.domain.relation import RelationKind

JSON: TypeAlias = Any
STATUSES = {10: "OPEN", 15: "IN_PROGRESS", 20: "COMPLETED", 25: "CLOSED", 30: "PENDING"}
NUMBERS = {word: number for number, word in STATUSES.items()}
FIELDS = {
    "name": "title",
    "description": "description",
    "statusType": "status",
    "level": "level",
    "manager": "assignees",
    "attachments": "file",
    "relations": "relation",
    "deleted": "trash",
}
MOST = 100  # of a list, which is more than any test makes


def form(name: str, data: bytes) -> tuple[bytes, dict[str, str]]:
    """A file as a browser sends it."""
    head = f'--limit\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--limit--\r\n", {"content-type": "multipart/form-data; boundary=limit"}


class Gitflic:
    """The caller is chosen for each call, by their token."""

    def __init__(self, client: Client, tokens: Mapping[str, str]) -> None:
        self._clients = {person: client.with_token(token) for person, token in tokens.items()}

    def call(self, by: str, method: str, path: str, body: JSON = None) -> Reply:
        return self._clients[by].send(method, PROJECT + path, body)

    def ask(self, by: str, method: str, path: str, body: JSON = None) -> JSON:
        reply = self.call(by, method, path, body)
        assert reply.status == 200, reply.body
        return reply.json if reply.body else None

    def create(self, by: str, title: str, description: str, status: str, assignees: list[str]) -> tuple[str, int]:
        body = {"title": title, "description": description, "status": status, "assignedUsers": assignees}
        made = self.ask(by, "POST", "/issue", body)
        return made["id"], made["localId"]

    def edit(self, by: str, number: int, changes: Mapping[str, JSON]) -> None:
        names = {"assignees": "assignedUsers"}
        self.ask(by, "PUT", f"/issue/{number}/edit", {names.get(name, name): one for name, one in changes.items()})

    def upload(self, by: str, name: str, data: bytes) -> str:
        body, headers = form(name, data)
        reply = self._clients[by].call("POST", f"{PROJECT}/file", body=body, headers=headers)
        uuid: str = reply.json["uploadFileUuid"]
        return uuid

    def attach(self, by: str, number: int, file: str) -> None:
        self.ask(by, "POST", f"/issue/{number}/link-file?uploadFileUuid={file}")

    def detach(self, by: str, number: int, file: str) -> None:
        self.ask(by, "DELETE", f"/issue/{number}/delete-file-relation?uploadFileUuid={file}")

    def shown(self, by: str, number: int) -> JSON:
        """An issue and all that hangs on it, as far as this dialect knows of it."""
        issue = self.ask(by, "GET", f"/issue/{number}")
        return {
            "uuid": issue["id"],
            "title": issue["title"],
            "description": issue["description"],
            "status": issue["status"]["id"],
            "updator": issue["updatedBy"]["id"],
            "assignees": [one["id"] for one in issue["assignedUsers"]],
            "comments": [
                (one["id"], one["message"], one["author"]["id"])
                for one in self._list(by, f"/issue-discussion/{number}")
            ],
            "files": {one["uploadFileUuid"]: one["fileName"] for one in self._list(by, f"/issue/{number}/files")},
            "relations": {
                one["targetIssueUuid"]: RelationKind[one["issueRelationType"]]
                for one in self._list(by, f"/issue/{number}/issue-relations")
            },
        }

    def newest(self, by: str, count: int) -> list[str]:
        return [one["id"] for one in self._list(by, "/issue")][:count]

    def _list(self, by: str, path: str) -> list[JSON]:
        page = self.ask(by, "GET", f"{path}?size={MOST}")
        items: list[JSON] = next(iter(page["_embedded"].values())) if "_embedded" in page else []
        assert page["page"]["totalElements"] == len(items) or len(items) == MOST
        return items


def wire(prefix: str, uuid: str) -> str:
    return f"{prefix}_{UUID(uuid).hex}"


def plain(word: str) -> str:
    return str(UUID(word.partition("_")[2]))


class Guance:
    """The same with keys."""

    def __init__(self, client: Client, tokens: Mapping[str, str]) -> None:
        self._client = client.with_token(None)
        self._tokens = tokens

    def call(self, by: str, method: str, path: str, body: JSON = None) -> Reply:
        headers = {"df-api-key": self._tokens[by], "content-type": "application/json"}
        return self._client.call(method, f"/api/v1{path}", body=json.dumps(body).encode(), headers=headers)

    def ask(self, by: str, method: str, path: str, body: JSON = None) -> JSON:
        reply = self.call(by, method, path, body)
        assert reply.status == 200, reply.body
        return reply.json["content"]

    def create(self, by: str, title: str, description: str, status: str, level: str, managers: list[str]) -> str:
        made = self.ask(
            by,
            "POST",
            "/issue/add",
            {
                "name": title,
                "description": description,
                "statusType": NUMBERS[status],
                "level": level,
                "extend": {"manager": managers},
            },
        )
        return plain(made["uuid"])

    def edit(self, by: str, uuid: str, changes: Mapping[str, JSON]) -> None:
        words: dict[str, JSON] = {}
        for name, value in changes.items():
            match name:
                case "title":
                    words["name"] = value
                case "status":
                    words["statusType"] = NUMBERS[value]
                case "assignees":
                    words["extend"] = {"manager": value}
                case _:
                    words[name] = value
        self.ask(by, "POST", f"/issue/{wire('issue', uuid)}/modify", words)

    def upload(self, by: str, name: str, data: bytes) -> str:
        body, headers = form(name, data)
        headers["df-api-key"] = self._tokens[by]
        reply = self._client.call("POST", "/api/v1/attachment/upload", body=body, headers=headers)
        return plain(reply.json["content"]["uuid"])

    def set_files(self, by: str, uuid: str, files: list[str]) -> None:
        body = {"attachmentUuids": [wire("att", file) for file in files]}
        self.ask(by, "POST", f"/issue/{wire('issue', uuid)}/modify", body)

    def shown(self, by: str, uuid: str) -> JSON:
        issue = self.ask(by, "GET", f"/issue/{wire('issue', uuid)}/get")
        entries = self.ask(by, "GET", f"/issue/reply/{wire('issue', uuid)}/list?pageSize={MOST}&ordering=createAt")
        managers = issue["extend"].get("manager", [])
        return {
            "uuid": plain(issue["uuid"]),
            "title": issue["name"],
            "description": issue["description"],
            "status": STATUSES[issue["statusType"]],
            "level": issue["level"],
            "creator": plain(issue["creator"]),
            "updator": plain(issue["updator"]),
            "assignees": {plain(one) for one in managers if "@" not in one},
            "outsiders": [one for one in managers if "@" in one],
            "comments": [
                (
                    plain(one["uuid"]),
                    one["content"],
                    plain(one["creator"]),
                    {plain(file["uuid"]): file["fileName"] for file in one["attachmentsList"]},
                    one["is_modify"],
                )
                for one in entries
                if one["type"] == "reply"
            ],
            "files": {plain(one["uuid"]): one["fileName"] for one in issue["attachments"]},
            "history": [_record(one["extend"]) for one in entries if one["type"] == "change"],
        }

    def newest(self, by: str, count: int) -> list[str]:
        page = self.ask(by, "POST", "/issue/list", {"pageIndex": 1, "pageSize": MOST})
        return [plain(one["uuid"]) for one in page["data"]][:count]


def _record(extend: JSON) -> Record:
    """A change as the model has it."""
    name = FIELDS.get(extend["field"], extend["field"])
    before, after = (_value(name, extend[side]) for side in ("before", "after"))
    return name, before, after


def _value(name: str, value: JSON) -> object:
    if value is None:
        return None
    match name:
        case "status":
            return STATUSES[value]
        case "assignees":
            return [plain(one) for one in value]
        case "relation":
            other = value["issueUUID"]  # empty, while that one is in the trash
            return other and plain(other), RelationKind(value["relation"])
        case _:
            return value
