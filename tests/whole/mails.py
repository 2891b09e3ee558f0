"""The mails that arrived over SMTP, read on the mailbox's page as its keeper reads them."""

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Page

PATIENCE = 30  # seconds: the worker and the clock take their time on a busy machine


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str

    def link(self, path: str) -> str:
        """The address in it that leads below `path`."""
        found = re.search(rf"https?://\S*{re.escape(path)}[^\s>)]+", self.text)
        assert found, self.text
        return found[0]


@dataclass
class Mailbox:
    page: Page

    def subjects(self, address: str) -> list[str]:
        """Newest first."""
        self.page.goto(f"/mailbox/?q={address}")
        return self.page.locator("[data-row-link]").all_inner_texts()

    def wait_for(self, address: str, count: int = 1, *, patience: float = PATIENCE) -> Mail:
        """The newest of `count` mails to this address; fewer or more are wrong."""
        limit = time.monotonic() + patience
        while len(self.subjects(address)) < count and time.monotonic() < limit:
            time.sleep(0.5)
        assert len(self.subjects(address)) == count, self.subjects(address)
        return self.newest()

    def find(self, address: str, words: str, *, patience: float = PATIENCE) -> Mail:
        """The newest mail to this address whose subject has these words."""
        limit = time.monotonic() + patience
        while not any(words in subject for subject in self.subjects(address)) and time.monotonic() < limit:
            time.sleep(0.5)
        self.page.locator("[data-row-link]").filter(has_text=words).first.click()
        return self._read()

    def newest(self) -> Mail:
        self.page.locator("[data-row-link]").first.click()
        return self._read()

    def _read(self) -> Mail:
        text = self.page.get_by_role("region", name="Plain text").inner_text()
        return Mail(self.page.get_by_role("heading", level=1).inner_text(), text)
