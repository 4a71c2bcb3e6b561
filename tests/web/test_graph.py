"""Where the boxes of a relations graph stand, whatever the graph."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.ids import IssueId, ProjectId
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.store.relation_graph import Graph, Node, Tie
from unknot.web.graph import HEIGHT, WIDTH, laid_out


def node(number: int) -> Node:
    return Node(
        id=IssueId(number),
        uuid=str(number),
        project=ProjectId(1),
        key=f"WEB-{number}",
        path=f"/acme/web/{number}",
        title="",
        status=Status.OPEN,
        level="",
        distance=0,
    )


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Every issue is related to one before it, and some to others: circles too."""
    size = draw(st.integers(1, 14))
    pairs = {(draw(st.integers(0, one - 1)), one) for one in range(1, size)}
    if size > 1:
        numbers = st.integers(0, size - 1)
        pairs |= {(low, high) for low, high in draw(st.sets(st.tuples(numbers, numbers), max_size=8)) if low < high}
    kinds = st.sampled_from(RelationKind)
    ties = [Tie(IssueId(low), IssueId(high), draw(kinds)) for low, high in sorted(pairs)]
    return Graph([node(number) for number in range(size)], ties, is_cut=False)


@given(graph=graphs())
def test_no_two_boxes_overlap_and_all_are_inside(graph: Graph) -> None:
    layout = laid_out(graph)

    assert set(layout.places) == {one.id for one in graph.nodes}
    assert all(
        abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT
        for one, other in combinations(layout.places.values(), 2)
    )
    assert all(0 <= place.x <= layout.width - WIDTH for place in layout.places.values())
    assert all(0 <= place.y <= layout.height - HEIGHT for place in layout.places.values())


@given(graph=graphs())
def test_the_same_graph_looks_the_same(graph: Graph) -> None:
    assert laid_out(graph) == laid_out(graph)
    assert len(laid_out(graph).lines) == len(graph.ties)


def test_what_comes_first_stands_left_whichever_way_it_was_said() -> None:
    nodes = [node(number) for number in range(4)]
    ties = [
        Tie(IssueId(0), IssueId(1), RelationKind.DEPENDENCY_FORWARD),  # 0 comes after 1
        Tie(IssueId(0), IssueId(2), RelationKind.HIERARCHY_REVERSE),  # 0 is the parent of 2
        Tie(IssueId(0), IssueId(3), RelationKind.RELATED),
    ]

    places = laid_out(Graph(nodes, ties, is_cut=False)).places

    assert places[IssueId(1)].x < places[IssueId(0)].x < places[IssueId(2)].x
    assert places[IssueId(3)].x == places[IssueId(0)].x


@given(kind=st.sampled_from(RelationKind))
def test_a_relation_is_told_the_same_way_from_both_ends(kind: RelationKind) -> None:
    one, other = IssueId(1), IssueId(2)
    told = Tie(one, other, kind).leading

    if kind is not RelationKind.RELATED:
        assert told == Tie(other, one, kind.inverse).leading
