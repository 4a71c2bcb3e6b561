"""What a person prefers to see, on whatever machine they sit."""

from enum import StrEnum

import msgspec


class Language(StrEnum):
    ENGLISH = "en"
    RUSSIAN = "ru"
    CHINESE = "zh"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(StrEnum):
    SYSTEM = "system"
    USUAL = "usual"
    MORE = "more"


class Density(StrEnum):
    COMPACT = "compact"
    COMFORTABLE = "comfortable"


class Preferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    language: Language | None = None  # None: what the browser asks for
    theme: Theme = Theme.SYSTEM
    contrast: Contrast = Contrast.SYSTEM
    density: Density = Density.COMPACT
    single_keys: bool = True  # whether a letter alone is a command (WCAG 2.1.4)
    keys: dict[str, str] = msgspec.field(default_factory=dict)  # of commands, where they are not the usual ones
    newest_last: bool = True  # the order of an issue's activity


DEFAULTS = Preferences()
