"""Sets of ids as bits do what Python's own sets do."""

from hypothesis import given
from hypothesis import strategies as st

from unknot.store.search import id_sets
from unknot.store.search.id_sets import BLOCK, BLOCK_BYTES, MOST_LISTED, IdSet

IDS = st.sets(st.integers(0, 3 * BLOCK) | st.sampled_from([0, BLOCK - 1, BLOCK, 2 * BLOCK - 1]), max_size=60)


def ids_in(one: IdSet) -> set[int]:
    return set(id_sets.greatest(one, skip=0, limit=10 * BLOCK))


@given(IDS, IDS)
def test_sets_are_combined_as_sets_are(one: set[int], other: set[int]) -> None:
    ours, theirs = id_sets.of(one), id_sets.of(other)

    assert ids_in(id_sets.both(ours, theirs)) == one & other
    assert ids_in(id_sets.either(ours, theirs)) == one | other
    assert ids_in(id_sets.without(ours, theirs)) == one - other
    assert ids_in(id_sets.any_of([ours, theirs, id_sets.NOTHING])) == one | other


@given(IDS, st.integers(-1, 4 * BLOCK))
def test_a_set_is_cut_at_an_id(ids: set[int], at: int) -> None:
    assert ids_in(id_sets.below(id_sets.of(ids), at)) == {one for one in ids if one < at}
    assert ids_in(id_sets.above(id_sets.of(ids), at)) == {one for one in ids if one > at}


@given(IDS)
def test_a_set_has_as_many_members_as_were_put_in(ids: set[int]) -> None:
    assert id_sets.size(id_sets.of(ids)) == len(ids)


@given(IDS, st.integers(0, 70), st.integers(1, 70))
def test_any_part_is_found_from_the_greatest_down(ids: set[int], skip: int, limit: int) -> None:
    found = id_sets.greatest(id_sets.of(ids), skip=skip, limit=limit)

    assert found == sorted(ids, reverse=True)[skip : skip + limit]


@given(st.sets(st.integers(0, BLOCK - 1), max_size=2 * MOST_LISTED))
def test_a_block_is_read_as_it_was_stored(places: set[int]) -> None:
    bits = id_sets.of(places).get(0, 0)

    stored = id_sets.pack(bits)

    assert id_sets.unpack(stored) == bits
    assert len(stored) == (2 * len(places) if len(places) <= MOST_LISTED else BLOCK_BYTES)


@given(st.sets(st.integers(0, 20_000)), st.lists(st.sets(st.integers(0, 20_000)), max_size=5))
def test_groups_are_those_that_are_in_so_many_sets(every: set[int], sets: list[set[int]]) -> None:
    groups = id_sets.by_count(id_sets.of(every), list(map(id_sets.of, sets)))

    assert [set(id_sets.ascending(group)) for group in groups] == [
        {one for one in every if sum(one in other for other in sets) == count} for count in range(len(sets) + 1)
    ]
