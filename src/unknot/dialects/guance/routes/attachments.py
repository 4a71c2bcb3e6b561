"""Files, uploaded before they are attached."""

from unknot.dialects.guance.endpoints import attachments
from unknot.dialects.guance.routes.shared import SEEN
from unknot.dialects.guance.wire_attachments import DeleteAttachmentIn, UploadedOut
from unknot.domain.errors import Forbidden, TooLarge
from unknot.http.routes import Route

ATTACHMENTS = (
    Route(
        "POST",
        "/attachment/upload",
        attachments.upload_attachment,
        "Upload a file, to attach it later",
        uploads="file",
        answers=UploadedOut,
        refuses=(Forbidden, TooLarge),
    ),
    Route(
        "GET",
        "/attachment/{attachment_uuid}/download",
        attachments.download_attachment,
        "Download a file",
        downloads=True,
        refuses=SEEN,
    ),
    Route(
        "POST",
        "/attachment/delete",
        attachments.delete_attachment,
        "Delete a file",
        body=DeleteAttachmentIn,
        answers=bool,
        refuses=SEEN,
    ),
)
