"""Every word of the pages is there in every language, with the same places for what is put into it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import unknot.web

WEB = Path(unknot.web.__file__).parent
PLACES = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What stands on the pages now, as bin/words finds it."""
    found = tmp_path_factory.mktemp("words") / "unknot.pot"
    script = (Path(__file__).parents[2] / "bin" / "words").read_text()
    keywords = [part for word in re.findall(r"--keyword (\S+)", script) for part in ("--keyword", word)]
    pybabel = Path(sys.executable).with_name("pybabel")
    command = [
        str(pybabel),
        "--quiet",
        "extract",
        "--mapping",
        "locale/words.cfg",
        *keywords,
        "--output",
        str(found),
        ".",
        *re.findall(r"\.\./(?:domain|operations|store|transfer|http)", script),
    ]
    subprocess.run(command, cwd=WEB, check=True)
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module", params=["ru", "zh"])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (WEB / "locale" / request.param / "LC_MESSAGES" / "unknot.po").open("rb") as file:
        return read_po(file, locale=request.param)


def test_every_word_is_translated(words: Catalog, catalogue: Catalog) -> None:
    missing = [
        message.id for message in words if message.id and not is_whole(catalogue.get(text_of(message), message.context))
    ]

    assert missing == [], "run bin/words and translate what is empty"


def test_no_place_is_lost(catalogue: Catalog) -> None:
    for message in catalogue:
        wanted = places(message.id)
        for form in forms(message):
            assert places(form) <= wanted, message.id
            assert wanted <= places(form) or isinstance(message.id, tuple), message.id


def test_no_percent_sign_is_taken_for_a_place(catalogue: Catalog) -> None:
    """Templates format every word, so that a bare sign would break the page."""
    for message in catalogue:
        if message.id and "%" not in "".join(PLACES.sub("", text_of(message))):
            assert [form for form in forms(message) if "%" in PLACES.sub("", form)] == []


def is_whole(message: Message | None) -> bool:
    return message is not None and all(forms(message)) and not message.fuzzy


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def text_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def places(text: str | tuple[str, ...] | list[str]) -> set[str]:
    return set(PLACES.findall(text if isinstance(text, str) else " ".join(text)))
