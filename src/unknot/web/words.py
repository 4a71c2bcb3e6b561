"""What things are called on pages, in one language: statuses, levels, relations, times and numbers."""

from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from typing import Final

from unknot.domain.preferences import Language
from unknot.domain.relation import RelationKind
from unknot.domain.sentence import translated
from unknot.domain.status import Status

EPOCH_MICROS: Final = 1_000_000
MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
MONTH: Final = 31 * DAY
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def N_(text: str) -> str:  # noqa: N802 - the name that extractors know
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return text


def NP_(context: str, text: str) -> str:  # noqa: ARG001, N802 - the context is for extractors and translators
    """Mark a text that means something else elsewhere: "Open" is a tab of many issues and the status of one."""
    return text


STATUS_WORDS: Final = {
    Status.OPEN: N_("Open"),
    Status.IN_PROGRESS: N_("In progress"),
    Status.PENDING: N_("Pending"),
    Status.COMPLETED: N_("Completed"),
    Status.CLOSED: N_("Closed"),
}
RELATION_WORDS: Final = {  # as the heading of the issues at the far end
    RelationKind.HIERARCHY_FORWARD: N_("Child of"),
    RelationKind.HIERARCHY_REVERSE: N_("Parent of"),
    RelationKind.AFFECTS_FORWARD: N_("Affected by"),
    RelationKind.AFFECTS_REVERSE: N_("Affects"),
    RelationKind.DUPLICATE_FORWARD: N_("Duplicates"),
    RelationKind.DUPLICATE_REVERSE: N_("Duplicated by"),
    RelationKind.DEPENDENCY_FORWARD: N_("Comes after"),
    RelationKind.DEPENDENCY_REVERSE: N_("Comes before"),
    RelationKind.TESTED_BY_FORWARD: N_("Tested by"),
    RelationKind.TESTED_BY_REVERSE: N_("Tests"),
    RelationKind.SHARED_PARAMETER_REFERENCED_BY_FORWARD: N_("Parameters used by"),
    RelationKind.SHARED_PARAMETER_REFERENCED_BY_REVERSE: N_("Uses parameters of"),
    RelationKind.SHARED_STEP_REFERENCED_BY_FORWARD: N_("Test case for"),
    RelationKind.SHARED_STEP_REFERENCED_BY_REVERSE: N_("Shared steps of"),
    RelationKind.RELATED: N_("Related to"),
}
RELATION_SENTENCES: Final = {  # what will be, in full, before somebody relates two issues
    RelationKind.HIERARCHY_FORWARD: N_("%(this)s becomes a child of %(other)s"),
    RelationKind.HIERARCHY_REVERSE: N_("%(this)s becomes the parent of %(other)s"),
    RelationKind.AFFECTS_FORWARD: N_("%(other)s affects %(this)s"),
    RelationKind.AFFECTS_REVERSE: N_("%(this)s affects %(other)s"),
    RelationKind.DUPLICATE_FORWARD: N_("%(this)s duplicates %(other)s"),
    RelationKind.DUPLICATE_REVERSE: N_("%(other)s duplicates %(this)s"),
    RelationKind.DEPENDENCY_FORWARD: N_("%(other)s blocks %(this)s"),
    RelationKind.DEPENDENCY_REVERSE: N_("%(this)s blocks %(other)s"),
    RelationKind.TESTED_BY_FORWARD: N_("%(other)s tests %(this)s"),
    RelationKind.TESTED_BY_REVERSE: N_("%(this)s tests %(other)s"),
    RelationKind.SHARED_PARAMETER_REFERENCED_BY_FORWARD: N_("%(other)s uses the parameters of %(this)s"),
    RelationKind.SHARED_PARAMETER_REFERENCED_BY_REVERSE: N_("%(this)s uses the parameters of %(other)s"),
    RelationKind.SHARED_STEP_REFERENCED_BY_FORWARD: N_("%(this)s is a test case for %(other)s"),
    RelationKind.SHARED_STEP_REFERENCED_BY_REVERSE: N_("%(this)s holds shared steps of %(other)s"),
    RelationKind.RELATED: N_("%(this)s and %(other)s are related"),
}
FIELDS: Final = (  # as refusals name them; programs know them by these words, too
    *(N_("title"), N_("description"), N_("status"), N_("level"), N_("assignee"), N_("assignees"), N_("label")),
    *(N_("labels"), N_("channel"), N_("channels"), N_("other"), N_("issue"), N_("file"), N_("files"), N_("text")),
    *(N_("name"), N_("surname"), N_("email"), N_("username"), N_("password"), N_("current_password"), N_("role")),
    *(N_("key"), N_("alias"), N_("workspace"), N_("project"), N_("color"), N_("expires"), N_("escalate_after")),
    *(N_("members"), N_("after"), N_("form"), N_("order"), N_("page"), N_("parent"), N_("language")),
)
MONTHS: Final = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
SHORT_MONTHS: Final = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May "), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
SHORT_MONTHS_ALONE: Final = (  # without a day: languages that decline nouns say it otherwise
    *(NP_("alone", "Jan"), NP_("alone", "Feb"), NP_("alone", "Mar"), NP_("alone", "Apr")),
    *(NP_("alone", "May"), NP_("alone", "Jun"), NP_("alone", "Jul"), NP_("alone", "Aug")),
    *(NP_("alone", "Sep"), NP_("alone", "Oct"), NP_("alone", "Nov"), NP_("alone", "Dec")),
)


SIZES: Final = (N_("B"), N_("KB"), N_("MB"), N_("GB"), N_("TB"))
THOUSAND: Final = 1_000


class Words:
    """The words of one language. Times are UTC here; scripts show them in the reader's zone."""

    def __init__(self, language: Language, catalogue: NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue
        self._ = catalogue.gettext

    def said(self, sentence: str) -> str:
        """What an operation says in English, in this language, as far as it can be translated."""
        return translated(sentence, self._)

    def status(self, status: Status) -> str:
        return self._(STATUS_WORDS[status])

    def relation(self, kind: RelationKind) -> str:
        return self._(RELATION_WORDS[kind])

    def will_relate(self, kind: RelationKind, this: str) -> str:
        """What this issue and another one will be to each other; a script puts in the other one's name."""
        return self._(RELATION_SENTENCES[kind]) % {"this": this, "other": "%(other)s"}

    def number(self, number: int) -> str:
        """A number with its thousands parted as the language does."""
        grouped = f"{number:,}"
        return grouped.replace(",", NO_BREAK) if self.language is Language.RUSSIAN else grouped

    def counted(self, one: str, many: str, number: int) -> str:
        """The form of a phrase for a number, with the number in it, its thousands parted."""
        return self.catalogue.ngettext(one, many, number).replace("%(num)s", self.number(number))

    def size(self, count: int) -> str:
        """A number of bytes as people say it."""
        value, at = float(count), 0
        while value >= THOUSAND and at < len(SIZES) - 1:
            value, at = value / THOUSAND, at + 1
        number = self._two_digits(value) if at else str(count)
        return f"{number}{NO_BREAK}{self._(SIZES[at])}"

    def ago(self, then: datetime, now: datetime) -> str:
        """How long ago, in one unit: "6 min"; after a month the day, after a year the month."""
        seconds = int((now - then).total_seconds())
        if seconds < MINUTE:
            return self._("now")
        if seconds < HOUR:
            return self._("%(n)s min") % {"n": seconds // MINUTE}
        if seconds < DAY:
            return self._("%(n)s h") % {"n": seconds // HOUR}
        if seconds < MONTH:
            return self._("%(n)s d") % {"n": seconds // DAY}
        if then.year == now.year:
            return self.short_day(then)
        alone = self.catalogue.pgettext("alone", SHORT_MONTHS_ALONE[then.month - 1])
        return self._("%(month)s %(year)s") % {"month": alone, "year": then.year}

    def duration(self, span: timedelta) -> str:
        """How long: "1:52" in minutes and seconds, "3:40 h" in hours and minutes, "12 d" after two days."""
        seconds = max(int(span.total_seconds()), 0)
        if seconds < HOUR:
            return f"{seconds // MINUTE}:{seconds % MINUTE:02}"
        if seconds < 2 * DAY:
            return self._("%(hours)s h") % {"hours": f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}"}
        return self._("%(n)s d") % {"n": seconds // DAY}

    def roughly(self, span: timedelta) -> str:
        """How long, to two digits: "41 min", "3.7 h", "12 d"."""
        seconds = span.total_seconds()
        if round(seconds) < MINUTE:
            return self._("%(n)s s") % {"n": round(seconds)}
        if round(seconds / MINUTE) < HOUR / MINUTE:
            return self._("%(n)s min") % {"n": self._two_digits(seconds / MINUTE)}
        if round(seconds / HOUR) < DAY / HOUR:
            return self._("%(n)s h") % {"n": self._two_digits(seconds / HOUR)}
        return self._("%(n)s d") % {"n": self._two_digits(seconds / DAY)}

    def percent(self, share: float) -> str:
        return self._("%(n)s %%") % {"n": self._two_digits(100 * share)}

    def _two_digits(self, number: float) -> str:
        text = f"{number:.0f}" if number >= 9.95 else f"{number:.1f}".removesuffix(".0")  # noqa: PLR2004 - two digits
        return text.replace(".", ",") if self.language is Language.RUSSIAN else text

    def short_day(self, then: datetime) -> str:
        return self._("%(day)s %(month)s") % {"day": then.day, "month": self._short_month(then)}

    def brief_day(self, then: datetime) -> str:
        names = {"day": then.day, "month": self._short_month(then), "year": then.year}
        return self._("%(day)s %(month)s %(year)s") % names

    def _short_month(self, then: datetime) -> str:
        return self._(SHORT_MONTHS[then.month - 1]).strip()

    def day(self, then: datetime) -> str:
        names = {"day": then.day, "month": self._(MONTHS[then.month - 1]), "year": then.year}
        return self._("%(day)s %(month)s %(year)s") % names

    def moment(self, then: datetime) -> str:
        return f"{self.day(then)}, {then:%H:%M}"


def from_micros(micros: int) -> datetime:
    return datetime.fromtimestamp(micros / EPOCH_MICROS, UTC)
