"""A label: a coloured word of a project."""

import re
from collections.abc import Iterable

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import LabelId, ProjectId
from unknot.domain.sentence import says
from unknot.domain.text import Limits, length_problems, text_problems

_COLOR = re.compile(r"#?([0-9A-Fa-f]{6})")


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """Its title is unique in its project, whatever the case. The colour is six upper-case hex digits, without "#"."""

    id: LabelId
    uuid: str
    project: ProjectId
    title: str
    description: str
    color: str
    is_text_light: bool


class LabelDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make a label; whether its text is light follows from the colour, unless it is said."""

    title: str
    color: str
    description: str = ""
    is_text_light: bool | None = None

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("title", self.title, at_most=limits.title)
        yield from length_problems("description", self.description, at_most=limits.description)
        if not _COLOR.fullmatch(self.color):
            yield Problem("color", says('must be six hex digits, as in "F58A07"'))


class LabelChange(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants different; None leaves a thing as it is."""

    title: str | None = None
    color: str | None = None
    description: str | None = None
    is_text_light: bool | None = None

    def draft_of(self, label: Label) -> LabelDraft:
        """The whole label as it would be. A new colour chooses its text colour anew, unless that is said too."""
        kept = label.is_text_light if self.color is None else None
        return LabelDraft(
            title=label.title if self.title is None else self.title,
            color=label.color if self.color is None else self.color,
            description=label.description if self.description is None else self.description,
            is_text_light=kept if self.is_text_light is None else self.is_text_light,
        )


def normal_color(color: str) -> str:
    """ "#f58a07" as "F58A07"."""
    return color.removeprefix("#").upper()


def needs_light_text(color: str) -> bool:
    """Whether white is easier to read on this colour than black, by WCAG 2's contrast of relative luminance."""
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (0, 2, 4))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (luminance + 0.05) ** 2 < 1.05 * 0.05


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
