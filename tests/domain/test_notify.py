"""Notification objects: what of them may be shown to anybody."""

import pytest

from unknot.domain.notify import masked


@pytest.mark.parametrize("name", ["url", "webhook", "secret", "headers", "a key that nobody has heard of"])
def test_whatever_may_open_a_door_is_masked(name: str) -> None:
    assert masked({name: {"token": "s3cret"}}) == {name: "***"}


def test_to_whom_is_no_secret() -> None:
    assert masked({"to": ["ann@example.org"]}) == {"to": ["ann@example.org"]}
