"""One page after another: what axe knows of it, what has to be scrolled sideways, what the console says."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, ViewportSize, expect

AXE = (Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
# Pictures of all pages are kept where this folder is named.
SHOTS = os.environ.get("SHOTS", "")
WIDTHS: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "wide": {"width": 1280, "height": 800}}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All of it once for each width; the other scheme of colours can spoil no more than colours.
LOOKED_AT = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Of what is right axe keeps no account, and it fetches nothing: no page plays sound or turns with the phone.
MANNER = {"resultTypes": ["violations"], "preload": False}

TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}"""
# What a page fetches once it is there.
FETCHING = ".htmx-request, .htmx-settling, .htmx-swapping"

# The manual of the interface repeats one kind of section for each resource; axe looks at two of them.
REPETITION = ".manual > section:nth-of-type(n+3)"
ANSWERED_WITH_AN_ERROR = {"not-found", "careers-apply-wrong", "careers-not-found-arabic"}
TOO_LONG_FOR_A_PICTURE = {"api-docs"}


@dataclass
class Look:
    """One person's pages, each at both widths in both schemes of colours, and what was wrong with them."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    here: str = ""

    def __post_init__(self) -> None:
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.here}: {error}"))

    def heard(self, message: ConsoleMessage) -> None:
        refused_as_meant = "Failed to load resource" in message.text and self.here in ANSWERED_WITH_AN_ERROR
        if message.type in ("error", "warning") and not refused_as_meant:
            self.wrong.append(f"{self.here}: {message.text}")

    def at(self, name: str, address: str) -> None:
        self.here = name
        answer = self.page.goto(address)
        if name not in ANSWERED_WITH_AN_ERROR and not (answer and answer.ok):
            self.wrong.append(f"{name}: {address} answers {answer.status if answer else 'nothing'}")
        expect(self.page.locator(FETCHING)).to_have_count(0)
        self.check(name)

    def check(self, name: str) -> None:
        self.here = name
        self.page.evaluate(AXE)
        for manner, width in WIDTHS.items():
            self.page.set_viewport_size(width)
            self.check_width(manner)
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                self.keep_picture(f"{name}-{manner}-{scheme}")
                self.ask_axe(LOOKED_AT[scheme], f"{manner} {scheme}")

    def check_width(self, manner: str) -> None:
        beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            self.wrong.append(f"{self.here}, {manner}: {beyond} px to scroll sideways")
        # Two of one name: a label would lead to the wrong field, which axe does not see.
        if twice := self.page.evaluate(TWICE):
            self.wrong.append(f"{self.here}: ids given twice: {twice}")

    def ask_axe(self, about: dict[str, Any], manner: str) -> None:
        self.page.locator(REPETITION).evaluate_all("parts => parts.forEach((part) => part.remove())")
        found = self.page.evaluate("asked => axe.run(document, asked)", {"runOnly": about, **MANNER})
        self.wrong += [f"{self.here}, {manner}: {told(violation)}" for violation in found["violations"]]

    def keep_picture(self, name: str) -> None:
        if SHOTS and self.here not in TOO_LONG_FOR_A_PICTURE:
            self.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def told(violation: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
    return f"{violation['id']} ({violation['help']}) at {places}"
