"""What every answer is wrapped in: the promises that hold for all of them, and how to look inside."""

import re

import requests

from tests.acceptance.support.commands import JSON

KEYS = {"code", "content", "errorCode", "message", "success", "traceId"}
PAGE_KEYS = {"count", "pageIndex", "pageSize", "totalCount"}
TRACE_ID = re.compile(r"\d{1,20}|TRACE-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")

# Which code a refusal carries. The HTTP status is the contract; a 404 says what was not found.
CODES = {
    400: r"ft\.(InvalidParameter|InvalidJSON|RouterNotFound|Conflict)",
    401: r"ft\.TriggerApi(Ak|Workspace)CurrentLimiting",
    403: r"ft\.(InvalidAPIKey|PermissionDenied)",
    404: r"ft\.NotFound(Issue|Reply|Channel|IssueLevel|Attachment|NotifyObject|MemberGroup)",
    413: r"ft\.AttachmentTooLarge",
}


def content(answer: requests.Response) -> JSON:
    """Return what a success carries. There is no success but 200."""
    assert answer.status_code == requests.codes.ok, answer.text
    return answer.json()["content"]


def refused(answer: requests.Response, *statuses: int) -> str:
    """Return the message of a request that must be refused with this status, or one of these where both are right."""
    assert answer.status_code in statuses, f"{answer.status_code} {answer.text}"
    message: str = answer.json()["message"]
    return message


def invalid(answer: requests.Response, field: str) -> None:
    """Expect a complaint about this field, by its path on the wire."""
    message = refused(answer, 400)
    assert answer.json()["errorCode"] == "ft.InvalidParameter"
    assert field in message


def missing(answer: requests.Response, noun: str) -> None:
    """Expect that there is no such thing, be it deleted, of another workspace, or never there."""
    refused(answer, 404)
    assert answer.json()["errorCode"] == f"ft.NotFound{noun}"


def denied(answer: requests.Response) -> None:
    """Expect "you may not"."""
    refused(answer, 403)
    assert answer.json()["errorCode"] == "ft.PermissionDenied"


def unknown_key(answer: requests.Response) -> None:
    """Expect "who are you?"."""
    refused(answer, 403)
    assert answer.json()["errorCode"] == "ft.InvalidAPIKey"


def check_envelope(answer: requests.Response) -> None:
    """Hold any answer that is no file to what all answers promise, whatever was asked."""
    body, status = answer.json(), answer.status_code
    assert status < requests.codes.server_error, f"{status} {answer.text}"
    assert not answer.is_redirect
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"
    assert set(body) - {"pageInfo"} == KEYS
    assert (type(body["code"]), body["code"]) == (int, status)
    assert TRACE_ID.fullmatch(body["traceId"])
    if status == requests.codes.ok:
        check_success(body)
    else:
        check_refusal(body)


def check_success(body: JSON) -> None:
    assert (body["success"], body["errorCode"], body["message"]) == (True, "", "")
    for page_info in page_infos(body):
        assert set(page_info) == PAGE_KEYS
        assert {type(number) for number in page_info.values()} == {int}


def page_infos(body: JSON) -> list[JSON]:
    """The page of a list, wherever it stands: beside the content, inside of it, or both."""
    content = body["content"]
    holders = [body, content] if isinstance(content, dict) else [body]
    return [holder["pageInfo"] for holder in holders if "pageInfo" in holder]


def check_refusal(body: JSON) -> None:
    assert (body["success"], body["content"]) == (False, {})
    assert "pageInfo" not in body
    assert re.fullmatch(CODES[body["code"]], body["errorCode"]), body["errorCode"]
    assert body["message"]
    assert "Traceback" not in body["message"]
