"""The people of the tests. Each is made when first asked for: to hash a password takes a while."""

from functools import cached_property

from .caller import Caller
from .instance import Instance, account, founder


class People:
    """Who else is there besides ann, the founder of `acme`."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    @cached_property
    def nobody(self) -> Caller:
        """A caller without a token."""
        return self._instance.caller(None)

    @cached_property
    def guest(self) -> Caller:
        return self._hire("gus", "guest")

    @cached_property
    def member(self) -> Caller:
        return self._hire("max", "member")

    @cached_property
    def admin(self) -> Caller:
        return self._hire("ada", "admin")

    @cached_property
    def reader(self) -> Caller:
        """Ann herself, with a token that may only read."""
        made = self._instance.command("token", "create", "--username", "ann", "--workspace", "acme", "--scope", "read")
        return self._instance.caller(made["token"])

    @cached_property
    def outsider(self) -> Caller:
        """The owner of another workspace, `globex`, with no role in `acme`."""
        made = self._instance.command("workspace", "create", *founder("globex", "olga"))
        return self._instance.caller(made["token"])

    def _hire(self, username: str, role: str) -> Caller:
        self._instance.command("user", "create", *account(username), "--workspace", "acme", "--role", role)
        made = self._instance.command("token", "create", "--username", username, "--workspace", "acme")
        return self._instance.caller(made["token"])
