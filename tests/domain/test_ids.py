"""UUIDs: one form, whatever form they come in."""

import pytest

from unknot.domain.ids import as_uuid

UUID = "0199d0a0-1c2d-7e3f-8a4b-0123456789ab"


@pytest.mark.parametrize("text", [UUID, UUID.upper(), UUID.title()])
def test_a_uuid_is_known_in_any_case(text: str) -> None:
    assert as_uuid(text) == UUID


@pytest.mark.parametrize(
    "text",
    ["", "7", UUID.replace("-", ""), f"{{{UUID}}}", f"urn:uuid:{UUID}", f" {UUID}", f"{UUID}\n", UUID[:-1], f"{UUID}0"],
)
def test_anything_else_is_none(text: str) -> None:
    assert as_uuid(text) is None
