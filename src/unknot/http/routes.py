"""The route table: one flat list a door, from which router, OpenAPI document and contract tests are made."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from unknot.domain.errors import Refused
from unknot.http.answer import Answer
from unknot.http.errors import MethodNotAllowed, NoSuchRoute
from unknot.http.request import Request

Endpoint = Callable[[Request], Awaitable[Answer]]
Refuse = Callable[[Refused, Request], Answer]


class Query(msgspec.Struct, frozen=True):
    """A query parameter: its name, its type as the document tells it, and what it means."""

    name: str
    type: Any
    meaning: str
    required: bool = False


class Route(msgspec.Struct, frozen=True):
    """One way in. Braces in the path name its parameters."""

    method: str
    path: str
    endpoint: Endpoint
    summary: str
    name: str = ""  # of the operation in the document, where several routes share an endpoint
    body: Any = None  # the type of a JSON body
    requires: Sequence[str] = ()  # keys that this route wants of a body whose type serves others without them
    uploads: str | None = None  # the name of a multipart field that holds a file
    answers: Any = None  # the type of the JSON answer; None where the answer is empty
    downloads: bool = False  # the answer is a file's bytes
    query: Sequence[Query] = ()
    refuses: Sequence[type[Refused]] = ()  # beside what any route may refuse

    @property
    def operation(self) -> str:
        """What the document calls it: words for the generators of clients."""
        return self.name or self.endpoint.__name__

    @property
    def place(self) -> tuple[str, ...]:
        """Where it stands among paths, whatever their parameters are called."""
        return tuple("{}" if part.startswith("{") else part for part in self.path.split("/"))

    @property
    def params(self) -> list[str]:
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """One dialect, or the pages: its routes in groups, and how it says no."""

    name: str
    title: str
    groups: Mapping[str, Sequence[Route]]
    refuse: Refuse

    @property
    def routes(self) -> Iterable[Route]:
        return chain.from_iterable(self.groups.values())


class _Node:
    __slots__ = ("any", "door", "literal", "methods")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.any: _Node | None = None
        self.methods: dict[str, Route] = {}
        self.door: Door | None = None


class Match(msgspec.Struct, frozen=True):
    """What a path leads to."""

    door: Door
    route: Route
    params: tuple[str, ...]


class Router:
    """Finds a route by walking the path's parts through dictionaries. A literal part wins over a parameter."""

    def __init__(self, home: Door) -> None:
        """`home` stands at the root, and answers for paths that belong to no other door."""
        self._root = _Node()
        self.mount(home)

    def mount(self, door: Door, *prefix: str) -> None:
        """Add a door's routes below a prefix; at the root, only its routes."""
        start = self._root
        for part in prefix:
            start = start.literal.setdefault(part, _Node())
        start.door = start.door or door
        for route in door.routes:
            _place(start, route, door)

    def find(self, method: str, parts: Sequence[str], path: str) -> Match:
        """The route for a request, or a refusal that the right door will word."""
        door = self._door_of(parts)
        node, params = self._walk(parts)
        if node is None:
            raise RefusedAt(door, NoSuchRoute(path))
        route = node.methods.get("GET" if method == "HEAD" else method)
        if route is None:
            raise RefusedAt(door, MethodNotAllowed(method, path, node.methods))
        return Match(node.door or door, route, params)

    def _walk(self, parts: Sequence[str]) -> tuple[_Node | None, tuple[str, ...]]:
        """A first part that is a word of ours is never somebody's name, so nothing steps back over it."""
        first = self._root.literal.get(parts[0]) if parts else None
        return _walk(self._root, parts, 0) if first is None else _walk(first, parts, 1)

    def _door_of(self, parts: Iterable[str]) -> Door:
        node, door = self._root, self._root.door
        for part in parts:
            child = node.literal.get(part)
            if child is None:
                break
            node, door = child, child.door or door
        assert door is not None  # noqa: S101 - the root has one
        return door


class RefusedAt(Exception):
    """A refusal before any route was found, and the door that words it."""

    def __init__(self, door: Door, refusal: Refused) -> None:
        super().__init__(refusal.message)
        self.door = door
        self.refusal = refusal


def _place(start: _Node, route: Route, door: Door) -> None:
    node = start
    for part in filter(None, route.path.split("/")):
        if part.startswith("{"):
            node.any = node.any or _Node()
            node = node.any
        else:
            is_first = node is start
            node = node.literal.setdefault(part, _Node())
            if is_first:
                node.door = node.door or door  # which answers for everything below its own word
    node.door = door
    node.methods[route.method] = route


def _walk(node: _Node, parts: Sequence[str], at: int) -> tuple[_Node | None, tuple[str, ...]]:
    """The node at the end of the path; steps back where a literal part leads nowhere but a parameter would."""
    params: list[str] = []
    for place in range(at, len(parts)):
        part = parts[place]
        literal = node.literal.get(part)
        if literal is not None and node.any is not None:
            found, more = _walk(literal, parts, place + 1)
            if found is not None:
                return found, (*params, *more)
            literal = None
        if literal is not None:
            node = literal
        elif node.any is not None and part:
            params.append(part)
            node = node.any
        else:
            return None, ()
    return (node if node.methods else None), tuple(params)
