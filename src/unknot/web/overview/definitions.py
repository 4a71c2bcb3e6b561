"""How we count: what every figure of an overview means, in a name and a few sentences."""

from typing import Final

from unknot.web.words import N_

DEFINITIONS: Final = {
    "open": (
        N_("Open now"),
        N_(
            "Issues whose status is Open, In progress or Pending. "
            "The chart shows how many there were when a day or a week ended."
        ),
    ),
    "created": (N_("Filed"), N_("Issues that were filed in these days.")),
    "completed": (
        N_("Completed"),
        N_(
            "Issues that went from an open status to Completed or Closed in these days, and have stayed there. "
            "Each counts once, on the last such day."
        ),
    ),
    "reopened": (
        N_("Reopened"),
        N_(
            "Issues that went back from Completed or Closed to an open status in these days, each once. "
            "The share is of these and the completed ones together."
        ),
    ),
    "time_to_acknowledge": (
        N_("Time to acknowledge"),
        N_(
            "From filing an issue to the first of these: its status leaves Open, it gets its first assignee after it "
            "was filed, or somebody who did not file it comments on it. It counts on that day."
        ),
    ),
    "time_to_complete": (
        N_("Time to complete"),
        N_("From filing an issue to its last completion, nights and weekends included. It counts on that day."),
    ),
    "half": (
        N_("Half and nine of ten"),
        N_(
            "Half of the issues took at most the first time, and nine of ten at most the second (p50 and p90). "
            "Both are known to within five percent. Bars grow by the same step each time the time is multiplied."
        ),
    ),
    "days": (
        N_("Days"),
        N_(
            "A day begins at midnight UTC, a week on Monday. "
            "Issues in the trash count nowhere, and count again when they are restored."
        ),
    ),
}
