"""The inbox as a page: what is new and why, put away by form or by script, and brought back."""

import re
from collections.abc import Callable

import pytest

from tests.web.conftest import Hire
from tests.web.support.visitor import Visitor, text_of
from unknot.domain.access import Role

INBOX = "/acme/-/inbox"
Tell = Callable[..., str]


def inbox(who: Visitor) -> str:
    return who.get(INBOX).body.decode()


@pytest.fixture
def tell(ann: Visitor) -> Tell:
    """Files an issue for somebody, and waits until it lies in their inbox; its UUID."""

    def told(who: Visitor, title: str, **fields: object) -> str:
        with who.listening("/acme/-/live") as page:
            page.until("retry")
            reply = ann.script("/acme/-/issues", {"project": "demo", "title": title, **fields})
            assert reply.status == 200, reply.body
            page.until("event: inbox")
        found = re.search(rf'data-issue="([^"]+)"(?:(?!data-issue).)*{title}', inbox(who), re.DOTALL)
        assert found is not None
        return found[1]

    return told


def test_it_tells_what_happened_and_why_it_concerns_one(hire: Hire, tell: Tell) -> None:
    bob = hire("bob")
    tell(bob, "Look at this", description="Can you, @bob?", level="P1")

    text = text_of(bob.get(INBOX))

    assert "New: Look at this Ann Lee filed this Mentions you" in text


def test_a_comment_is_quoted_in_plain_words(ann: Visitor, hire: Hire, tell: Tell) -> None:
    cat = hire("cat")
    uuid = tell(cat, "Said", assignee="cat")
    address = re.search(rf'data-issue="{uuid}"[^>]*data-href="([^"]+)"', inbox(cat))
    assert address is not None
    with cat.listening("/acme/-/live") as page:
        page.until("retry")
        ann.script(f"{address[1]}/comments", {"text": "<p>Done &amp; <b>dusted</b></p>"})
        page.until("event: inbox")

    assert "Ann Lee “Done & dusted” Assigned to you" in text_of(cat.get(INBOX))


def test_opening_an_issue_is_having_seen_it(hire: Hire, tell: Tell) -> None:
    dan = hire("dan")
    tell(dan, "To be opened", assignee="dan")
    address = re.search(r'class="letter unseen"[^>]*data-href="([^"]+)"', inbox(dan))
    assert address is not None

    dan.get(address[1], **{"sec-purpose": "prefetch"})
    assert "unseen" in inbox(dan)

    dan.get(address[1])
    assert "unseen" not in inbox(dan)
    assert "To be opened" in text_of(dan.get(INBOX))


def test_what_is_put_away_can_be_brought_back(hire: Hire, tell: Tell) -> None:
    eve = hire("eve")
    uuid = tell(eve, "Put away", assignee="eve")

    assert eve.post(INBOX, {"done": uuid}).status == 303
    assert "Nothing waits for you" in text_of(eve.get(INBOX))
    assert "Put away Ann Lee" in text_of(eve.get(f"{INBOX}?show=done"))

    assert eve.script(INBOX, {"new": uuid}).json["new"] == 1
    assert "New: Put away" in text_of(eve.get(INBOX))


def test_all_is_put_away_but_what_came_after_one_looked(hire: Hire, tell: Tell) -> None:
    fay = hire("fay")
    tell(fay, "Before", assignee="fay")
    until = re.search(r'name="until" value="(\d+)"', inbox(fay))
    assert until is not None
    tell(fay, "After", assignee="fay")

    fay.post(INBOX, {"all": "yes", "until": until[1]})

    text = text_of(fay.get(INBOX))
    assert "After" in text
    assert "Before" not in text


def test_the_rail_counts_what_is_new(hire: Hire, tell: Tell) -> None:
    gil = hire("gil")
    assert re.search(r"data-inbox hidden>0<", gil.get("/acme").body.decode())

    tell(gil, "Count me", assignee="gil")

    assert re.search(r"data-inbox>1<", gil.get("/acme").body.decode())


def test_nobody_reaches_into_the_inbox_of_another(hire: Hire, tell: Tell) -> None:
    hal, ida = hire("hal"), hire("ida", Role.GUEST)
    uuid = tell(hal, "Only for hal", assignee="hal")

    ida.script(INBOX, {"done": uuid})

    assert "Only for hal" in text_of(hal.get(INBOX))
    assert "Only for hal" not in text_of(ida.get(INBOX))


def test_ones_own_news_and_those_of_channels_have_a_tab_each(ann: Visitor, hire: Hire, tell: Tell) -> None:
    ria = hire("ria")
    ann.post("/acme/-/settings/channels", {"name": "Pagers"})
    [channel] = [one for one in re.findall(r"/-/channels/([\w-]+)", ria.get("/acme").body.decode()) if one][-1:]
    ria.post(f"/acme/-/channels/{channel}/follow", {"following": "responsible"})
    tell(ria, "Disk is full", level="P0", channel="Pagers")
    tell(ria, "Yours to do", assignee="ria")

    own, channels = (text_of(ria.get(f"{INBOX}?part={part}")) for part in ("own", "channels"))

    assert "Yours to do" in own
    assert "Disk is full" not in own
    assert "Disk is full" in channels
    assert "Yours to do" not in channels
    assert "For you 1 Your channels 1" in own


def test_putting_all_away_is_about_the_tab_that_is_shown(hire: Hire, tell: Tell) -> None:
    udo = hire("udo")
    tell(udo, "Stays", assignee="udo")

    udo.post(INBOX, {"all": "yes", "part": "channels", "until": str(10**9)})

    assert "Stays" in text_of(udo.get(INBOX))
