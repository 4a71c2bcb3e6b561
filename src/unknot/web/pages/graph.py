"""The relations graph of an issue."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from unknot.domain.relation import Family
from unknot.http.answer import Answer
from unknot.http.request import Request
from unknot.store import relation_graph
from unknot.store.directory import Directory
from unknot.store.relation_graph import MOST, Graph, Node
from unknot.web import faces
from unknot.web.addresses import address_of_issue
from unknot.web.faces import LevelMark
from unknot.web.forms import query_of
from unknot.web.graph import HEIGHT, WIDTH, Layout, laid_out, leading
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


async def show_graph(request: Request) -> Answer:
    place, access, issue = await issue_of(request)
    asked = _sound(query_of(request, Asked))
    graph = await request.services.read_aside(
        relation_graph.around, issue.id, reader=place.actor, depth=asked.depth, families=asked.families
    )
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
        **_drawn(graph, request.services.directory),
    )


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


def _drawn(graph: Graph, directory: Directory) -> dict[str, Any]:
    layout: Layout = laid_out(graph)
    boxes = {
        node.id: Box(
            node=node,
            level=faces.level(directory, node.level),
            spot=layout.places[node.id],
            is_middle=node is graph.nodes[0],
        )
        for node in graph.nodes
    }
    return {
        "layout": layout,
        "box_size": (WIDTH, HEIGHT),
        "boxes": list(boxes.values()),
        "rows": [(boxes[tie.one], tie.kind, boxes[tie.other]) for tie in map(leading, graph.ties)],
    }
