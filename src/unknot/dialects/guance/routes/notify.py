"""Notification objects."""

from unknot.dialects.guance.endpoints import notify
from unknot.dialects.guance.paging import PAGING
from unknot.dialects.guance.routes.shared import SEARCH, SEEN
from unknot.dialects.guance.shapes import NotifyWord
from unknot.dialects.guance.wire_notify import NotifyChangeIn, NotifyIn, NotifyNamed, NotifyOut, NotifyPage
from unknot.domain.errors import Forbidden, Invalid
from unknot.http.routes import Query, Route

NOTIFY_OBJECT = Query("notifyObjectUUID", NotifyWord, "The id of the notification object", required=True)

NOTIFY = (
    Route(
        "POST",
        "/notify_object/create",
        notify.create_notify_object,
        "Make a notification object",
        body=NotifyIn,
        answers=NotifyOut,
        refuses=(Forbidden,),
    ),
    Route(
        "POST",
        "/notify_object/modify",
        notify.modify_notify_object,
        "Change a notification object: what is left out stays",
        body=NotifyChangeIn,
        answers=NotifyOut,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/notify_object/delete",
        notify.delete_notify_object,
        "Delete a notification object",
        body=NotifyNamed,
        answers=bool,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/notify_object/get",
        notify.get_notify_object,
        "Get a notification object; its secrets only as an admin",
        query=(NOTIFY_OBJECT,),
        answers=NotifyOut,
        refuses=SEEN,
    ),
    Route(
        "GET",
        "/notify_object/list",
        notify.list_notify_objects,
        "List notification objects, oldest first",
        query=(SEARCH, *PAGING),
        answers=NotifyPage,
        refuses=(Forbidden, Invalid),
    ),
)
