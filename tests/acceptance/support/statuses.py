"""The four statuses on the vendor's page, as answers show them."""

from .commands import JSON

STATUSES = {
    "OPEN": ("New", "info", "17A2B8"),
    "IN_PROGRESS": ("In progress", "warning", "FFC107"),
    "CLOSED": ("Closed", "danger", "DC3545"),
    "COMPLETED": ("Completed", "success", "28A745"),
}


def status_object(status: str) -> JSON:
    """All keys of a status, in the order of the page."""
    title, color, hex_color = STATUSES[status]
    return {
        "id": status,
        "title": title,
        "hash": None,
        "alias": None,
        "ownerAlias": None,
        "color": color,
        "hexColor": hex_color,
        "icon": None,
        "isDeleted": False,
    }
