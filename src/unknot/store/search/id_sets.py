"""Sets of issues as bits: for each block of ids a whole number, whose bits say which of its ids are in the set.

A million issues are 123 such numbers of a kilobyte. Python intersects and counts them in C, so what a list asks of
several sets at once, its length and any page of it cost the same few microseconds for each block, however many fit.
"""

import struct
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce

IdSet = Mapping[int, int]  # the bits of each block that has a member

BLOCK_SHIFT = 13
BLOCK = 1 << BLOCK_SHIFT  # ids; a kilobyte of bits, so that three blocks fit a page of the file and each write is small
BLOCK_BYTES = BLOCK // 8
ONE = 2  # bytes, of a place in a list
MOST_LISTED = 32  # members of a block that are stored one by one, in two bytes each; more are stored as bits
MANY = 256  # places that are quicker set as digits, of which Python makes a number in C
NOTHING: IdSet = {}

_SET = ord("1")


def of(ids: Iterable[int]) -> IdSet:
    """The set of these ids."""
    ordered, found, at = sorted(ids), {}, 0
    while at < len(ordered):
        block = ordered[at] >> BLOCK_SHIFT
        start = block << BLOCK_SHIFT
        end = bisect_left(ordered, start + BLOCK, at)
        found[block] = bits_of([one - start for one in ordered[at:end]])
        at = end
    return found


def bits_of(places: Collection[int]) -> int:
    """The bits of a block at these places."""
    if len(places) > MANY:
        digits = bytearray(b"0") * BLOCK
        for place in places:
            digits[~place] = _SET
        return int(digits, 2)
    bits = bytearray(BLOCK_BYTES)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def both(one: IdSet, other: IdSet) -> IdSet:
    """What is in both."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return {block: common for block, bits in few.items() if (common := bits & many.get(block, 0))}


def either(one: IdSet, other: IdSet) -> IdSet:
    """What is in one of the two, or in both."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return {**many, **{block: bits | many.get(block, 0) for block, bits in few.items()}}


def without(one: IdSet, other: IdSet) -> IdSet:
    """What is in the first and not in the second."""
    return {block: rest for block, bits in one.items() if (rest := bits & ~other.get(block, 0))}


def any_of(sets: Iterable[IdSet]) -> IdSet:
    return reduce(either, sets, NOTHING)


def size(one: IdSet) -> int:
    return sum(bits.bit_count() for bits in one.values())


def greatest(one: IdSet, *, skip: int, limit: int) -> list[int]:
    """The members from the greatest down, so many, after stepping over some."""
    found: list[int] = []
    for block in sorted(one, reverse=True):
        count = one[block].bit_count()
        if skip >= count:
            skip -= count
            continue
        for place in _places_down(_without_top(one[block], skip)):
            if len(found) == limit:
                return found
            found.append((block << BLOCK_SHIFT) + place)
        skip = 0
    return found


def descending(one: IdSet) -> Iterator[int]:
    """Every member, from the greatest down."""
    for block in sorted(one, reverse=True):
        yield from ((block << BLOCK_SHIFT) + place for place in _places_down(one[block]))


def ascending(one: IdSet) -> Iterator[int]:
    for block in sorted(one):
        yield from reversed([(block << BLOCK_SHIFT) + place for place in _places_down(one[block])])


def below(one: IdSet, end: int) -> IdSet:
    """The members that are smaller."""
    last = end >> BLOCK_SHIFT
    cut = (1 << end % BLOCK) - 1
    return {block: bits if block < last else bits & cut for block, bits in one.items() if block <= last}


def above(one: IdSet, start: int) -> IdSet:
    """The members that are greater."""
    return without(one, below(one, start + 1))


def least(one: IdSet) -> int | None:
    """The smallest member."""
    block = min((block for block, bits in one.items() if bits), default=None)
    if block is None:
        return None
    return (block << BLOCK_SHIFT) + (one[block] & -one[block]).bit_length() - 1


def pack(bits: int) -> bytes:
    """The bits of a block as they are stored."""
    if bits.bit_count() > MOST_LISTED:
        return bits.to_bytes(BLOCK_BYTES, "little")
    return listed(list(_places_down(bits)))


def unpack(stored: bytes) -> int:
    if len(stored) == BLOCK_BYTES:
        return int.from_bytes(stored, "little")
    return sum(1 << place for place in places_of(stored))


def changed(stored: bytes, going: bytes, coming: bytes) -> bytes:
    """A block as it is stored when some places are no more in it, and others are. A list may name a place twice."""
    if not stored and not going and len(coming) == ONE:
        return coming
    gone, come = places_of(going), places_of(coming)
    if len(stored) == BLOCK_BYTES:
        return pack(unpack(stored) & ~bits_of(gone) | bits_of(come))
    places = {*places_of(stored)}.difference(gone).union(come)
    return listed(sorted(places, reverse=True)) if len(places) <= MOST_LISTED else pack(bits_of(places))


def less(places: bytes, others: bytes) -> bytes:
    """Those places of a list that are not in another."""
    return listed([*{*places_of(places)}.difference(places_of(others))])


def listed(places: Sequence[int]) -> bytes:
    """Places of a block one by one, in two bytes each."""
    return struct.pack(f"<{len(places)}H", *places)


def places_of(stored: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(stored) // ONE}H", stored)


def _without_top(bits: int, count: int) -> int:
    """All but the so many greatest members, found by halving: how many bits to keep so that just these are cut off."""
    low, high = 0, bits.bit_length()
    while low < high:
        middle = (low + high) // 2
        if (bits >> middle).bit_count() <= count:
            high = middle
        else:
            low = middle + 1
    return bits & ((1 << low) - 1)


def _places_down(bits: int) -> Iterator[int]:
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


def by_count(issues: IdSet, sets: Sequence[IdSet]) -> list[IdSet]:
    """Some issues in groups: at the place of a number those that are in so many of the sets."""
    groups: list[IdSet] = [issues]
    for one in sets:
        more = [both(group, one) for group in groups]
        rest = [without(group, one) for group in groups]
        groups = [either(stay, come) for stay, come in zip([*rest, NOTHING], [NOTHING, *more], strict=True)]
    return groups
