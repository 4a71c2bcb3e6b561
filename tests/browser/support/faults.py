"""What a browser complains of while nobody looks: errors of scripts, answers that refuse, requests that fail."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

REFUSAL = "Failed to load resource"  # the console's words for an answer or a failure, which is noted by itself
GIVEN_UP = {
    "net::ERR_ABORTED",  # by the page, when it is left or asks anew
    "csp",  # by a browser without script; what a page's own policy blocks is in the console, too
}


@dataclass
class Faults:
    """A test that provokes something says so; everything else that is found fails it."""

    found: list[str] = field(default_factory=list)
    refusals: set[int] = field(default_factory=set)  # statuses that are meant to come
    is_cut_off: bool = False  # whether the connection is meant to fail

    def expect(self, *statuses: int) -> None:
        self.refusals.update(statuses)

    def expect_cut(self) -> None:
        self.is_cut_off = True

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._note_console)
        context.on("weberror", self._note_error)
        context.on("response", self._note_answer)
        context.on("requestfailed", self._note_failure)

    def watch_no_more(self, context: BrowserContext) -> None:
        context.remove_listener("console", self._note_console)
        context.remove_listener("weberror", self._note_error)
        context.remove_listener("response", self._note_answer)
        context.remove_listener("requestfailed", self._note_failure)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSAL):
            self._note(f"console: {message.text}")

    def _note_error(self, error: WebError) -> None:
        self._note(f"script: {error.error}")

    def _note_answer(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.refusals:
            self._note(f"{answer.status} for {answer.request.method} {answer.url}")

    def _note_failure(self, request: Request) -> None:
        if request.failure not in GIVEN_UP and not self.is_cut_off:
            self._note(f"{request.failure} for {request.method} {request.url}")

    def _note(self, fault: str) -> None:
        self.found.append(fault)
