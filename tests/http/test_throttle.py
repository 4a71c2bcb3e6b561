"""How often one caller may ask: a sliding hour for each key, and a time to wait that can be relied on."""

import time
from collections.abc import Callable

import pytest

from unknot.http.errors import TooManyRequests
from unknot.http.throttle import Throttle

HOUR = 3600
Sleep = Callable[[float], None]


@pytest.fixture
def sleep(monkeypatch: pytest.MonkeyPatch) -> Sleep:
    """Stop the clock in the middle of an hour; whoever sleeps moves it."""
    now = [1_000_000 * HOUR + 1234.5]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return sleep


def count(throttle: Throttle, times: int, key: str = "ann", per_hour: int = 3) -> None:
    for _ in range(times):
        throttle.count(key, per_hour=per_hour)


def refusal(throttle: Throttle, key: str = "ann", per_hour: int = 3) -> TooManyRequests:
    with pytest.raises(TooManyRequests) as caught:
        throttle.count(key, per_hour=per_hour)
    return caught.value


@pytest.mark.usefixtures("sleep")
def test_so_many_requests_are_let_through_and_no_more() -> None:
    throttle = Throttle()

    count(throttle, 3)

    refused = refusal(throttle)
    assert refused.message == f"More than 3 requests in an hour with one token. Wait {refused.retry_after} seconds."


@pytest.mark.usefixtures("sleep")
def test_each_caller_is_counted_apart() -> None:
    throttle = Throttle()
    count(throttle, 3, "ann")
    refusal(throttle, "ann")

    count(throttle, 3, "max")

    refusal(throttle, "max")


@pytest.mark.parametrize("spread", [0, 1, 599.9])
def test_whoever_waits_as_told_is_let_through(sleep: Sleep, spread: float) -> None:
    throttle = Throttle()
    for _ in range(3):
        throttle.count("ann", per_hour=3)
        sleep(spread)

    wait = refusal(throttle).retry_after

    assert 1 <= wait <= HOUR + 1
    sleep(wait)
    count(throttle, 1)


def test_a_refused_request_does_not_lengthen_the_wait(sleep: Sleep) -> None:
    throttle = Throttle()
    count(throttle, 3)
    first = refusal(throttle).retry_after

    sleep(10)

    assert refusal(throttle).retry_after == first - 10


def test_after_a_quiet_hour_nothing_is_remembered(sleep: Sleep) -> None:
    throttle = Throttle()
    count(throttle, 3)

    sleep(HOUR + 1)

    count(throttle, 3)
    refusal(throttle)


def test_no_hour_lets_more_through_than_the_limit(sleep: Sleep) -> None:
    throttle = Throttle()
    sleep(HOUR - 10)
    count(throttle, 3)

    sleep(20)

    refusal(throttle)


@pytest.mark.usefixtures("sleep")
def test_without_a_limit_everything_is_let_through() -> None:
    count(Throttle(), 1000, per_hour=0)


@pytest.mark.usefixtures("sleep")
def test_a_limit_of_one_is_one() -> None:
    throttle = Throttle()

    count(throttle, 1, per_hour=1)

    assert refusal(throttle, per_hour=1).retry_after >= 1
