"""Parts that all operations of the OpenAPI document share: said once, referred to everywhere."""

import json
import re
from typing import Any

MEDIA_TYPE = "application/problem+json"
PROBLEM = "#/components/schemas/Problem"
SENTENCES = {
    "304": "You have this version already.",
    "400": "The request can't be read, or the cursor is not ours.",
    "401": "No key, or one that is unknown, expired or revoked.",
    "403": "The key lacks the scope, or its owner the right.",
    "404": "There is no such thing, or not for this key.",
    "406": "Lists are sent as JSON or line by line, everything else as JSON.",
    "409": "A rule says no, `detail` says which; or a request with this Idempotency-Key is in flight.",
    "410": "What the key may see has changed: sync anew.",
    "412": "It has changed since the version that If-Match names.",
    "415": "Send JSON.",
    "422": "The input isn't as it should be; `errors` point at it.",
    "428": "Say which version you saw: If-Match.",
    "429": "Too many requests of this key in this minute; Retry-After says when to ask again.",
    "503": "The database is away; nothing was saved. Ask again in a moment.",
}
HEADERS = {
    "ETag": "The version, for If-Match and If-None-Match.",
    "RateLimit": '`"read";r=599;t=42`: what is left, and for how many seconds.',
    "RateLimit-Policy": '`"read";q=600;w=60`: so many requests in so many seconds.',
}


def header(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


RATES = header("RateLimit", "RateLimit-Policy")


def problem(code: str) -> dict[str, str]:
    return {"$ref": f"#/components/responses/Problem{code}"}


def add(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """A hook of the document's maker."""
    known = result.setdefault("components", {})
    known["headers"] = {
        name: {"schema": {"type": "string"}, "description": text} for name, text in sorted(HEADERS.items())
    }
    known["responses"] = {f"Problem{code}": _response(code, text) for code, text in sorted(SENTENCES.items())}
    _forget_unused(known["schemas"], result)
    return result


def _forget_unused(schemas: dict[str, Any], result: dict[str, Any]) -> None:
    """Shapes of requests that no request has: their fields are only ever shown."""
    while True:
        used = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(result, default=str)))
        unused = schemas.keys() - used
        if not unused:
            return
        for name in unused:
            del schemas[name]


def _response(code: str, text: str) -> dict[str, Any]:
    content = {"content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}} if code >= "400" else {}
    return {"description": text, "headers": RATES, **content}
