"""The log: one JSON object a line, whatever it has to say."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from unknot.http.log import write_json_lines


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Write as a server does, and read what was written."""
    write_json_lines()
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    structlog.reset_defaults()


def test_an_entry_is_a_line_with_its_level_and_time(lines: Any) -> None:
    structlog.get_logger().info("request", path="/журнал\n日志", status=200)

    [entry] = lines()
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"event": "request", "level": "info", "path": "/журнал\n日志", "status": 200}


def test_a_fault_is_one_line_too_and_tells_where_it_was(lines: Any) -> None:
    try:
        raise LookupError("nothing\nthere")
    except LookupError:
        structlog.get_logger().exception("broken", request="r-1")

    [entry] = lines()
    [cause] = entry["exception"]
    assert (entry["level"], entry["request"]) == ("error", "r-1")
    assert (cause["exc_type"], cause["exc_value"]) == ("LookupError", "nothing\nthere")
    assert cause["frames"][-1]["name"] == "test_a_fault_is_one_line_too_and_tells_where_it_was"


def test_what_cannot_be_json_is_written_all_the_same(lines: Any) -> None:
    structlog.get_logger().info("odd", value=object(), raw=b"\xff", broken="\ud800")

    [entry] = lines()
    assert entry["event"] == "odd"
