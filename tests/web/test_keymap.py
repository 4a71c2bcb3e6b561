"""The keys of one person: what they chose, what comes with commands, and what no two commands on a page can share."""

import re
from pathlib import Path

import pytest

import unknot.web
from unknot.domain.errors import Invalid
from unknot.web.keyboard.commands import COMMANDS, GROUPS, Page
from unknot.web.keyboard.keymap import CHANGEABLE, Keymap
from unknot.web.keyboard.keystrokes import NoKey, capped, is_single, printed, read

STATIC = Path(unknot.web.__file__).parent / "static"
USUAL = Keymap({}, single_keys=True)


def problems(keymap: Keymap, **typed: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        keymap.settled({name.replace("_", "-"): key for name, key in typed.items()})
    return {one.field: one.message for one in refused.value.problems}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("c", "c"),
        ("C", "c"),
        ("shift+c", "Shift+C"),
        ("⇧C", "Shift+C"),
        ("Ctrl+K", "mod+k"),
        ("Ctrl K", "mod+k"),
        ("⌘K", "mod+k"),
        ("cmd + shift + k", "mod+Shift+K"),
        ("Shift+Ctrl+K", "mod+Shift+K"),
        ("G L", "g l"),
        ("g then Shift+L", "g Shift+L"),
        ("?", "?"),
        ("+", "+"),
        ("space", "Space"),
        ("Del", "Delete"),
        ("Shift+F2", "Shift+F2"),
        ("с", "c"),  # the Cyrillic letter on the key of C
        ("？", "?"),
        ("  ", ""),
    ],
)
def test_a_key_is_read_as_people_write_it_and_as_it_is_printed(written: str, key: str) -> None:
    assert read(written) == key
    assert read(printed(key)) == key
    assert read(capped(key)) == key


@pytest.mark.parametrize("written", ["CC", "g l x", "Ctrl+K G", "Shift+1", "1 2", "Ctrl+", "ß", "F5", "Hyper+K"])
def test_what_is_no_key_is_refused_by_its_own_words(written: str) -> None:
    with pytest.raises(NoKey, match=r"must be a key such as C, .*, and is ") as refused:
        read(written)

    assert f'"{written}"' in str(refused.value)


@pytest.mark.parametrize("written", ["Enter", "esc", "Tab", "ArrowDown"])
def test_keys_that_always_mean_the_same_cannot_be_given_away(written: str) -> None:
    with pytest.raises(NoKey, match="always mean the same"):
        read(written)


@pytest.mark.parametrize("written", ["Ctrl+T", "⌘W", "Ctrl+C", "Ctrl+1", "Ctrl+Shift+N"])
def test_keys_of_the_browser_are_left_to_it(written: str) -> None:
    with pytest.raises(NoKey, match="leaves to pages"):
        read(written)


def test_no_two_commands_of_a_page_come_with_the_same_key() -> None:
    assert USUAL.settled({}) == {}
    for one in CHANGEABLE:
        assert Keymap({one.name: ""}, single_keys=True).settled({one.name: one.key}) == {}


def test_a_key_of_ones_own_works_and_the_usual_one_does_no_more() -> None:
    own = USUAL.settled({"new": "n", "go-list": "G I", "go-inbox": "", "next-comment": "Ctrl+J"})
    keymap = Keymap(own, single_keys=True)

    assert own == {"new": "n", "go-list": "g i", "go-inbox": "", "next-comment": "mod+j"}
    assert (keymap.said("new"), keymap.said("go-inbox"), keymap.said("go-list")) == ("n", "", "g i")
    assert keymap.caps("next-comment") == "<kbd>Ctrl J</kbd>"
    assert keymap.hint("go-inbox") == ""
    assert keymap.aria("new") == ' aria-keyshortcuts="n"'


def test_what_is_usual_again_is_no_longer_kept() -> None:
    assert Keymap({"new": "i"}, single_keys=True).settled({"new": "C"}) == {}


def test_a_key_that_another_command_of_the_page_has_is_refused_and_named() -> None:
    assert problems(USUAL, watch="e") == {
        "watch": "must be a key of its own: E is “Edit the description” here already. "
        "Give that one another key, or choose another for this one"
    }
    assert "“Set status”" in problems(USUAL, theme="s")["theme"]


def test_pages_apart_may_share_a_key() -> None:
    assert USUAL.settled({"watch": "x"}) == {"watch": "x"}  # which selects in lists


def test_two_commands_swap_their_keys_at_once() -> None:
    assert USUAL.settled({"pick": "f", "filter": "x"}) == {"pick": "f", "filter": "x"}
    assert set(problems(USUAL, pick="q", filter="q")) == {"pick", "filter"}


def test_a_key_that_begins_two_others_would_hide_them() -> None:
    assert "G I is “Go to inbox”" in problems(USUAL, theme="g")["theme"]
    assert "C is “New issue”" in problems(USUAL, theme="c t")["theme"]


def test_the_keys_of_tabs_are_nine() -> None:
    own = Keymap(USUAL.settled({"go-view": "v 1", "set-level": ""}), single_keys=True)

    assert own.working("go-view") == tuple(f"v {digit}" for digit in range(1, 10))
    assert problems(USUAL, go_view="t")["go-view"] == "must end in 1, which stands for each of 1 to 9"
    assert "“Go to a view, by its tab”" in problems(USUAL, theme="g 5")["theme"]


def test_a_command_of_a_newer_unknot_gives_way_to_what_somebody_chose() -> None:
    keymap = Keymap({"theme": "s", "gone-by-now": "q"}, single_keys=True)

    assert (keymap.said("theme"), keymap.said("set-status")) == ("s", "")
    assert keymap.settled({}) == {"theme": "s", "set-status": ""}


def test_without_single_keys_only_those_work_that_no_voice_presses() -> None:
    keymap = Keymap({"delete": "Delete"}, single_keys=False)

    assert keymap.said("new") == ""
    assert keymap.said("go-list") == ""
    assert keymap.said("next-row") == "ArrowDown"
    assert keymap.said("palette") == "mod+k"
    assert keymap.said("delete") == "Delete"
    assert keymap.caps("new") == ""
    assert is_single("Space")


def test_what_stands_in_for_another_command_has_its_key() -> None:
    assert Keymap({"undo": "mod+u"}, single_keys=True).said("put-back") == "mod+u"


def test_scripts_do_just_what_the_table_names() -> None:
    scripts = "".join(path.read_text() for path in STATIC.glob("*.js"))
    done = set(re.findall(r'\bon\("([a-z-]+)"', scripts))
    done |= {f"go-{name}" for name in re.findall(r"^  (\w+): .*$", places_in(scripts), re.MULTILINE)}

    assert done - {"preview", "copy-view"} == set(COMMANDS)  # which have buttons alone


def test_no_template_writes_down_a_key_that_somebody_may_change() -> None:
    templates = "".join(path.read_text() for path in STATIC.with_name("templates").rglob("*.html"))

    assert set(re.findall("<kbd[^>]*>([^{<]+)<", templates)) == {"Esc", "Enter", "Tab", "Ctrl Enter", "↑", "↓"}
    assert "aria-keyshortcuts" not in templates


def test_every_command_is_told_apart_by_its_title_where_it_is() -> None:
    for page in Page:
        titles = [one.title for group in GROUPS for one in group.commands if page in one.pages]
        assert len(titles) == len(set(titles))


def places_in(scripts: str) -> str:
    """Where the scripts of the shell go by key."""
    return scripts.partition("const places = {\n")[2].partition("};")[0]
