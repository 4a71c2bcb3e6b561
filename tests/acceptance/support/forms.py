"""Compares an answer with an example of it: the same keys in the same order, and values of the same form."""

import re

from .commands import JSON

_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_UNIT = "second|minute|hour|day|month|year"
_NAME = "[^/]+"

# A text has the first form that fits it; an example of a constant fits nothing but itself.
FORMS = {
    "UUID": _UUID,
    "local date and time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}",
    "relative time": rf"just now|1 ({_UNIT}) ago|([2-9]|[1-9]\d+) ({_UNIT})s ago",
    "colour": "[0-9A-F]{6}",
    "size": "[0-9]+(B|KB|MB|GB)",
    "absolute URL": "https?://.+",
    "path on disk": f"project/[0-9a-f]{{2}}/{_UUID}/attachment/{_UUID}/{_NAME}",
    "path on the web": f"/upload/-/project/{_UUID}/attachment/{_UUID}/{_NAME}",
}
MAY_BE_NULL = {"cover"}  # nobody can set one yet
CONSTANT = re.compile("[A-Z]+(_[A-Z]+)*")


def form(value: JSON) -> str:
    """What kind of value this is, in words."""
    if not isinstance(value, str):
        return type(value).__name__
    if CONSTANT.fullmatch(value):
        return f"constant {value}"
    return next((name for name, pattern in FORMS.items() if re.fullmatch(pattern, value)), "text")


def differences(example: JSON, answer: JSON, where: str = "answer") -> list[str]:
    """Everything in which the answer differs from its example, in words; nothing when they are alike."""
    if isinstance(example, dict) and isinstance(answer, dict):
        return _differences_of_objects(example, answer, where)
    if isinstance(example, list) and isinstance(answer, list):
        return _differences_of_lists(example, answer, where)
    if form(example) != form(answer):
        return [f"{where}: {answer!r} is {form(answer)}, should be {form(example)} as {example!r}"]
    return []


def _differences_of_objects(example: dict[str, JSON], answer: dict[str, JSON], where: str) -> list[str]:
    if list(example) != list(answer):
        return [f"{where}: has the keys {list(answer)}, should have {list(example)}"]
    filled = [key for key in example if not (key in MAY_BE_NULL and answer[key] is None)]
    return [line for key in filled for line in differences(example[key], answer[key], f"{where}.{key}")]


def _differences_of_lists(example: list[JSON], answer: list[JSON], where: str) -> list[str]:
    if len(example) != len(answer):
        return [f"{where}: has {len(answer)} items, should have {len(example)}"]
    pairs = enumerate(zip(example, answer, strict=True))
    return [line for n, (item, other) in pairs for line in differences(item, other, f"{where}[{n}]")]


def ageless(value: JSON) -> JSON:
    """The value with every relative time left open, as two answers about one thing may be a second apart."""
    if isinstance(value, dict):
        return {key: ageless(item) for key, item in value.items()}
    if isinstance(value, list):
        return [ageless(item) for item in value]
    return "some time ago" if form(value) == "relative time" else value
