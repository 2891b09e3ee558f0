"""What open pages cost: so many browsers ask `/live/` every two seconds, as static/src/js/live.js does.

    python benchmarks/watchers.py http://127.0.0.1:8000 <token> <pid of the web server> [browsers] [seconds]

The token stands in `data-live` of any page (View source). Every browser keeps its connection, as browsers do.
Prints how much of one core the web server and its workers took, and how long an answer took.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from urllib.parse import quote, urlsplit

import psutil

PAUSE = 2.0


class Watched:
    """The web server with its workers."""

    def __init__(self, pid: int) -> None:
        parent = psutil.Process(pid)
        self.processes = [parent, *parent.children(recursive=True)]

    def seconds(self) -> float:
        return sum(sum(process.cpu_times()[:2]) for process in self.processes)


class Browsers:
    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.token = quote(token)
        self.took: list[float] = []
        self.answers: Counter[str] = Counter()

    def question(self, seen: str) -> bytes:
        path = f"/live/?topic={self.token}&seen={seen}"
        return f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept: application/json\r\n\r\n".encode()

    async def one(self, wait: float, until: float) -> None:
        await asyncio.sleep(wait)
        seen = ""
        while time.monotonic() < until:
            reader, writer = await asyncio.open_connection(self.host, self.port)
            try:
                while time.monotonic() < until:
                    began = time.perf_counter()
                    writer.write(self.question(seen))
                    status, changed = await answer_of(reader)
                    self.answers[status] += 1
                    seen = next(iter(changed.values()), seen)
                    self.took.append(time.perf_counter() - began)
                    await asyncio.sleep(PAUSE)
            except (asyncio.IncompleteReadError, ConnectionError):
                # The server has closed a connection that was idle for too long; a browser opens the next.
                self.answers["reopened"] += 1
            finally:
                writer.close()

    async def watch(self, count: int, seconds: float) -> None:
        until = time.monotonic() + PAUSE + seconds
        await asyncio.gather(*(self.one(PAUSE * number / count, until) for number in range(count)))


async def answer_of(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    body = b"{}"
    for line in head.lower().split("\r\n"):
        if line.startswith("content-length:"):
            body = await reader.readexactly(int(line.split(":")[1]))
    return head.split(" ", 2)[1], json.loads(body)


def main(address: str, token: str, pid: str, count: str = "300", seconds: str = "30") -> None:
    watched, browsers = Watched(int(pid)), Browsers(address, token)
    began, before = time.monotonic(), watched.seconds()
    asyncio.run(browsers.watch(int(count), float(seconds)))
    lasted, spent = time.monotonic() - began, watched.seconds() - before
    took = sorted(browsers.took)
    told = (
        f"{count} browsers, {len(took)} questions in {lasted:.1f} s: {dict(browsers.answers)}",
        f"CPU of the web server: {spent / lasted:.3f} of a core ({1000 * spent / len(took):.2f} ms a question)",
        f"answers: p50 {1000 * took[len(took) // 2]:.1f} ms, p95 {1000 * took[int(len(took) * 0.95)]:.1f} ms",
    )
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
