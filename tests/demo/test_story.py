"""The demo's story obeys the rules that the product will hold it to, and is worth looking at."""

import json
import re
import struct
import zlib
from collections import Counter, defaultdict
from datetime import timedelta
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from unknot.demo.content.rhythm import NOVEMBER, TOLD_AT
from unknot.demo.story import (
    Assigned,
    Attached,
    Commented,
    Delivered,
    Edited,
    Filed,
    Happening,
    Levelled,
    Moved,
    Relabelled,
    Related,
    Step,
    Story,
    story,
)
from unknot.domain.access import Role
from unknot.domain.channel import DEFAULT_NAME
from unknot.domain.issue import SourceType
from unknot.domain.level import SYSTEM_LEVELS
from unknot.domain.relation import RelationKind
from unknot.domain.status import Status
from unknot.domain.text import Limits, fold, text_problems

S = TypeVar("S", bound=Happening)

LIMITS = Limits()
SEEDS = (1, 2, 2026)


@pytest.fixture(scope="module", params=SEEDS)
def told(request: pytest.FixtureRequest) -> Story:
    seed: int = request.param
    return story(seed)


def test_the_same_seed_tells_the_same_story() -> None:
    assert story(3) == story(3)
    assert story(3) != story(4)


# --- people, projects, labels


def test_a_dozen_people_and_a_bot_work_here(told: Story) -> None:
    bots = [person.username for person in told.people if person.is_bot]

    assert len(told.people) - len(bots) == 12
    assert bots == ["watchdog"]
    assert {Role[person.role.upper()] for person in told.people} == {Role.OWNER, Role.ADMIN, Role.MEMBER, Role.GUEST}
    assert {script_of(person.name) for person in told.people} == {"en", "ru", "zh"}


def test_people_have_plain_usernames_and_addresses_of_nobody(told: Story) -> None:
    usernames = [person.username for person in told.people]

    assert all(re.fullmatch("[a-z]+", username) for username in usernames)
    assert len(set(usernames)) == len(usernames)
    assert all(person.email.endswith("@example.com") for person in told.people)


def test_a_label_is_unique_in_its_project_whatever_the_case(told: Story) -> None:
    titles = [(label.project, fold(label.title)) for label in told.labels]

    assert len(set(titles)) == len(titles)
    assert {project for project, _ in titles} == {project.alias for project in told.projects}
    assert all(re.fullmatch("[0-9A-F]{6}", label.color) for label in told.labels)


# --- what may happen, and when


def test_steps_go_from_the_oldest_to_the_newest_and_all_lie_in_the_past(told: Story) -> None:
    ages = [step.at for step in told.steps]

    assert ages == sorted(ages, reverse=True)
    assert min(ages) > timedelta(0)
    assert timedelta(days=330) < max(ages) < timedelta(days=366)


def test_an_issue_begins_with_its_filing_and_is_counted_in_that_order(told: Story) -> None:
    first_steps = {step.issue: step for step in reversed(told.steps)}

    assert [step.issue for step in filings(told)] == list(range(len(filings(told))))
    assert len(filings(told)) == pytest.approx(600, abs=20)
    assert all(isinstance(step, Filed) for step in first_steps.values())


def test_every_text_keeps_the_limits(told: Story) -> None:
    said = [step.text for step in of_kind(told, Commented)]

    said += [step.text for step in of_kind(told, Attached) if step.text]
    for texts, limit in (titles(told), LIMITS.title), (descriptions(told), LIMITS.description), (said, LIMITS.comment):
        assert [problem for text in texts for problem in text_problems("text", text, at_most=limit)] == []
    assert not [title for title in titles(told) if len(title.splitlines()) > 1]


def test_no_two_titles_are_equal(told: Story) -> None:
    assert [title for title, times in Counter(titles(told)).items() if times > 1] == []


def test_only_people_of_the_workspace_act_and_guests_only_comment(told: Story) -> None:
    roles = {person.username: person.role for person in told.people}
    assigned = {username for step in told.steps if isinstance(step, Filed | Assigned) for username in step.assignees}

    assert {step.by for step in told.steps} == set(roles)
    assert {roles[username] for username in assigned} <= {"owner", "admin", "member"}
    assert {type(step) for step in told.steps if roles[step.by] == "guest"} == {Commented}


def test_whoever_is_mentioned_works_here(told: Story) -> None:
    roles = {person.username: person.role for person in told.people}
    mentioned = Counter(name for step in told.steps for name in re.findall(r"(?<![\w@/.])@([a-z]+)", words_of(step)))

    assert mentioned.keys() <= roles.keys()
    assert len(mentioned) > 8
    assert mentioned["vera"] > 8


def test_an_issue_has_only_labels_of_its_project(told: Story) -> None:
    project_of = {step.issue: step.project for step in filings(told)}
    labelled = [step for step in told.steps if isinstance(step, Filed | Relabelled)]
    used = {(project_of[step.issue], title) for step in labelled for title in step.labels}

    assert used <= {(label.project, label.title) for label in told.labels}


def test_a_status_really_changes(told: Story) -> None:
    for steps in steps_by_issue(told).values():
        statuses = [step.status for step in steps if isinstance(step, Filed | Moved)]
        assert all(before != after for before, after in pairwise(statuses)), steps[0]
        assert set(statuses) <= set(Status)


def test_numbers_in_texts_are_those_of_issues_filed_before(told: Story) -> None:
    keys = {project.alias: project.key for project in told.projects}
    project_of = {step.issue: step.project for step in filings(told)}
    numbers = Counter[str]()
    known: set[str] = set()
    mentioned = 0
    for step in told.steps:
        if isinstance(step, Filed):
            numbers[step.project] += 1
            known.add(f"{keys[step.project]}-{numbers[step.project]}")
        project = project_of[step.issue]
        found = set(re.findall(r"\b(?:SHOP|PAY|OPS|DATA)-\d+", words_of(step)))
        found |= {f"{keys[project]}-{number}" for number in re.findall(r"(?<![\w&/])#(\d+)", words_of(step))}
        mentioned += len(found)
        assert found <= known, step
        assert "[[" not in words_of(step)
    assert mentioned > 50


# --- relations


def test_all_fifteen_kinds_of_relation_appear_and_some_cross_projects(told: Story) -> None:
    project_of = {step.issue: step.project for step in filings(told)}
    relations = of_kind(told, Related)

    assert {relation.kind for relation in relations} == set(RelationKind)
    assert len([relation for relation in relations if project_of[relation.issue] != project_of[relation.target]]) > 10


def test_two_issues_have_one_relation_at_most_and_none_with_themselves(told: Story) -> None:
    pairs = [frozenset((relation.issue, relation.target)) for relation in of_kind(told, Related)]

    assert len(set(pairs)) == len(pairs)
    assert {len(pair) for pair in pairs} == {2}


def test_a_relation_leads_to_an_issue_that_exists_by_then(told: Story) -> None:
    filed = {step.issue: step.at for step in filings(told)}

    assert all(filed[relation.target] > relation.at for relation in of_kind(told, Related))


@pytest.mark.parametrize("kind", ["hierarchy", "dependency"])
def test_hierarchies_and_dependencies_form_no_circle(told: Story, kind: str) -> None:
    above = defaultdict[int, set[int]](set)
    for relation in of_kind(told, Related):
        if relation.kind == f"{kind}_forward":
            above[relation.issue].add(relation.target)
        elif relation.kind == f"{kind}_reverse":
            above[relation.target].add(relation.issue)

    TopologicalSorter(above).prepare()  # raises CycleError

    assert len(above) > 10


def test_an_issue_has_one_parent_at_most(told: Story) -> None:
    relations = of_kind(told, Related)
    children = [relation.issue for relation in relations if relation.kind == "hierarchy_forward"]
    children += [relation.target for relation in relations if relation.kind == "hierarchy_reverse"]

    assert len(set(children)) == len(children)


# --- incidents


def test_levels_are_those_that_the_workspace_has(told: Story) -> None:
    names = {level.name for level in SYSTEM_LEVELS.values()} | {level.name for level in told.levels} | {""}
    used = Counter(step.level for step in told.steps if isinstance(step, Filed | Levelled))

    assert used.keys() == names
    assert used["P0"] < used["P1"] < used["P2"] > used["P3"]


def test_most_of_what_operations_and_bugs_are_about_has_a_level(told: Story) -> None:
    incidents = [step for step in filings(told) if step.project == "operations" or "bug" in step.labels]

    assert len([step for step in incidents if step.level]) > 0.75 * len(incidents)


def test_issues_go_to_channels_that_are_there_and_everybody_follows_some_in_every_way(told: Story) -> None:
    names = {channel.name for channel in told.channels}
    delivered = Counter(name for step in told.steps if isinstance(step, Filed | Delivered) for name in step.channels)

    assert delivered.keys() == names - {DEFAULT_NAME}
    assert all(channel.responsible and channel.attention for channel in told.channels if channel.name != "кассы")
    assert all(channel.participate for channel in told.channels if channel.name != "data-platform")


def test_what_a_program_files_says_where_it_comes_from_in_html(told: Story) -> None:
    from_programs = [step for step in filings(told) if step.by == "watchdog"]

    assert {step.format for step in from_programs} == {"html"}
    assert {step.source.type for step in from_programs} == {SourceType.CHECKER}
    assert all(step.source.uuid and step.group for step in from_programs)
    assert all("{" not in step.source.name + step.group for step in from_programs)
    assert {step.source.type for step in filings(told)} == set(SourceType)


def test_an_incident_of_today_is_in_full_swing(told: Story) -> None:
    burning = [step for step in filings(told) if level_of(told, step) == "P0" and end_of(told, step) == "in_progress"]
    (incident,) = [step for step in burning if step.at < timedelta(hours=1)]
    steps = steps_by_issue(told)[incident.issue]

    assert len(steps) > 25
    assert {Moved, Levelled, Delivered, Assigned, Related, Attached, Commented} <= {type(step) for step in steps}
    assert len({step.by for step in steps}) > 6


def test_others_are_acknowledged_or_over_and_reviewed(told: Story) -> None:
    incidents = [step for step in filings(told) if "incident" in step.labels and level_of(told, step) in {"P0", "P1"}]
    acknowledged = [step for step in incidents if end_of(told, step) == "in_progress"]
    over = {step.issue for step in incidents if end_of(told, step) == "completed"}
    reviews = {step.issue for step in filings(told) if "postmortem" in step.labels}
    reviewed = [step for step in of_kind(told, Related) if step.issue in reviews and step.target in over]

    assert len(acknowledged) > 2
    assert len(reviewed) > 3


def test_open_issues_wait_for_each_other_in_chains(told: Story) -> None:
    todo = {step.issue for step in filings(told) if end_of(told, step) not in {"completed", "closed"}}
    relations = [step for step in of_kind(told, Related) if step.kind == "dependency_forward"]
    waits_for = {step.issue: step.target for step in relations if {step.issue, step.target} <= todo}

    assert len([first for first, second in waits_for.items() if waits_for.get(second) in waits_for]) > 0


# --- what makes it believable


def test_most_issues_are_english_and_the_rest_russian_and_chinese(told: Story) -> None:
    shares = Counter(script_of(step.title) for step in filings(told))

    assert shares["en"] == pytest.approx(0.76 * len(filings(told)), rel=0.03)
    assert shares["ru"] == pytest.approx(shares["zh"], rel=0.1)


def test_people_answer_in_the_language_of_the_issue(told: Story) -> None:
    language_of = {step.issue: script_of(step.title) for step in filings(told)}
    strangers = [
        step.text
        for step in of_kind(told, Commented)
        if language_of[step.issue] != "en" and script_of(step.text) != language_of[step.issue]
    ]

    assert strangers == []


def test_people_talk_and_the_bot_has_its_say(told: Story) -> None:
    comments = of_kind(told, Commented)

    assert 1400 <= len(comments) <= 1700
    assert len([comment for comment in comments if comment.by == "watchdog"]) > 40
    assert len([step for step in filings(told) if step.by == "watchdog"]) > 140
    assert len(of_kind(told, Edited)) >= 10


def test_old_issues_are_mostly_done_and_new_ones_mostly_not(told: Story) -> None:
    ends = {step.issue: step.status for step in told.steps if isinstance(step, Filed | Moved)}
    old = [ends[step.issue] for step in filings(told) if step.at > timedelta(days=60)]
    new = [ends[step.issue] for step in filings(told) if step.at < timedelta(days=14)]

    assert len([status for status in old if status in {"completed", "closed"}]) > 0.9 * len(old)
    assert len([status for status in new if status in {"open", "in_progress"}]) > 0.6 * len(new)
    assert set(ends.values()) == set(Status)


def test_november_is_busy_and_weekends_are_quiet(told: Story) -> None:
    moments = [TOLD_AT - step.at for step in told.steps]
    november = {moment.date() for moment in moments if moment.month == NOVEMBER}
    per_day = Counter(moment.date() for moment in moments)

    assert sum(per_day[day] for day in november) / len(november) > 1.5 * len(moments) / 365
    assert len([moment for moment in moments if moment.isoweekday() > 5]) < 0.03 * len(moments)


def test_attachments_are_small_real_and_have_names_in_three_scripts(told: Story) -> None:
    files = {step.name: step.content for step in of_kind(told, Attached)}

    assert 45 <= len(files) == len(of_kind(told, Attached)) <= 55
    assert {bool(step.text) for step in of_kind(told, Attached)} == {True, False}
    assert all(1_000 <= len(content) <= 40_000 for content in files.values())
    assert {script_of(name) for name in files} == {"en", "ru", "zh"}
    for name, content in files.items():
        assert_readable(name, content)


def test_links_lead_nowhere_else_than_to_examples(told: Story) -> None:
    links = {link for step in told.steps for link in re.findall(r"https?://[^\s`)|]+", words_of(step))}

    hosts = {urlsplit(link).netloc for link in links}

    assert len(hosts) > 3
    assert [host for host in hosts if not re.fullmatch(r"([a-z]+\.)?example\.(com|org)", host)] == []


# --- how the story is read here


def filings(told: Story) -> list[Filed]:
    return of_kind(told, Filed)


def of_kind(told: Story, kind: type[S]) -> list[S]:
    return [step for step in told.steps if isinstance(step, kind)]


def steps_by_issue(told: Story) -> dict[int, list[Step]]:
    steps = defaultdict[int, list[Step]](list)
    for step in told.steps:
        steps[step.issue].append(step)
    return steps


def level_of(told: Story, filed: Filed) -> str:
    """The level that an issue has in the end."""
    return [step.level for step in steps_by_issue(told)[filed.issue] if isinstance(step, Filed | Levelled)][-1]


def end_of(told: Story, filed: Filed) -> str:
    """The status that an issue has in the end."""
    return [step.status for step in steps_by_issue(told)[filed.issue] if isinstance(step, Filed | Moved)][-1]


def titles(told: Story) -> list[str]:
    return [step.title for step in told.steps if isinstance(step, Filed | Edited) and step.title is not None]


def descriptions(told: Story) -> list[str]:
    written = [step for step in told.steps if isinstance(step, Filed | Edited)]
    return [step.description for step in written if step.description is not None]


def words_of(step: Step) -> str:
    match step:
        case Filed() | Edited():
            return f"{step.title}\n{step.description}"
        case Commented() | Attached():
            return step.text
        case _:
            return ""


def script_of(text: str) -> str:
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh"
    return "ru" if re.search(r"[\u0400-\u04ff]", text) else "en"


def assert_readable(name: str, content: bytes) -> None:
    if name.endswith(".png"):
        assert_picture(content)
    elif name.endswith(".json"):
        assert len(json.loads(content)) > 5
    elif name.endswith(".svg"):
        assert ET.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  # made by ourselves
    else:
        lines = content.decode().splitlines()
        assert len(set(lines)) == len(lines) > 20


def assert_picture(content: bytes) -> None:
    width, height = struct.unpack(">II", content[16:24])
    start = content.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", content[start - 8 : start - 4])

    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(zlib.decompress(content[start : start + length])) == height * (1 + 3 * width)
