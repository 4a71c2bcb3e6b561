"""The keys of one person: those that commands come with, but for what they chose themselves."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from markupsafe import Markup

from unknot.domain.errors import Invalid, Problem
from unknot.domain.preferences import Preferences
from unknot.domain.sentence import says
from unknot.web.keyboard.commands import COMMANDS, Command
from unknot.web.keyboard.keystrokes import NoKey, aria, capped, is_in_the_way, is_single, printed, read

CHANGEABLE: Final = tuple(one for one in COMMANDS.values() if one.may_change)
NO_KEYS: Final = ""


class Keymap:
    """What each command's key is; and, for pages, how to say so."""

    def __init__(self, own: Mapping[str, str], *, single_keys: bool) -> None:
        self._own = own
        self._single_keys = single_keys

    @cached_property
    def chosen(self) -> Mapping[str, str]:
        """The key of every command, by its name. A usual one gives way to what somebody chose before it came."""
        own = {name: key for name, key in self._own.items() if name in COMMANDS}
        if not own:
            return _DEFAULTS
        return {one.name: own.get(one.name, "" if any(_clashes(one, one.key, own)) else one.key) for one in CHANGEABLE}

    def working(self, name: str) -> tuple[str, ...]:
        """The keys of a command that do something now."""
        command = COMMANDS[name]
        keys = command.expanded(self.chosen.get(command.follows or name, NO_KEYS))
        return (*(key for key in keys if self._single_keys or not is_single(key)), *command.also)

    def said(self, name: str) -> str:
        """The keys of a command, as scripts read them."""
        return " or ".join(self.working(name))

    def caps(self, name: str, style: str = "") -> Markup:
        """The key of a command as it stands on a button; nothing if it has none."""
        key = next(iter(self.working(name)), NO_KEYS)
        if not key:
            return Markup()
        return (Markup('<kbd class="{}">').format(style) if style else Markup("<kbd>")) + capped(key) + Markup("</kbd>")

    def hint(self, name: str) -> str:
        """The same, behind a title."""
        key = next(iter(self.working(name)), NO_KEYS)
        return f" ({capped(key)})" if key else ""

    def aria(self, name: str) -> Markup:
        """The same, as an attribute for assistive technology."""
        keys = " ".join(filter(None, map(aria, self.working(name))))
        return Markup(' aria-keyshortcuts="{}"').format(keys) if keys else Markup()

    def settled(self, typed: Mapping[str, str]) -> dict[str, str]:
        """What somebody chooses instead of the usual keys, if commands can have these; what is not typed stays."""
        wanted, problems = dict(self.chosen), list[Problem]()
        for command in CHANGEABLE:
            if command.name in typed:
                try:
                    wanted[command.name] = _read(command, typed[command.name])
                except NoKey as error:
                    problems.append(Problem(command.name, error.sentence))
        problems += self._clashes(wanted, {one.field for one in problems})
        if problems:
            raise Invalid(problems)
        return {name: key for name, key in wanted.items() if key != COMMANDS[name].key}

    def _clashes(self, wanted: Mapping[str, str], unread: set[str]) -> Iterator[Problem]:
        """Told where a key was changed, not where it has been all the time."""
        for name, key in wanted.items():
            if name in unread or key == self.chosen[name]:
                continue
            for other in _clashes(COMMANDS[name], key, wanted):
                yield Problem(
                    name,
                    says(
                        "must be a key of its own: %(key)s is “%(command)s” here already. "
                        "Give that one another key, or choose another for this one",
                        key=printed(wanted[other.name]),
                        command=says(other.title),
                    ),
                )
                break


def keymap_of(preferences: Preferences) -> Keymap:
    return Keymap(preferences.keys, single_keys=preferences.single_keys)


def _read(command: Command, text: str) -> str:
    key = read(text)
    if command.digits and key and not key.endswith("1"):
        raise NoKey(says("must end in 1, which stands for each of 1 to 9"))
    return key


def _clashes(command: Command, key: str, keys: Mapping[str, str]) -> Iterator[Command]:
    """The other commands on the same pages with which a key would not be told apart."""
    for name, taken in keys.items():
        other = COMMANDS[name]
        if other is not command and other.pages & command.pages and _are_alike(command, key, other, taken):
            yield other


def _are_alike(one: Command, key: str, other: Command, taken: str) -> bool:
    return any(is_in_the_way(mine, theirs) for mine in one.expanded(key) for theirs in other.expanded(taken))


_DEFAULTS: Final = {one.name: one.key for one in CHANGEABLE}
