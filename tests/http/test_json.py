"""JSON in: what is not strict JSON is refused, and what is not the wanted type is refused by the name of its field."""

import json
import time
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.errors import Invalid
from unknot.http.errors import MalformedBody
from unknot.http.json import decode

DEPTH = 4


class Person(msgspec.Struct, rename="camel"):
    """Something to ask for."""

    first_name: str
    age: int | None = None
    role: Literal["guest", "member"] = "guest"
    friends: list["Person"] = []


def read(text: str | bytes, wanted: Any = Any) -> Any:
    return decode(text.encode() if isinstance(text, str) else text, wanted, at_most_deep=DEPTH)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{",
        '{"a": 1',
        '{"a": 1}}',
        '{"a": 1} {"b": 2}',
        "{'a': 1}",
        "{a: 1}",
        '{"a": 1,}',
        "[1, 2,]",
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        '{"a": 01}',
        '{"a": .5}',
        '{"a": +1}',
        '{"a": 0x10}',
        '{"a": True}',
        '{"a": "\\ud800"}',
        '{"a": "\\udc00\\ud800"}',
        '{"\\ud800": 1}',
        '{"a": "\\x41"}',
        '{"a": "line\nbreak"}',
        '{"a": "nul\x00"}',
        "// a comment\n{}",
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        b'\xef\xbb\xbf{"a": 1}',
        '{"a": 1}'.encode("utf-16"),
    ],
)
def test_what_is_not_strict_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(MalformedBody, match="The body is not JSON in UTF-8"):
        read(text)


@pytest.mark.parametrize("unasked", ['{"unasked": NaN}', '{"unasked": "\\ud800"}', '{"unasked": 1e999}'])
def test_also_what_nobody_asked_for_must_be_json(unasked: str) -> None:
    with pytest.raises(MalformedBody):
        read(unasked, Person)


def test_keys_that_nobody_asked_for_are_passed_over() -> None:
    assert read('{"firstName": "Ann", "unasked": [{"deep": null}]}', Person) == Person("Ann")


@pytest.mark.parametrize(
    ("value", "field", "rule"),
    [
        ({"firstName": 7}, "firstName", "must be of type string, and is of type int"),
        ({"firstName": None}, "firstName", "must be of type string, and is of type null"),
        ({"firstName": "Ann", "age": "7"}, "age", "must be of type int or null, and is of type string"),
        ({"firstName": "Ann", "age": 7.5}, "age", "must be of type int or null, and is of type float"),
        ({"firstName": "Ann", "friends": {}}, "friends", "must be of type array, and is of type object"),
        (
            {"firstName": "Ann", "friends": [{"firstName": "Max"}, 1]},
            "friends[1]",
            "must be of type object, and is of type int",
        ),
        ({"firstName": "Ann", "friends": [{"firstName": 1}]}, "friends[0].firstName", "must be of type string"),
        ({"firstName": "Ann", "role": "boss"}, "role", "is wrong: Invalid enum value 'boss'"),
        ({}, "firstName", "must be given"),
        ({"firstName": "Ann", "friends": [{}]}, "friends[0].firstName", "must be given"),
        ([], "body", "must be of type object, and is of type array"),
        ("text", "body", "must be of type object, and is of type string"),
        (None, "body", "must be of type object, and is of type null"),
    ],
)
def test_a_wrong_type_is_told_by_its_field_and_in_words(value: object, field: str, rule: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(json.dumps(value), Person)

    [problem] = caught.value.problems
    assert problem.field == field
    assert problem.message.startswith(rule)


def nested(depth: int, opening: str = "[", closing: str = "]") -> str:
    return opening * depth + closing * depth


@pytest.mark.parametrize("text", [nested(DEPTH), nested(DEPTH // 2, '{"a":[', "]}"), "[[],[],[],[],[],[]]"])
def test_a_body_may_be_as_deep_as_the_limit(text: str) -> None:
    assert read(text) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [nested(DEPTH + 1), nested(DEPTH, '{"a":[', "]}"), nested(100_000), "[" * 100_000, "[[],[],[[[[]]]]]"],
    ids=["arrays", "objects", "far too deep", "without an end", "late"],
)
def test_a_body_that_is_too_deep_is_refused_and_the_limit_told(text: str) -> None:
    with pytest.raises(MalformedBody, match=rf"more than {DEPTH} levels deep \(setting limits.json_depth\)"):
        read(text)


@pytest.mark.parametrize("text", ["[[[[[", "{{{{{{", '\\"[[[[[', '"[[[[[', "]]]]]["])
def test_brackets_in_texts_are_not_depth(text: str) -> None:
    assert read(json.dumps({"a": text})) == {"a": text}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "ending", ['"' + '\\"' * 8000, '"' + "\\" * 8000, '"' * 8001], ids=["quotes", "slashes", "texts"]
)
def test_no_body_is_slow_to_refuse(ending: str) -> None:
    """A body of 16 KB is one of thousands in a minute; none may hold up everybody else's for a second."""
    body = "[]" * (DEPTH + 1) + ending

    started = time.process_time()
    with pytest.raises(MalformedBody):
        read(body)
    assert time.process_time() - started < 0.2


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=30,
)


def depth_of(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)


@given(VALUES)
def test_every_value_within_the_depth_is_read_as_it_was_written(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)

    if depth_of(value) <= DEPTH:
        assert read(text) == value
    else:
        with pytest.raises(MalformedBody, match="levels deep"):
            read(text)
