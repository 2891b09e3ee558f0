"""Reads one hostile file in a process of its own: file on stdin, kind as the argument, answer on stdout.

Imports no Django and knows no secret. PDFium aborts the process when memory ends, so that nobody else must live here.
The answer is one line of JSON, then the images one after another.
"""

import json
import resource
import sys
from typing import Any

from candidates.extraction.refusing import Damaged, Locked, TooLarge

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
MOST_TEXT = 1_000_000

Answer = tuple[dict[str, Any], list[bytes]]


def confine() -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_CORE: 0,
        # No file may be written; stdout is a pipe, which this doesn't touch.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most + 2 if what == resource.RLIMIT_CPU else most))


def answer(kind: str, body: bytes) -> Answer:
    # Each reader is imported only when it is needed, after the limits stand.
    if not body:
        return _ended("empty")
    try:
        return _read(kind, body)
    except Locked:
        return _ended("encrypted")
    except Damaged:
        return _ended("corrupt")
    except (TooLarge, MemoryError, RecursionError):
        return _ended("too_large")


def _read(kind: str, body: bytes) -> Answer:
    if kind == "pdf":
        from candidates.extraction import pdf

        return pdf.read(body)
    from candidates.extraction import words

    text = words.read(kind, body).strip()[:MOST_TEXT]
    return {"state": "ok" if text else "empty", "text": text, "pages": []}, []


def _ended(state: str) -> Answer:
    return {"state": state, "text": "", "pages": []}, []


def main() -> None:
    confine()
    head, images = answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(images))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
