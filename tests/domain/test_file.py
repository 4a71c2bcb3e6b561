"""Names of files that people send, and the places of our own making under which their bytes lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.errors import Invalid
from unknot.domain.file import blob_key, safe_name

PROJECT = "ab99d0a0-0000-7000-8000-000000000001"
DIRECTORY = "0199d0a0-0000-7000-8000-000000000002"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("trace.zip", "trace.zip"),
        ("  trace.zip ", "trace.zip"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\ann\\trace.zip", "trace.zip"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a/b\\c", "c"),
        (".htaccess", ".htaccess"),
        ("...", "..."),
        ("снимок экрана.png", "снимок экрана.png"),
        ("截图 1.png", "截图 1.png"),
        ('a"b;c<d>.html', 'a"b;c<d>.html'),
        ("a%2F..%2Fb", "a%2F..%2Fb"),
        ("x" * 255, "x" * 255),
        ("я" * 127, "я" * 127),
    ],
)
def test_the_last_part_of_a_name_is_kept(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\u200b", "\u200d", "\ufeff", "\u00ad"])
def test_what_nobody_sees_is_taken_out(character: str) -> None:
    assert safe_name(f"photo{character}gpj.exe{character}") == "photogpj.exe"
    with pytest.raises(Invalid, match="file must have a file name; "):
        safe_name(f" {character} ")
    with pytest.raises(Invalid, match="file must have a file name; "):
        safe_name(f".{character}.")


@pytest.mark.parametrize("name", ["", " ", "/", "a/", "a\\", ".", "..", "a/..", "..\\..", " .. "])
def test_a_name_that_is_only_a_path_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="file must have a file name; "):
        safe_name(name)


@pytest.mark.parametrize("character", ["\x00", "\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"])
def test_control_characters_are_refused(character: str) -> None:
    with pytest.raises(Invalid, match="without control characters"):
        safe_name(f"a{character}b.txt")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x" * 256, "x" * 255),
        ("x" * 300 + ".zip", "x" * 251 + ".zip"),
        ("я" * 128, "я" * 127),
        ("я" * 128 + ".txt", "я" * 125 + ".txt"),
        ("🦊" * 64, "🦊" * 63),
        ("x" * 200 + "." + "y" * 200, "x" * 200 + "." + "y" * 54),
        ("." + "y" * 300, "." + "y" * 254),
    ],
    ids=range(7),
)
def test_a_name_that_no_file_system_takes_is_cut_between_characters_and_keeps_its_ending(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@given(st.text() | st.text(min_size=200, max_size=400))
def test_no_name_leads_anywhere(name: str) -> None:
    try:
        kept = safe_name(name)
    except Invalid:
        return

    assert kept not in {"", ".", ".."}
    assert not {"/", "\\", "\x00"} & set(kept)
    assert len(kept.encode()) <= 255


def test_the_place_of_a_file_is_made_of_uuids_alone() -> None:
    assert blob_key(PROJECT, DIRECTORY) == f"project/ab/{PROJECT}/attachment/{DIRECTORY}/content"
