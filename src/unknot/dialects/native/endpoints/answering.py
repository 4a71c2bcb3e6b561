"""How an answer is written."""

from typing import Final

import msgspec

from unknot.http.answer import Answer

_encode: Final = msgspec.json.Encoder().encode


def answer(value: object) -> Answer:
    return Answer(_encode(value))
