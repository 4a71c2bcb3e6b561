"""Which route a request takes, and which door says no where there is none."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.http.support.asgi import scope_of
from unknot.domain.errors import Refused
from unknot.http.answer import Answer
from unknot.http.errors import MethodNotAllowed, NoSuchRoute
from unknot.http.request import Request, path_segments
from unknot.http.routes import Door, Match, RefusedAt, Route, Router


async def nothing(_: Request) -> Answer:
    return Answer()


def refuse(refusal: Refused, _: Request) -> Answer:
    return Answer(refusal.message.encode())


def route(wish: str) -> Route:
    method, _, path = wish.partition(" ")
    return Route(method, path, nothing, wish)


def door(name: str, *wishes: str) -> Door:
    return Door(name=name, title=name, groups={"All": [route(wish) for wish in wishes]}, refuse=refuse)


def find(router: Router, method: str, target: str) -> Match:
    scope = scope_of(method, target)
    return router.find(method, path_segments(scope), scope["path"])


def refusal(router: Router, method: str, target: str) -> RefusedAt:
    with pytest.raises(RefusedAt) as caught:
        find(router, method, target)
    return caught.value


HOUSE = (
    "GET /",
    "GET /room",
    "POST /room",
    "GET /room/my",
    "GET /room/{owner}/{room}",
    "GET /room/{owner}/{room}/chair",
    "PUT /room/{owner}/{room}/chair/{chair}",
    "DELETE /room/{room}/delete",
    "GET /room/attic/{room}/box/{box}",
)


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(door("home", *HOUSE))


@pytest.mark.parametrize(
    ("method", "target", "wish", "params"),
    [
        ("GET", "/", "GET /", ()),
        ("GET", "", "GET /", ()),
        ("GET", "/room", "GET /room", ()),
        ("POST", "/room", "POST /room", ()),
        ("GET", "/room/", "GET /room", ()),
        ("GET", "/room/my", "GET /room/my", ()),
        ("GET", "/room/my/", "GET /room/my", ()),
        ("GET", "/room/ann/kitchen", "GET /room/{owner}/{room}", ("ann", "kitchen")),
        ("GET", "/room/ann/kitchen/", "GET /room/{owner}/{room}", ("ann", "kitchen")),
        ("GET", "/room/my/kitchen", "GET /room/{owner}/{room}", ("my", "kitchen")),
        ("DELETE", "/room/17/delete", "DELETE /room/{room}/delete", ("17",)),
        ("GET", "/room/attic/big/box/3", "GET /room/attic/{room}/box/{box}", ("big", "3")),
        ("GET", "/room/attic/big", "GET /room/{owner}/{room}", ("attic", "big")),
        ("GET", "/room/attic/big/chair", "GET /room/{owner}/{room}/chair", ("attic", "big")),
        ("PUT", "/room/attic/box/chair/1", "PUT /room/{owner}/{room}/chair/{chair}", ("attic", "box", "1")),
        ("GET", "/room?a=/b/c", "GET /room", ()),
        ("HEAD", "/room/my", "GET /room/my", ()),
    ],
)
def test_a_request_takes_the_route_that_fits_best(
    router: Router, method: str, target: str, wish: str, params: tuple[str, ...]
) -> None:
    match = find(router, method, target)

    assert (match.route.summary, match.params) == (wish, params)


@pytest.mark.parametrize(
    ("target", "params"),
    [
        ("/room/a%2Fb/c", ("a/b", "c")),
        ("/room/%41nn/k%69tchen", ("Ann", "kitchen")),
        ("/room/%D0%B0%D0%BD%D1%8F/%E5%8E%A8%E6%88%BF", ("аня", "厨房")),
        ("/r%6Fom/ann/kitchen", ("ann", "kitchen")),
        ("/room/100%/a%zzb", ("100%", "a%zzb")),
        ("/room/a+b/c%20d", ("a+b", "c d")),
        ("/room/%00/%FF", ("\0", "\ufffd")),
        ("/room/../%2e%2e", ("..", "..")),
    ],
)
def test_each_part_of_a_path_is_decoded_by_itself(router: Router, target: str, params: tuple[str, str]) -> None:
    assert find(router, "GET", target).params == params


@pytest.mark.parametrize(
    "target", ["/rooms", "/room/ann", "/room//kitchen", "/room/ann//", "//room", "/room/ann/kitchen/table", "/Room"]
)
def test_where_nothing_answers_the_path_is_named(router: Router, target: str) -> None:
    refused = refusal(router, "GET", target)

    assert isinstance(refused.refusal, NoSuchRoute)
    assert refused.refusal.message == f"Nothing answers at {target}"


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("DELETE", "/room"),
        ("PATCH", "/room/ann/kitchen"),
        ("GET", "/room/17/delete"),
        ("HEAD", "/room/ann/kitchen/chair/1"),
        ("get", "/room"),
        ("OPTIONS", "/"),
    ],
)
def test_a_path_refuses_methods_that_it_does_not_take(router: Router, method: str, target: str) -> None:
    assert isinstance(refusal(router, method, target).refusal, MethodNotAllowed)


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/room", "GET, HEAD, POST"),
        ("/room/ann/kitchen/chair/1", "PUT"),
        ("/room/17/delete", "DELETE"),
    ],
)
def test_what_a_path_takes_is_told(router: Router, target: str, allowed: str) -> None:
    refused = refusal(router, "PATCH", target).refusal

    assert isinstance(refused, MethodNotAllowed)
    assert refused.allowed == allowed
    assert refused.message.endswith(f"it takes {allowed}")


@pytest.fixture(scope="module")
def street() -> Router:
    """Three doors: one at home, one beside it at the root, one behind a prefix with the same routes as the first."""
    home = door("home", "GET /room", "GET /room/{room}")
    router = Router(home)
    router.mount(door("office", "GET /room/{room}/desk"), "attic", "here")
    router.mount(door("garden", "GET /tree", "POST /room/{room}/leaf"))
    return router


@pytest.mark.parametrize(
    ("method", "target", "name"),
    [
        ("GET", "/room", "home"),
        ("GET", "/tree", "garden"),
        ("POST", "/room/1/leaf", "garden"),
        ("GET", "/attic/here/room/1/desk", "office"),
    ],
)
def test_a_request_goes_in_by_the_door_of_its_route(street: Router, method: str, target: str, name: str) -> None:
    assert find(street, method, target).door.name == name


@pytest.mark.parametrize(
    ("method", "target", "name"),
    [
        ("GET", "/nothing", "home"),
        ("GET", "/work", "home"),
        ("GET", "/attic/room/1/desk", "home"),
        ("GET", "/attic/here", "office"),
        ("GET", "/attic/here/nothing", "office"),
        ("PUT", "/attic/here/room/1/desk", "office"),
        ("PUT", "/tree", "garden"),
        ("PUT", "/room", "home"),
    ],
)
def test_a_refusal_is_worded_by_the_door_that_the_path_leads_to(
    street: Router, method: str, target: str, name: str
) -> None:
    assert refusal(street, method, target).door.name == name


def test_one_door_can_stand_in_two_places() -> None:
    home = door("home", "GET /room/{room}")
    router = Router(home)
    router.mount(home, "again")

    assert find(router, "GET", "/room/1").params == find(router, "GET", "/again/room/1").params == ("1",)


WORDS = ("a", "b", "c")
PATTERNS = st.lists(st.sampled_from([*WORDS, "{x}"]), max_size=4).map(tuple)
PATHS = st.lists(st.sampled_from([*WORDS, "d"]), max_size=5).map(tuple)


def fits(pattern: Iterable[str], path: Iterable[str]) -> bool:
    return all(ours in ("{x}", theirs) for ours, theirs in zip(pattern, path, strict=True))


@given(patterns=st.sets(PATTERNS, min_size=1, max_size=8), path=PATHS)
def test_of_all_routes_that_fit_the_one_with_the_earliest_literal_wins(
    patterns: set[tuple[str, ...]], path: tuple[str, ...]
) -> None:
    """But a first word that a route begins with is never a parameter: nobody's workspace is called "project"."""
    router = Router(door("home", *(f"GET /{'/'.join(pattern)}" for pattern in patterns)))
    begun = {pattern[0] for pattern in patterns if pattern and pattern[0] != "{x}"}
    fitting = [
        pattern
        for pattern in patterns
        if len(pattern) == len(path) and fits(pattern, path) and not (path and path[0] in begun and pattern[0] == "{x}")
    ]

    target = f"/{'/'.join(path)}"
    if fitting:
        best = max(fitting, key=lambda pattern: [part != "{x}" for part in pattern])
        assert find(router, "GET", target).route.path == f"/{'/'.join(best)}"
    else:
        assert isinstance(refusal(router, "GET", target).refusal, NoSuchRoute)
