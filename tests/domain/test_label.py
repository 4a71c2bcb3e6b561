"""What a label may be, and which text can be read on its colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.domain.ids import LabelId, ProjectId
from unknot.domain.label import Label, LabelChange, LabelDraft, needs_light_text, normal_color
from unknot.domain.text import Limits

LABEL = Label(
    id=LabelId(1),
    uuid="0199d0a0-0000-7000-8000-000000000001",
    project=ProjectId(1),
    title="bug",
    description="Something is broken",
    color="F58A07",
    is_text_light=False,
)
COLORS = st.text("0123456789ABCDEF", min_size=6, max_size=6)


@pytest.mark.parametrize("color", ["000000", "0000FF", "6C757D", "757575"])
def test_dark_colours_take_light_text(color: str) -> None:
    assert needs_light_text(color)


@pytest.mark.parametrize("color", ["FFFFFF", "F58A07", "FFC107", "00FF00", "767676"])
def test_light_colours_take_dark_text(color: str) -> None:
    assert not needs_light_text(color)


@given(COLORS, COLORS)
def test_what_is_lighter_in_every_channel_never_needs_light_text_more(one: str, other: str) -> None:
    darker, lighter = "".join(map(min, one, other)), "".join(map(max, one, other))

    assert needs_light_text(darker) >= needs_light_text(lighter)


@pytest.mark.parametrize("given_color", ["f58a07", "#f58a07", "#F58A07", "F58A07"])
def test_a_colour_is_kept_in_one_form(given_color: str) -> None:
    assert problems(LabelDraft(title="bug", color=given_color)) == {}
    assert normal_color(given_color) == "F58A07"


@pytest.mark.parametrize("color", ["", "#", "F58A0", "F58A077", "##F58A07", "F58A0G", "F58A07\n", "orange", "Ｆ58A07"])
def test_anything_else_is_not_a_colour(color: str) -> None:
    assert problems(LabelDraft(title="bug", color=color)) == {"color": 'must be six hex digits, as in "F58A07"'}


def test_every_problem_is_told_at_once() -> None:
    draft = LabelDraft(title=" ", color="red", description="x" * 11)

    assert problems(draft, Limits(description=10)).keys() == {"title", "color", "description"}


def test_a_change_of_nothing_keeps_everything() -> None:
    same = LabelDraft(title="bug", color="F58A07", description="Something is broken", is_text_light=False)

    assert LabelChange().draft_of(LABEL) == same


def test_a_new_colour_chooses_its_text_anew() -> None:
    assert LabelChange(color="000000").draft_of(LABEL).is_text_light is None


def test_unless_the_text_is_said_too() -> None:
    assert LabelChange(color="000000", is_text_light=False).draft_of(LABEL).is_text_light is False


def test_an_emptied_description_is_a_change() -> None:
    assert LabelChange(description="").draft_of(LABEL).description == ""


def problems(draft: LabelDraft, limits: Limits | None = None) -> dict[str, str]:
    return {problem.field: problem.message for problem in draft.problems(limits or Limits())}
