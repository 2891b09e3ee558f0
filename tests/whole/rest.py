"""A client of the REST interface: another program on another machine."""

import contextlib
import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any

# Times that a client knocks, a third of a second apart.
PATIENCE = 300


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    body: Any
    tag: str = ""


@dataclass(frozen=True)
class Client:
    address: str
    secret: str

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def read(self, path: str) -> bytes:
        """A file."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return bytes(answer.read())

    def post(self, path: str, seen: str = "*", **fields: Any) -> Answer:
        """`seen` is the tag of the version that the client acts on."""
        return self.ask("POST", path, json.dumps(fields).encode(), {"If-Match": seen})

    def insist(self, path: str, key: str, /, **said: Any) -> Answer:
        """As a client of the interface is told to be: the same request again, under the same key."""
        for _attempt in range(PATIENCE):
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = self.ask("POST", path, json.dumps(said).encode(), {"Idempotency-Key": key, "If-Match": "*"})
                if answer.status != 503 and answer.body.get("code") != "in_flight":
                    return answer
            time.sleep(0.3)
        raise AssertionError("The web server has not come back.")

    def ask(self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None) -> Answer:
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json", **(more or {})}
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", body, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                tag = answer.headers.get("ETag", "")
                return Answer(answer.status, answer.headers.get_content_type(), json.load(answer), tag)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers.get_content_type(), json.load(error))


def browser(**headers: str) -> urllib.request.OpenerDirector:
    """A new connection for each request, as after a proxy; cookies are kept."""
    window = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    window.addheaders += list(headers.items())
    return window
