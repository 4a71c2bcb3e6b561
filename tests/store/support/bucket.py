"""A bucket that speaks S3, on this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from unittest.mock import patch

from moto.server import ThreadedMotoServer


@contextmanager
def bucket() -> Iterator[str]:
    """The address of an empty bucket. The environment says how to get there, as it would for an operator."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }
    with patch.dict(os.environ, settings):
        _make_bucket(host, port)
        yield "s3://attachments/unknot"
    server.stop()


def _make_bucket(host: str, port: int) -> None:
    connection = HTTPConnection(host, port)
    connection.request("PUT", "/attachments")
    assert connection.getresponse().status == 200
    connection.close()
