from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

import audit
from accounts import csv, gate, lists


@require_safe
@gate.signed_in  # type: ignore[arg-type]  # a stream is no HttpResponse to the stubs
def list_csv(request: gate.Request, name: str, pk: int | None = None) -> HttpResponseBase:
    """A list as its reader sees it, with the filters of its page, as a file for a spreadsheet."""
    listing = lists.find(name)
    if listing.right:
        request.user.require(listing.right)
    rows: Any = listing.rows(request.user, request.GET, pk)
    about = (listing.within, pk) if listing.within and pk else ("user", request.user.pk)
    audit.log_access(about, by=request.user, what=f"{name}.csv")
    return csv.stream(lists.every(rows), listing.columns, name)
