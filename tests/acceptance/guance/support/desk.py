"""A workspace as the holder of one key sees it, with the few things that nearly every test does in one."""

from functools import cached_property
from itertools import count
from typing import Any, Self

import requests

from tests.acceptance.support.commands import JSON
from tests.acceptance.support.instance import Instance

from .envelope import content
from .key import Key

NUMBERS = count(1)
SOUND = {"name": "Slow checkout", "level": "system_level_2", "description": "<p>p95 above 3 s</p>"}


class Desk:
    """The calls that a program makes in its key's workspace."""

    def __init__(self, key: Key, founded: JSON) -> None:
        self.key = key
        self.founded = founded  # what the command line said when it made the workspace

    @classmethod
    def of(cls, instance: Instance) -> Self:
        """The first workspace of an instance, with its founder's key."""
        return cls(Key(instance.server.address, instance.founded["token"]), instance.founded)

    def held_by(self, secret: str | None) -> "Desk":
        """The same workspace in the hands of somebody else."""
        return Desk(Key(self.key.address, secret), self.founded)

    @cached_property
    def default_channel(self) -> str:
        uuid: str = next(one["uuid"] for one in self.channels() if one["name"] == "default")
        return uuid

    def add(self, **fields: Any) -> requests.Response:
        """Ask for a new issue; the fields are added to what every issue must have."""
        return self.key.post("/issue/add", SOUND | fields)

    def issue(self, **fields: Any) -> JSON:
        return content(self.add(**fields))

    def modify(self, issue: JSON, **fields: Any) -> requests.Response:
        return self.key.post(f"/issue/{issue['uuid']}/modify", fields)

    def changed(self, issue: JSON, **fields: Any) -> JSON:
        return content(self.modify(issue, **fields))

    def read(self, issue: JSON) -> JSON:
        """The issue as it is now, with all that `get` tells of it."""
        return content(self.key.get(f"/issue/{issue['uuid']}/get"))

    def channels_of(self, issue: JSON) -> set[str]:
        """Where the issue is delivered, besides the default channel, which must be there."""
        bound = {one["uuid"] for one in self.read(issue)["bindChannels"]}
        assert self.default_channel in bound
        return bound - {self.default_channel}

    def attachments_of(self, issue: JSON) -> list[str]:
        return [one["uuid"] for one in self.read(issue)["attachments"]]

    def managers_of(self, issue: JSON) -> list[JSON]:
        """Who is responsible. No page says whether the entries stand in a list or under their names."""
        infos = self.read(issue)["managerInfos"]
        return list(infos.values() if isinstance(infos, dict) else infos)

    def find(self, **body: Any) -> list[JSON]:
        """The issues that a list without paging answers with."""
        found: list[JSON] = content(self.key.post("/issue/list", body))
        return found

    def say(self, issue: JSON, text: str = "Restarted the pod", **fields: Any) -> JSON:
        return content(self.reply(issueUUID=issue["uuid"], content=text, extend={}, **fields))

    def reply(self, **body: Any) -> requests.Response:
        return self.key.post("/issue/reply/create", body)

    def stream(self, issue: JSON, **params: Any) -> list[JSON]:
        """Replies and change records, newest first."""
        stream: list[JSON] = content(self.key.get(f"/issue/reply/{issue['uuid']}/list", **params))
        return stream

    def replies(self, issue: JSON) -> list[JSON]:
        return [one for one in self.stream(issue, pageSize=100) if one["type"] == "reply"]

    def changes(self, issue: JSON) -> list[JSON]:
        return [one for one in self.stream(issue, pageSize=100) if one["type"] == "change"]

    def upload(self, name: str = "heap.txt", data: bytes = b"it broke\n", part: str = "file") -> requests.Response:
        return self.key.call("POST", "/attachment/upload", files={part: (name, data)})

    def attachment(self, name: str = "heap.txt", data: bytes = b"it broke\n") -> str:
        """The id of a new file, attached to nothing."""
        uuid: str = content(self.upload(name, data))["uuid"]
        return uuid

    def download(self, attachment: str) -> requests.Response:
        return self.key.get(f"/attachment/{attachment}/download")

    def channel(self, **fields: Any) -> JSON:
        return content(self.key.post("/channel/add", {"name": f"payments {next(NUMBERS)}"} | fields))

    def channels(self) -> list[JSON]:
        channels: list[JSON] = content(self.key.get("/channel/quick_list"))
        return channels

    def level(self, **fields: Any) -> JSON:
        body = {"name": f"blocker {next(NUMBERS)}", "color": "#12AB9F"} | fields
        return content(self.key.post("/issue-level/add", body))

    def levels(self) -> list[JSON]:
        levels: list[JSON] = content(self.key.get("/issue-level/list"))
        return levels

    def members(self, **params: Any) -> list[JSON]:
        members: list[JSON] = content(self.key.get("/workspace/members/list", **params))["data"]
        return members

    @cached_property
    def me(self) -> str:
        """The account behind the key."""
        return f"acnt_{self.founded['user']['uuid'].replace('-', '')}"
