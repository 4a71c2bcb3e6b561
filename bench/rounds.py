"""A contest: each contender is driven in turn, round after round, so that all of them meet the same machine."""

from collections.abc import Sequence
from statistics import median

import msgspec

from bench import system
from bench.load.generators import for_reading, ours
from bench.load.plan import Load, Outcome
from bench.processes import Server
from bench.rows import Row
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

    def clients_of(self, row: Row) -> int:
        return self.clients or row.clients


class Contender(msgspec.Struct, frozen=True):
    """A server, and what it is asked."""

    server: Server
    supply: Supply


class Driven(msgspec.Struct, frozen=True):
    """One round of one contender."""

    outcome: Outcome
    cpu_seconds: float


class Rounds:
    """All rounds of one contender."""

    def __init__(self, driven: Sequence[Driven]) -> None:
        self._driven = driven
        self.rates = [one.outcome.rate for one in driven]
        self.p99s_ms = [one.outcome.p99_ms for one in driven]

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def p50_ms(self) -> float:
        return median(one.outcome.p50_ms for one in self._driven)

    @property
    def p99_ms(self) -> float:
        return median(self.p99s_ms)

    @property
    def cpu_micros(self) -> float:
        """For each request."""
        return median(one.cpu_seconds / one.outcome.answers * 1e6 for one in self._driven)


def compete(contenders: Sequence[Contender], row: Row, how: How) -> list[Rounds]:
    """The rounds of each. A short one before them does not count."""
    for contender in contenders:
        _drive(contender, row, how, how.round_seconds / 2)
    rounds = [[_drive(one, row, how, how.round_seconds) for one in contenders] for _ in range(ROUNDS)]
    return [Rounds(driven) for driven in zip(*rounds, strict=True)]


def load_of(contender: Contender, row: Row, how: How, seconds: float) -> Load:
    return Load(
        host=contender.server.host,
        port=contender.server.port,
        clients=how.clients_of(row),
        seconds=seconds,
        requests=contender.supply.take(int(seconds * FASTEST)),
        repeats=contender.supply.repeats,
    )


def _drive(contender: Contender, row: Row, how: How, seconds: float) -> Driven:
    load = load_of(contender, row, how, seconds)
    generator = ours if row.writes else for_reading(seconds)
    before = system.cpu_seconds(contender.server.group)
    outcome = generator(load)
    if row.writes:  # what is done behind the answers counts, and does not disturb whoever comes next
        system.wait_for_rest(contender.server.group)
    return Driven(outcome, system.cpu_seconds(contender.server.group) - before)
