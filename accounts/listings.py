"""The lists of this app, and of the company and the log below it, which know nothing of files and saved views."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.csv import Column
from accounts.lists import CHUNK, Listing, register
from company.countries import country_name, language_name

if TYPE_CHECKING:
    from accounts.models import ApiKey, User

NAME = Column(_("Name"), lambda part: part.name)
OUTSIDE = Column(_("Number in other systems"), lambda part: part.external_id)
COUNTRY = Column(_("Country"), lambda part: country_name(part.country))
ENTITY = Column(_("Legal entity"), lambda part: part.entity)
PARTS = {
    "entity": (NAME, Column(_("Registered name"), lambda part: part.registered_name), COUNTRY,
               Column(_("Contact for privacy"), lambda part: part.privacy_contact)),
    "brand": (NAME, ENTITY, Column(_("Sender's name"), lambda part: part.sender_name),
              Column(_("Sender's address"), lambda part: part.sender_address)),
    "department": (NAME, Column(_("Part of"), lambda part: part.parent), OUTSIDE),
    "office": (NAME, ENTITY, Column(_("City"), lambda part: part.city), COUNTRY,
               Column(_("Time zone"), lambda part: part.time_zone), Column(_("Opens"), lambda part: part.opens),
               Column(_("Closes"), lambda part: part.closes), OUTSIDE),
    "place": (NAME, Column(_("How"), lambda part: part.get_mode_display()),
              Column(_("Office"), lambda part: part.office), Column(_("City"), lambda part: part.city), COUNTRY),
}  # fmt: skip


def register_all() -> None:
    _people()
    _keys()
    _events()
    for name, columns in PARTS.items():
        _parts(name, columns)


def people(user: "User", asked: QueryDict, within: int | None = None) -> "QuerySet[User]":
    from accounts.forms import PeopleFilter
    from accounts.models import User

    form = PeopleFilter(asked)
    found: Any = User.objects.visible_to(user).select_related("office").order_by("name", "pk")
    if not form.is_valid():
        form.cleaned_data = {}
    if not form.cleaned_data.get("left"):
        found = found.active()
    filtered: QuerySet[User] = found.named_like(form.cleaned_data.get("q", ""))
    return filtered.prefetch_related("grants__department", "grants__office")


def keys(user: "User", asked: QueryDict, within: int | None = None) -> "QuerySet[ApiKey]":
    from accounts.models import ApiKey

    return ApiKey.objects.visible_to(user).select_related("owner").order_by("-pk")


def events(user: "User", asked: QueryDict, within: int | None = None) -> Iterator[Any]:
    """As the page shows them: with the names that the reader may see, asked for by the batch."""
    from audit.forms import EventFilter
    from audit.models import Event
    from audit.views.events import rows_of

    found = EventFilter(asked).apply(Event.objects.visible_to(user).prefetch_related("things")).order_by("-pk")
    left = found.iterator(chunk_size=CHUNK)
    while some := list(islice(left, CHUNK)):
        yield from rows_of(some, user)


def _people() -> None:
    columns = (
        NAME,
        Column(_("E-mail"), lambda user: user.email),
        Column(_("Job title"), lambda user: user.job_title),
        Column(_("Employee number"), lambda user: user.employee_id),
        Column(_("Office"), lambda user: user.office),
        Column(_("Roles"), lambda user: "; ".join(map(str, user.grants.all()))),
        Column(_("Language"), lambda user: language_name(user.language)),
        Column(_("Last signed in"), lambda user: user.last_login, is_moment=True),
        Column(_("Left"), lambda user: user.left_at, is_moment=True),
    )
    register(Listing("people", _("People"), "accounts:people", ("q", "left"), people, columns, "users.manage"))


def _keys() -> None:
    columns = (
        NAME,
        Column(_("Begins with"), lambda key: f"ats_{key.prefix}"),
        Column(_("Owner"), lambda key: key.owner),
        Column(_("Scopes"), lambda key: " ".join(key.scopes)),
        Column(_("Last used"), lambda key: key.last_used_at, is_moment=True),
        Column(_("Expires"), lambda key: key.expires_at, is_moment=True),
        Column(_("Revoked"), lambda key: key.revoked_at, is_moment=True),
    )
    register(Listing("keys", _("API keys"), "accounts:keys", (), keys, columns, "keys.use"))


def _events() -> None:
    columns = (
        Column(_("Number"), lambda row: row.event.pk),
        Column(_("When"), lambda row: row.event.at, is_moment=True),
        Column(_("Who"), lambda row: row.actor.label if row.actor else _named(row.event.actor_ref)),
        Column(_("What"), lambda row: row.event.words),
        Column(_("About"), lambda row: row.about.label if row.about else _named(row.event.about_ref)),
        Column(_("Kind of thing"), lambda row: row.event.about_kind),
        Column(_("Details"), lambda row: json.dumps(row.event.facts, ensure_ascii=False)),
        Column(_("Door"), lambda row: row.event.door),
    )
    filters = ("verb", "about", "thing", "actor", "since", "until", "event")
    register(Listing("events", _("Audit"), "audit:events", filters, events, columns, "audit.view"))


def _named(ref: tuple[str, int] | None) -> str:
    return f"{ref[0]} {ref[1]}" if ref else ""


def _parts(name: str, columns: tuple[Column, ...]) -> None:
    from company.kinds import KINDS
    from company.views.parts import LINKED

    kind = KINDS[name]

    def rows(user: "User", asked: QueryDict, within: int | None = None) -> "QuerySet[Any]":
        found: QuerySet[Any] = kind.model.objects.visible_to(user).select_related(*LINKED[name])
        return found

    register(
        Listing(f"company-{name}", kind.plural, "company:parts", (), rows, columns, "company.manage", arguments=(name,))
    )
