"""Noise on the line: whatever comes in, the server stays on its feet, and its log stays readable for programs."""

import json

import pytest

from tests.acceptance.support.answers import ok
from tests.acceptance.support.instance import Instance
from tests.acceptance.support.project import Project
from tests.weather.support.log import lines
from tests.weather.support.wire import Wire

pytestmark = pytest.mark.slow

NOISE = {
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "zeros": b"\0" * 1000,
    "another protocol": b"EHLO example.org\r\n",
    "no such version": b"GET / HTTP/9.9\r\n\r\n",
    "a path that is no text": b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path without an end": b"GET /" + b"a" * 100_000,
    "a length that is none": b"POST /project HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n",
    "two lengths": b"POST /project HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "chunks that are none": b"POST /project HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    "a web socket": b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    "a tunnel": b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
def test_noise_does_no_harm_and_leaves_the_log_readable(instance: Instance, project: Project, noise: bytes) -> None:
    before = len(lines(instance))
    with Wire(project.caller) as wire:
        wire.send(noise)
        wire.end_early()
        wire.drain()

    assert project.issue()["localId"] == 1
    written = [json.loads(line) for line in lines(instance)[before:]]
    assert [entry for entry in written if entry["level"] == "error"] == []


def test_many_who_say_nothing_do_not_keep_others_out(instance: Instance, project: Project) -> None:
    wires = [Wire(project.caller) for _ in range(200)]

    assert ok(project.seen_by(instance.caller(project.caller.token)).get("/issue"))["page"]["totalElements"] == 0
    for wire in wires:
        wire.cut()
