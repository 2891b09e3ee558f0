"""`make bench`: fills what is missing, measures, and writes the table. README.md says what chooses."""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import filling, serving, table
from benchmarks.ground import BASE, Ground
from benchmarks.serving import Asked
from recruitment.running import assets

HERE = Path(__file__).resolve().parent
SIZES = [int(word) for word in os.environ.get("SIZES", "20000 1000000").replace(",", " ").split()]
FOLDER = Path(os.environ.get("BENCH_DIR") or BASE / "var" / "bench").absolute()
ONLY, OVER_HTTP = os.environ.get("ONLY", ""), os.environ.get("HTTP", "1") != "0"
COUNTED = {
    "candidates": "candidates_candidate",
    "applications": "recruitment_application",
    "jobs": "recruitment_job",
    "stage visits": "recruitment_stagevisit",
    "events": "audit_event",
    "notes": "candidates_note",
    "messages": "communications_message",
    "duties": "desk_duty",
    "documents": "candidates_document",
}


def main() -> None:
    ground = Ground(FOLDER)
    missing = []
    with ground.running():
        missing = [size for size in SIZES if not ground.has(filling.name_of(size))]
    loaded = load(ground, missing)
    results: dict[int, dict[str, Any]] = {}
    with ground.running():
        for size in SIZES:
            filling.bring_up_to_date(ground, size)
            results[size] = measure(ground, size) | {"loaded": loaded.get(size, 0)}
    keep(results)


def load(ground: Ground, sizes: list[int]) -> dict[int, float]:
    took: dict[int, float] = {}
    if sizes:
        with ground.running(hasty=True):
            for size in sizes:
                say(f"Loading {size:,} candidates; the first load of all makes the base as well")
                took[size] = filling.fill(ground, size)
                say(f"Loaded {size:,} candidates in {took[size]:,.0f} s")
    return took


def measure(ground: Ground, size: int) -> dict[str, Any]:
    name = filling.name_of(size)
    environment = ground.environment(name)
    pages(environment)
    say(f"Measuring {size:,} candidates")
    done = subprocess.run([sys.executable, "-m", "benchmarks.measuring", ONLY], cwd=BASE, env=environment,
                          stdout=subprocess.PIPE, check=True)  # fmt: skip
    result: dict[str, Any] = json.loads(done.stdout)
    asked = [Asked(**one) for one in result.pop("asked")]
    if OVER_HTTP:
        say("The same over HTTP")
        figures, result["memory"] = serving.serve(environment, asked)
        for row in result["figures"]:
            row["http"] = figures.get((row["name"], row["who"]))
    result["rows"] = rows(ground, name)
    return result


def pages(environment: dict[str, str]) -> None:
    """Scripts and styles as `make run` serves them."""
    folder = Path(environment["STATIC_ROOT"])
    folder.mkdir(parents=True, exist_ok=True)
    assets.build(folder, lambda name, command: subprocess.run(command, cwd=BASE, env=environment, check=True) and None)


def rows(ground: Ground, name: str) -> dict[str, int]:
    with ground.superuser(name) as connection, connection.cursor() as cursor:
        found = {}
        for word, relation in COUNTED.items():
            cursor.execute(f'SELECT count(*) FROM "{relation}"')
            found[word] = cursor.fetchone()[0]
        return found


def keep(results: dict[int, dict[str, Any]]) -> None:
    """What was measured in part, or for a try, is shown and not kept."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    about = f"{datetime.now(UTC):%d %B %Y}, {machine}."
    text = table.written(results, about)
    if not ONLY:
        (HERE / "figures.md").write_text(text, encoding="utf-8")
        (HERE / "figures.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(text)


def say(words: str) -> None:
    sys.stderr.write(f"== {words}\n")


if __name__ == "__main__":
    main()
