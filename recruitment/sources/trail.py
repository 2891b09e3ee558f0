"""How we know where an application came from without a cookie: the signs of a visit travel in the addresses of the
careers site, signed, from the first page to the form.

Only what comes from outside leaves a sign: words that somebody put into an address of ours (utm), the name of the site
that sent the visit, or a tracking link. Nothing is stored in the browser and nothing is kept of visits that send no
form, so no banner asks for consent.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import HttpRequest

import audit
from candidates import cleaning
from recruitment.models import Application, Touch, TrackingLink
from recruitment.models.touch import LONGEST
from recruitment.models.touch import UTM as NAMES

SALT = "careers.trail"
NAME = "trail"
LIFETIME = 30 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Signs:
    """What one visit said. `link` is the number of a tracking link; `at` in seconds since 1970."""

    words: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    link: int | None = None
    at: int = 0

    def __bool__(self) -> bool:
        return bool(self.words or self.host or self.link)

    @property
    def source(self) -> str:
        return self.words.get("source", "")

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        words = {name: clean(request.GET.get(f"utm_{name}", "")) for name in NAMES}
        return cls({name: word for name, word in words.items() if word}, sending_host(request), None, now())


@dataclass(frozen=True)
class Trail:
    """The first and the last visit from outside."""

    first: Signs | None = None
    last: Signs | None = None

    def __bool__(self) -> bool:
        return self.first is not None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """What the address brought along, and what this very visit adds."""
        return cls.opened(request.POST.get(NAME) or request.GET.get(NAME, "")).then(Signs.of(request))

    @classmethod
    def opened(cls, sealed: str) -> Self:
        """Nothing where it is forged, too old or from another version of ours."""
        try:
            first, last = signing.loads(sealed, salt=SALT, max_age=LIFETIME)
            return cls(Signs(**first), Signs(**last))
        except (signing.BadSignature, TypeError, ValueError):
            return cls()

    def then(self, signs: Signs) -> Self:
        return replace(self, first=self.first or signs, last=signs) if signs else self

    @property
    def sealed(self) -> str:
        if self.first is None or self.last is None:
            return ""
        return signing.dumps([asdict(self.first), asdict(self.last)], salt=SALT, compress=True)

    @property
    def query(self) -> str:
        """For the end of an address of ours."""
        return f"?{urlencode({NAME: self.sealed})}" if self else ""

    def keep(self, application: Application, *, by: audit.Actor) -> None:
        links = set(TrackingLink.objects.filter(pk__in=self.links).values_list("pk", flat=True)) if self.links else ()
        Touch.objects.bulk_create(_touch(application, which, signs, links) for which, signs in self.both())

    def both(self) -> "list[tuple[str, Signs]]":
        known = ((Touch.Which.FIRST, self.first), (Touch.Which.LAST, self.last))
        return [(str(which), signs) for which, signs in known if signs is not None]

    @property
    def links(self) -> set[int]:
        return {signs.link for _which, signs in self.both() if signs.link}


def by_link(link: TrackingLink) -> Trail:
    """Whoever comes by a link of ours says no more than that."""
    words = {"campaign": link.campaign} if link.campaign else {}
    return Trail().then(Signs(words, "", link.pk, now()))


def clean(word: str) -> str:
    return cleaning.line(word)[:LONGEST].strip()


def sending_host(request: HttpRequest) -> str:
    """The site that sent the visit; nothing for our own, and for what is no address."""
    try:
        found = urlsplit(request.headers.get("Referer", "")).hostname or ""
    except ValueError:
        return ""
    host = clean(found.casefold()).removeprefix("www.")
    return "" if host == own_host(request) else host


def own_host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0].casefold().removeprefix("www.")


def now() -> int:
    return int(audit.now().timestamp())


def _touch(application: Application, which: str, signs: Signs, links: Any) -> Touch:
    words = {f"utm_{name}": signs.words.get(name, "") for name in NAMES}
    link = signs.link if signs.link in links else None
    at = datetime.fromtimestamp(signs.at, UTC)
    return Touch(application=application, which=which, host=signs.host, link_id=link, at=at, **words)
