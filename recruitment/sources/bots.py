"""Who opens a link without being a person, as far as they say so themselves."""

import re

from django.http import HttpRequest

# Programs that fetch previews and indexes name themselves; mail scanners mostly look like a browser and are counted.
BOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|slack|discord|embedly|curl|wget|"
    r"python|java/|go-http|okhttp|headless|lighthouse|monitor|scan|fetch",
    re.IGNORECASE,
)


def is_person(request: HttpRequest) -> bool:
    """A browser that only fetches ahead is no visit yet."""
    agent = request.headers.get("User-Agent", "")
    ahead = {request.headers.get(name, "").casefold() for name in ("Purpose", "Sec-Purpose", "X-Moz")}
    is_ahead = any("prefetch" in word or "prerender" in word for word in ahead)
    return bool(agent) and not BOT.search(agent) and not is_ahead and request.method == "GET"
