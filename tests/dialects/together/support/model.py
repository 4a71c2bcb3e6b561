"""What both dialects must show of an issue, whatever was done to it and through which. Plain Python, and no rules."""

from dataclasses import dataclass, field

from unknot.domain.relation import RelationKind

Record = tuple[str, object, object]  # a change: its field, before and after


@dataclass
class ModelComment:
    uuid: str
    text: str
    author: str
    files: dict[str, str] = field(default_factory=dict)  # names by UUID
    is_edited: bool = False


@dataclass
class ModelIssue:
    """An issue. People are known by their UUIDs."""

    uuid: str
    number: int
    title: str
    description: str
    status: str
    level: str
    creator: str
    updator: str
    assignees: list[str]
    outsiders: list[str] = field(default_factory=list)  # addresses among the responsible, which only Guance shows
    comments: dict[str, ModelComment] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    relations: dict[str, RelationKind] = field(default_factory=dict)
    is_trashed: bool = False
    history: list[Record] = field(default_factory=list)

    def change(self, by: str, **values: object) -> None:
        """Edit fields, and remember what became of each."""
        for name in ("title", "description", "status", "level", "assignees"):
            if name in values and getattr(self, name) != values[name]:
                self.history.append((name, getattr(self, name), values[name]))
                setattr(self, name, values[name])
        self.updator = by

    def attach(self, uuid: str, name: str) -> None:
        self.files[uuid] = name
        self.history.append(("file", None, name))

    def detach(self, uuid: str) -> None:
        self.history.append(("file", self.files.pop(uuid), None))

    def relate(self, other: str, kind: RelationKind) -> None:
        self.relations[other] = kind
        self.history.append(("relation", None, (other, kind)))

    def unrelate(self, other: str) -> None:
        self.history.append(("relation", (other, self.relations.pop(other)), None))

    def move(self, *, is_trashed: bool) -> None:
        self.is_trashed = is_trashed
        self.history.append(("trash", not is_trashed, is_trashed))

    @property
    def every_file(self) -> dict[str, str]:
        """Its own, and those of its comments."""
        return self.files | {uuid: name for one in self.comments.values() for uuid, name in one.files.items()}
