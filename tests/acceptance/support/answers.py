"""What an answer must keep: the promises of every answer, and the shape of every error."""

import re
from http import HTTPStatus

import requests

from .commands import JSON

ERROR_KEYS = ["timestamp", "status", "error", "type", "title", "message", "path"]
BAD_TOKEN = "AuthenticationException"
NO_RIGHT = "AccessDeniedException"
LOCAL_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")

# 413 and 415 have no documented name.
TYPES = {
    400: {"BadRequestException"},
    403: {BAD_TOKEN, NO_RIGHT},
    404: {"NotFoundException"},
    405: {"MethodNotAllowedException"},
    409: {"ConflictException"},
    422: {"ValidationException"},
}


def ok(answer: requests.Response) -> JSON:
    """Return the JSON of a success. There is no success but 200."""
    assert answer.status_code == HTTPStatus.OK, answer.text
    return answer.json()


def done(answer: requests.Response) -> None:
    """Accept a success that has nothing to say."""
    assert (answer.status_code, answer.text) == (HTTPStatus.OK, "")
    assert answer.headers["Content-Length"] == "0"


def refused(answer: requests.Response, *statuses: int) -> JSON:
    """Return the error of a request that must be refused with this status, or one of these where both are right."""
    assert answer.status_code in statuses, f"{answer.status_code} {answer.text}"
    return answer.json()


def denied(answer: requests.Response) -> None:
    """Expect "you may not", which clients tell from "who are you?" by this text alone."""
    assert refused(answer, 403)["type"] == NO_RIGHT
    assert BAD_TOKEN not in answer.text


def unknown_caller(answer: requests.Response) -> None:
    """Expect "who are you?"."""
    assert refused(answer, 403)["type"] == BAD_TOKEN


def fields(error: JSON) -> set[str]:
    """Which fields a 422 complains of, be it of the whole field or of something in it."""
    return {re.split(r"[.\[]", complaint["field"])[0] for complaint in error["errors"]}


def check_promises(answer: requests.Response) -> None:
    """Hold any answer to what all answers promise, whatever was asked."""
    status = answer.status_code
    assert status < HTTPStatus.INTERNAL_SERVER_ERROR, f"{status} {answer.text}"
    assert status != HTTPStatus.UNAUTHORIZED, "clients take 401 for a good token"
    assert not answer.is_redirect, "a redirect can turn POST into GET or drop the token"
    assert "Content-Length" in answer.headers
    if status != HTTPStatus.OK:
        check_error(answer.json(), status)


def check_error(error: JSON, status: int) -> None:
    """Hold an error to the one shape that all errors have."""
    assert list(error)[: len(ERROR_KEYS)] == ERROR_KEYS
    assert LOCAL_DATE_TIME.fullmatch(error["timestamp"])
    assert error["status"] == status
    assert error["path"].startswith("/")
    assert all(isinstance(error[key], str) and error[key] for key in ("error", "type", "title", "message"))
    if status in TYPES:
        assert error["type"] in TYPES[status]
        assert error["error"].startswith(HTTPStatus(status).phrase.split()[0])
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        check_complaints(error["errors"])


def check_complaints(complaints: JSON) -> None:
    """A 422 names each field that is wrong, and says what is wrong with it."""
    assert complaints
    for complaint in complaints:
        assert list(complaint)[:2] == ["field", "message"]
        assert all(isinstance(text, str) and text for text in complaint.values())
