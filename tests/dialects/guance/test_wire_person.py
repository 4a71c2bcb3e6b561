"""People beside what they made."""

from unknot.dialects.guance.wire_person import PersonInfo, maker_id, person_info
from unknot.domain.access import OPERATOR
from unknot.domain.people import UserDraft
from unknot.operations.people import create_user
from unknot.store.work import Work


def test_a_person_has_a_name_and_an_address(work: Work) -> None:
    draft = UserDraft(username="ann", name="Ann", surname="Lee", email="ann@example.org")

    ann = create_user(work, draft, password_hash=None, by=OPERATOR)

    assert person_info(ann) == PersonInfo(email="ann@example.org", name="Ann Lee", username="ann")
    assert maker_id(work.directory, ann.id) == f"acnt_{ann.uuid.replace('-', '')}"


def test_a_bot_is_called_by_its_id(work: Work) -> None:
    draft = UserDraft(username="robot", name="Release robot", email="robot@example.org", is_bot=True)

    bot = create_user(work, draft, password_hash=None, by=OPERATOR)

    key = f"wsak_{bot.uuid.replace('-', '')}"
    assert person_info(bot) == PersonInfo(email=key, name="Release robot", username=key)
    assert maker_id(work.directory, bot.id) == key


def test_nobody_is_the_system(work: Work) -> None:
    assert person_info(None) == PersonInfo(email="SYS", name="SYS", username="SYS")
    assert maker_id(work.directory, None) == "SYS"
