"""Measure a row: the server, the ceiling, and what else the row is held against."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import msgspec

from bench.figures import PERCENT, TIMES, Claim, ratio
from bench.rounds import Contender, How, Rounds, compete
from bench.rows import TIME_OF_SMALLER, Rival, Row
from bench.site import LOOKED_AT, Site, ceiling


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table. Times are in milliseconds, those of the processor in microseconds for each request."""

    name: str
    title: str
    issues: int
    clients: int
    rate: float
    p50_ms: float
    p99_ms: float
    cpu_micros: float
    ceiling_rate: float
    claims: list[Claim]


def measure(row: Row, sites: Sequence[Site], how: How, folder: Path) -> list[Measured]:
    """The row at every site, smallest first, under one ceiling: a typical answer of the first site."""
    subjects = [Contender(site.server, row.supply(site.sample)) for site in sites]
    rivals = [_rival(row.rival, row, site) for site in sites] if row.rival else []
    first = subjects[0]
    for site in sites:
        site.warm()
    with ceiling(first.server, first.supply.take(LOOKED_AT), folder) as server:
        top, *others = compete([Contender(server, first.supply), *subjects, *rivals], row, how)
    own, against = others[: len(sites)], others[len(sites) :]
    found = []
    for site, rounds, rival in zip_longest(sites, own, against):
        claims = [_of_ceiling(row, rounds, top), *_of_rival(row, rounds, rival)]
        if site is not sites[0]:
            claims.append(_of_smaller(sites[0], rounds, own[0]))
        found.append(_measured(row, how, site, rounds, top, claims))
    return found


def _rival(rival: Rival, row: Row, site: Site) -> Contender:
    server = site.ungrouped if rival.is_ungrouped else site.server
    assert server is not None  # noqa: S101 - a site has one when a row writes
    return Contender(server, (rival.supply or row.supply)(site.sample))


def _of_ceiling(row: Row, own: Rounds, top: Rounds) -> Claim:
    return Claim(100 * ratio(own.rates, top.rates), PERCENT, "of the ceiling", row.aim)


def _of_rival(row: Row, own: Rounds, rival: Rounds | None) -> Iterator[Claim]:
    if row.rival and rival and row.rival.compares_p99:
        yield Claim(ratio(own.p99s_ms, rival.p99s_ms), TIMES, row.rival.what, row.rival.aim)
    elif row.rival and rival:
        faster, slower = (rival, own) if row.rival.counts_time else (own, rival)
        yield Claim(ratio(faster.rates, slower.rates), TIMES, row.rival.what, row.rival.aim)


def _of_smaller(site: Site, own: Rounds, smaller: Rounds) -> Claim:
    return Claim(ratio(smaller.rates, own.rates), TIMES, f"the time at {site.issues:,} issues", TIME_OF_SMALLER)


def _measured(row: Row, how: How, site: Site, own: Rounds, top: Rounds, claims: list[Claim]) -> Measured:
    return Measured(
        name=row.name,
        title=row.title,
        issues=site.issues,
        clients=how.clients_of(row),
        rate=own.rate,
        p50_ms=own.p50_ms,
        p99_ms=own.p99_ms,
        cpu_micros=own.cpu_micros,
        ceiling_rate=top.rate,
        claims=claims,
    )
