"""The same pages from the real web server over HTTP, by one connection and by eight at once; and its memory."""

import http.client
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from benchmarks.ground import BASE
from recruitment.running.valkey import free_port

ROUNDS = {1: 16, 8: 64}
LINES = (1, 8)


@dataclass(frozen=True)
class Asked:
    """What `measuring` gives of each page: its addresses, and the headers that say who asks."""

    name: str
    who: str
    addresses: list[str]
    headers: dict[str, str]


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> int:
        """The largest worker, in MB."""
        workers = psutil.Process(self.process.pid).children(recursive=True)
        return max(worker.memory_info().rss for worker in workers) // 2**20


@contextmanager
def server(environment: Mapping[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.conf.py", f"--bind=127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "recruitment.wsgi:application"], cwd=BASE, env=dict(environment))
    try:
        wait(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(30)


def wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The web server does not answer.")


def times(port: int, asked: Asked, lines: int) -> list[float]:
    """Milliseconds of each answer, in order of length."""
    took: list[float] = []
    threads = [threading.Thread(target=walk, args=(port, asked, number, lines, took)) for number in range(lines)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(took)


def walk(port: int, asked: Asked, number: int, lines: int, took: list[float]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for place in range(ROUNDS[lines] // lines):
        began = time.perf_counter()
        line.request("GET", asked.addresses[(number + place) % len(asked.addresses)], headers=asked.headers)
        line.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
    line.close()


def serve(environment: Mapping[str, str], every: list[Asked]) -> tuple[dict[tuple[str, str], dict[str, Any]], int]:
    """{(page, person): figures by connections}, and the memory of the larger worker after all of it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    with server(environment) as running:
        for asked in every:
            times(running.port, asked, 8)  # warm in each worker
            figures = {}
            for lines in LINES:
                took = times(running.port, asked, lines)
                figures[f"p50_{lines}"] = round(took[len(took) // 2], 1)
                figures[f"p95_{lines}"] = round(took[int(len(took) * 0.95)], 1)
            found[asked.name, asked.who] = figures
        return found, running.memory()
