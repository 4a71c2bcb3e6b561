"""The log: one JSON object a line, whatever it has to say."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
import structlog

from unknot.http.log import write_json_lines

Lines: TypeAlias = Callable[[], list[Any]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Write as a server does, and read what was written."""
    written = io.BytesIO()
    stderr = io.TextIOWrapper(written)  # kept by name, since it closes what it wraps when nobody holds it
    monkeypatch.setattr(sys, "stderr", stderr)
    write_json_lines()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    structlog.reset_defaults()


def test_an_entry_is_a_line_with_its_level_and_time(lines: Lines) -> None:
    structlog.get_logger().info("request", path="/журнал\n日志", status=200)

    [entry] = lines()
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"event": "request", "level": "info", "path": "/журнал\n日志", "status": 200}


def recognise(secret: str) -> None:
    raise LookupError(f"nothing\nin {len(secret)} characters")


def test_a_fault_is_one_line_too_and_tells_where_it_was(lines: Lines) -> None:
    try:
        recognise("unk_0123456789")
    except LookupError:
        structlog.get_logger().exception("broken", request="r-1")

    [entry] = lines()
    [cause] = entry["exception"]
    assert (entry["level"], entry["request"]) == ("error", "r-1")
    assert (cause["exc_type"], cause["exc_value"]) == ("LookupError", "nothing\nin 14 characters")
    assert cause["frames"][-1]["name"] == "recognise"


def test_a_fault_tells_no_secret_that_was_at_hand(lines: Lines) -> None:
    try:
        recognise("unk_0123456789")
    except LookupError:
        structlog.get_logger().exception("broken", request="r-1")

    assert "unk_0123456789" not in json.dumps(lines())


@pytest.mark.parametrize("value", [object(), b"\xff", "\ud800", float("nan"), 2**70, {1: "a"}, {"a", "b"}])
def test_what_cannot_be_json_is_written_all_the_same(lines: Lines, value: object) -> None:
    structlog.get_logger().info("odd", value=value)

    [entry] = lines()
    assert (entry["event"], "value" in entry) == ("odd", True)
