"""A template: how a new issue of a project may begin."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from unknot.domain.errors import Problem
from unknot.domain.ids import ProjectId, TemplateId
from unknot.domain.text import Limits, length_problems, text_problems


class Template(msgspec.Struct, frozen=True, kw_only=True):
    id: TemplateId
    uuid: str
    project: ProjectId
    name: str
    title: str  # how the title begins
    description: str  # Markdown
    created_at: datetime


class TemplateDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody gives to make or to replace a template."""

    name: str
    title: str = ""
    description: str = ""

    def problems(self, limits: Limits) -> Iterable[Problem]:
        yield from text_problems("name", self.name, at_most=limits.name)
        yield from length_problems("title", self.title, at_most=limits.title)
        yield from length_problems("description", self.description, at_most=limits.description)
