"""How often a test tries: a usual number in `make test`, a large one in `make verify`, where hours are fine."""

import os

VERIFY = bool(os.environ.get("ANTEROOM_VERIFY"))


def times(usual: int, *, in_verify: int | None = None) -> int:
    return usual if not VERIFY else in_verify or usual * 50
