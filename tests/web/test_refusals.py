"""What is refused is told in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import unknot
from tests.web.conftest import Hire
from unknot.domain.access import Action, Role
from unknot.domain.preferences import Language
from unknot.domain.sentence import Sentence
from unknot.web.look import words_of

SOURCE = Path(unknot.__file__).parent
FLOORS = ("domain", "operations", "store", "http", "web")
FOR_PROGRAMS = {
    "domain/query": "problems of queries have codes of their own",
    "store/selecting.py": "problems of queries have codes of their own",
    "store/schema.py": "told at the command line, before there are pages",
    "http/json.py": "about bodies in JSON, which only programs send",
    "http/tokens.py": "about the header Authorization, which only programs send",
}
REFUSALS = {
    *("BadCredentials", "Forbidden", "NotFound", "Problem", "Invalid", "Conflict", "Unrelatable", "TooLarge"),
    *("Unavailable", "MalformedBody", "UnsupportedMedia"),
}


def test_every_refusal_can_be_translated() -> None:
    """Its sentence is made by `says`, and test_words demands each of those in every language."""
    bare = [f"{path}:{call.lineno}" for path, call in refusals() if is_plain(call.args[-1])]

    assert bare == [], "wrap the sentence in says(…), with what varies in its places"


def refusals() -> Iterator[tuple[str, ast.Call]]:
    for floor in FLOORS:
        for file in sorted((SOURCE / floor).rglob("*.py")):
            path = file.relative_to(SOURCE).as_posix()
            if not path.startswith(tuple(FOR_PROGRAMS)):
                for node in ast.walk(ast.parse(file.read_text())):
                    if isinstance(node, ast.Call) and node.args and name_of(node.func) in REFUSALS:
                        yield path, node


def name_of(called: ast.expr) -> str:
    """`Conflict` and `Invalid.field`, not a method of something else."""
    return ast.unparse(called).removesuffix(".field")


def is_plain(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr) or (
        isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.CHINESE])
def test_what_may_not_be_done_has_its_words(language: Language) -> None:
    words = words_of(language)
    sentences: list[Sentence] = [*(action.value for action in Action), *(role.said for role in Role)]

    assert [one for one in sentences if words.said(one) == one] == []


def test_a_form_says_what_is_wrong_in_the_readers_language(hire: Hire) -> None:
    masha = hire("masha")
    masha.post("/settings/look", {"language": "ru"})

    page = masha.post("/settings/profile", {"name": "Masha", "surname": "", "email": "nowhere"})

    assert page.status == 422
    assert "Значение должно быть адресом вроде ann@example.org, а там «nowhere»." in page.body.decode()


def test_a_page_that_is_not_there_says_so_in_the_readers_language(hire: Hire) -> None:
    mei = hire("mei")
    mei.post("/settings/look", {"language": "zh"})

    page = mei.get("/acme/nowhere")

    assert page.status == 404
    assert "这里没有项目 nowhere" in page.body.decode()


def test_a_script_is_told_in_the_readers_language(hire: Hire) -> None:
    olga = hire("olga")
    olga.post("/settings/look", {"language": "ru"})

    refusal = msgspec.json.decode(olga.script("/acme/-/change", {"status": "completed"}).body)

    assert refusal["message"] == "Поле «задача» должно называть хотя бы одну задачу: сначала выберите её"
    assert refusal["problems"][0]["field"] == "issue"


def test_who_is_signed_in_keeps_the_way_on(hire: Hire) -> None:
    page = hire("ludwig").get("/acme/demo/999999").body.decode()

    assert "There is no issue DEMO-999999" in page
    assert 'class="rail"' in page
    assert 'href="/acme/-/inbox"' in page


def test_who_is_not_is_told_nothing_of_the_place(hire: Hire) -> None:
    stranger = hire("strange")
    stranger.cookie = ""

    assert (stranger.get("/acme/demo/999999").header("location") or "").startswith("/login?next=")


def test_whose_session_has_ended_is_told_so(hire: Hire) -> None:
    guest = hire("gone")
    guest.cookie = "unknot_session=over"

    where = guest.get("/acme/demo").header("location") or ""

    assert where == "/login?ended=yes&next=/acme/demo"
    assert "Your session has ended" in guest.get(where).body.decode()
