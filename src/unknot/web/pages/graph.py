"""The relations graph of an issue."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from unknot.domain.access import Action, Actor
from unknot.domain.chains import circles, critical_path, shortest_way
from unknot.domain.ids import IssueId
from unknot.domain.relation import ARROW, Family, RelationKind
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import events, relation_graph
from unknot.store.directory import Directory
from unknot.store.relation_graph import MOST, Graph, Node, Tie
from unknot.store.session import Session
from unknot.web import faces
from unknot.web.addresses import address_of_issue
from unknot.web.faces import LevelMark
from unknot.web.forms import query_of
from unknot.web.graph import HEIGHT, WIDTH, Layout, laid_out
from unknot.web.graph import Place as Spot
from unknot.web.look import words_of
from unknot.web.shell import in_shell
from unknot.web.visit import issue_of
from unknot.web.words import NP_, Words

DEPTHS: Final = (1, 2, 3)
USUAL_DEPTH: Final = 2
FAMILY_WORDS: Final = {
    Family.HIERARCHY: NP_("relations", "Parents and children"),
    Family.DEPENDENCY: NP_("relations", "Order"),
    Family.AFFECTS: NP_("relations", "Effects"),
    Family.DUPLICATE: NP_("relations", "Duplicates"),
    Family.TESTS: NP_("relations", "Tests"),
    Family.RELATED: NP_("relations", "Related"),
}


class Asked(msgspec.Struct, frozen=True):
    depth: int = USUAL_DEPTH
    kinds: tuple[Family, ...] = ()  # none: every one

    @property
    def families(self) -> Sequence[Family]:
        return self.kinds or tuple(Family)

    def address(self, path: str) -> str:
        return f"{path}?{urlencode({'depth': self.depth, 'kinds': [one.value for one in self.kinds]}, doseq=True)}"


class Box(msgspec.Struct, frozen=True, kw_only=True):
    node: Node
    level: LevelMark
    spot: Spot
    is_middle: bool
    step: int  # of the critical path, counted from 1; 0: it is not on it


class Critical(msgspec.Struct, frozen=True, kw_only=True):
    """The longest chain of open issues through the one in the middle, each of which waits for the one before it."""

    path: Sequence[Node]  # first things first; nothing where nobody waits
    steps: Mapping[IssueId, int]  # the places of these issues, counted from 1
    before: int  # issues, of the one in the middle
    circles: Sequence[str]  # of issues that wait for each other, as people read them
    is_cut: bool  # it may be longer

    @property
    def after(self) -> int:
        return len(self.path) - self.before - 1

    def has(self, tie: Tie) -> bool:
        """Whether the path goes along a relation."""
        here, there = self.steps.get(tie.one), self.steps.get(tie.other)
        return tie.kind is RelationKind.DEPENDENCY_REVERSE and here is not None and there == here + 1

    def place(self, tie: Tie) -> int:
        """The relations of the path in its order, then all others."""
        return self.steps[tie.one] if self.has(tie) else len(self.path) + 1


async def show_graph(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    asked = _sound(query_of(request, Asked))
    graph, line = await request.services.read_aside(
        _read, issue.id, reader=place.actor, depth=asked.depth, families=asked.families
    )
    critical = _critical(issue.id, line)
    address = address_of_issue(access.project, issue.number)
    return in_shell(
        "page/graph.html",
        place,
        here=f"/{access.project.path}",
        project=access.project,
        issue=issue,
        key=access.project.issue_key(issue.number),
        address=address,
        depths=[(depth, msgspec.structs.replace(asked, depth=depth).address(f"{address}/graph")) for depth in DEPTHS],
        chips=list(_chips(asked, f"{address}/graph", words_of(place.visit.language))),
        asked=asked,
        graph=graph,
        most=MOST,
        kinds=list(RelationKind),
        may={"relate": access.allows(Action.RELATE_ISSUE, author=issue.created_by)},
        last_event=events.newest(request.services.db),
        critical=critical,
        **_drawn(graph, critical, request.services.directory),
    )


def _read(
    db: Session, issue: IssueId, *, reader: Actor, depth: int, families: Collection[Family]
) -> tuple[Graph, Graph]:
    """What is around an issue; and who waits for it, and for whom it waits, however far away."""
    around = relation_graph.around(db, issue, reader=reader, depth=depth, families=families)
    return around, relation_graph.in_line(db, issue, reader=reader)


def _sound(asked: Asked) -> Asked:
    return asked if asked.depth in DEPTHS else msgspec.structs.replace(asked, depth=USUAL_DEPTH)


def _chips(asked: Asked, path: str, words: Words) -> Iterator[Mapping[str, Any]]:
    """Each kind of relation as a link that shows it, or hides it."""
    for family, name in FAMILY_WORDS.items():
        others = tuple(one for one in asked.kinds if one is not family)
        is_on = family in asked.kinds
        toggled = msgspec.structs.replace(asked, kinds=others if is_on else (*asked.kinds, family))
        yield {
            "name": words.catalogue.pgettext("relations", name),
            "family": family.value,
            "is_on": is_on,
            "href": toggled.address(path),
        }


def _critical(middle: IssueId, line: Graph) -> Critical:
    nodes = {node.id: node for node in line.nodes}
    steps = {(tie.one, tie.other) for tie in line.ties}
    path = critical_path(middle, steps)
    rounds = (
        shortest_way(start, start, lambda issues: (step for step in steps if step[0] in issues))
        for start in map(min, circles(steps))
    )
    return Critical(
        path=[nodes[issue] for issue in path],
        steps={issue: at for at, issue in enumerate(path, 1)},
        before=path.index(middle) if path else 0,
        circles=[ARROW.join(nodes[issue].key for issue in circle) for circle in rounds],
        is_cut=line.is_cut,
    )


def _drawn(graph: Graph, critical: Critical, directory: Directory) -> dict[str, Any]:
    layout: Layout = laid_out(graph)
    boxes = {
        node.id: Box(
            node=node,
            level=faces.level(directory, node.level),
            spot=layout.places[node.id],
            is_middle=node is graph.nodes[0],
            step=critical.steps.get(node.id, 0),
        )
        for node in graph.nodes
    }
    ties = sorted((tie.leading for tie in graph.ties), key=critical.place)
    return {
        "layout": layout,
        "box_size": (WIDTH, HEIGHT),
        "boxes": list(boxes.values()),
        "rows": [(boxes[tie.one], tie, boxes[tie.other]) for tie in ties],
    }
