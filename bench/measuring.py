"""Measure a row: in rounds, in which each contender is driven in turn, so that all of them meet the same machine."""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from statistics import median

import msgspec

from bench import system
from bench.figures import PERCENT, TIMES, Claim, ratio
from bench.load.generators import for_reading, ours
from bench.load.plan import Load, Outcome
from bench.processes import Server
from bench.rows import TIME_OF_SMALLER, Row
from bench.site import LOOKED_AT, Site, ceiling
from bench.supplies import Supply

ROUNDS = 5
FASTEST = 10_000  # writes a second for which requests are prepared; no server of one process comes near


class How(msgspec.Struct, frozen=True):
    """What the person at the command line decides about every row."""

    seconds: float  # of load on each contender, all rounds together
    clients: int | None = None  # instead of the row's own

    @property
    def round_seconds(self) -> float:
        return self.seconds / ROUNDS


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


class _Contender(msgspec.Struct, frozen=True):
    server: Server
    supply: Supply


class _Driven(msgspec.Struct, frozen=True):
    """One round of one contender."""

    outcome: Outcome
    cpu_seconds: float


class _Rounds:
    """All rounds of one contender."""

    def __init__(self, driven: Sequence[_Driven]) -> None:
        self._driven = driven
        self.rates = [one.outcome.rate for one in driven]

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def p50_ms(self) -> float:
        return median(one.outcome.p50_ms for one in self._driven)

    @property
    def p99_ms(self) -> float:
        return median(one.outcome.p99_ms for one in self._driven)

    @property
    def cpu_micros(self) -> float:
        return median(one.cpu_seconds / one.outcome.answers * 1e6 for one in self._driven)


def measure(row: Row, sites: Sequence[Site], how: How, folder: Path) -> list[Measured]:
    """The row at every site; what the first site answers is the ceiling's answer."""
    subjects = [_Contender(site.server, row.supply(site.sample)) for site in sites]
    rivals = [_rival(row, site) for site in sites if row.rival]
    first = subjects[0]
    with ceiling(first.server, first.supply.take(LOOKED_AT), folder) as server:
        rounds = _compete([_Contender(server, first.supply), *subjects, *rivals], row, how)
    top, own, others = rounds[0], rounds[1 : 1 + len(sites)], rounds[1 + len(sites) :]
    claims = [_claims(row, top, one, other) for one, other in zip_longest(own, others)]
    for larger, site_claims in zip(own[1:], claims[1:], strict=True):
        site_claims.append(_against_smaller(own[0], larger, sites[0].issues))
    return [_measured(row, how, *each, top) for each in zip(sites, own, claims, strict=True)]


def _rival(row: Row, site: Site) -> _Contender:
    rival = row.rival
    assert rival is not None  # noqa: S101 - asked for only where there is one
    server = site.ungrouped if rival.is_ungrouped else site.server
    assert server is not None  # noqa: S101 - started for every row that writes
    return _Contender(server, (rival.supply or row.supply)(site.sample))


def _compete(contenders: Sequence[_Contender], row: Row, how: How) -> list[_Rounds]:
    """Drive each in turn, again and again; a first, short time does not count."""
    for contender in contenders:
        _drive(contender, row, how, how.round_seconds / 2)
    rounds = [[_drive(one, row, how, how.round_seconds) for one in contenders] for _ in range(ROUNDS)]
    return [_Rounds(driven) for driven in zip(*rounds, strict=True)]


def _drive(contender: _Contender, row: Row, how: How, seconds: float) -> _Driven:
    load = load_of(contender.server, contender.supply, row, how, seconds)
    generator = ours if row.writes else for_reading(seconds)
    before = system.cpu_seconds(contender.server.group)
    outcome = generator(load)
    return _Driven(outcome, system.cpu_seconds(contender.server.group) - before)


def load_of(server: Server, supply: Supply, row: Row, how: How, seconds: float) -> Load:
    return Load(
        host=server.host,
        port=server.port,
        clients=how.clients or row.clients,
        seconds=seconds,
        requests=supply.take(int(seconds * FASTEST)),
        repeats=supply.repeats,
    )


def _claims(row: Row, top: _Rounds, own: _Rounds, other: _Rounds | None) -> list[Claim]:
    claims = [Claim(100 * ratio(own.rates, top.rates), PERCENT, "of the ceiling", row.aim)]
    if row.rival and other:
        value = ratio(other.rates, own.rates) if row.rival.counts_time else ratio(own.rates, other.rates)
        claims.append(Claim(value, TIMES, row.rival.what, row.rival.aim))
    return claims


def _against_smaller(smaller: _Rounds, larger: _Rounds, issues: int) -> Claim:
    return Claim(ratio(smaller.rates, larger.rates), TIMES, f"the time at {issues:,} issues", TIME_OF_SMALLER)


def _measured(row: Row, how: How, site: Site, own: _Rounds, claims: list[Claim], top: _Rounds) -> Measured:
    return Measured(
        name=row.name,
        title=row.title,
        issues=site.issues,
        clients=how.clients or row.clients,
        rate=own.rate,
        p50_ms=own.p50_ms,
        p99_ms=own.p99_ms,
        cpu_micros=own.cpu_micros,
        ceiling_rate=top.rate,
        claims=claims,
    )
