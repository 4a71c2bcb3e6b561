"""One function a call: read the request, call one operation, answer."""
