"""What an answer shows beyond its rows' own fields, and how much of it: `external_ids`, `expand=` and `fields=`."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.api import resources
from accounts.models import ExternalId

Row = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """None for `fields` is all of them."""

    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()

    def cut(self, row: Row) -> Row:
        if self.fields is None:
            return row
        return {name: value for name, value in row.items() if name in self.fields or name in self.expand}


def wanted(view: Any) -> Wanted:
    return Wanted(_fields(view), _expand(view))


def _fields(view: Any) -> tuple[str, ...] | None:
    if "fields" not in view.request.query_params:
        return None
    names = _names(view, "fields")
    known = {name for name, field in view.get_serializer().fields.items() if not field.write_only}
    if unknown := [name for name in names if name not in known]:
        raise ValidationError({"fields": [_("There is no field %(name)s.") % {"name": unknown[0]}]})
    return names


def _expand(view: Any) -> tuple[str, ...]:
    names = _names(view, "expand")
    for name in names:
        if name not in view.expands:
            raise ValidationError(
                {"expand": [_("There is nothing to expand that is called %(name)s.") % {"name": name}]}
            )
        target = view.expands[name]
        if not (view.request.auth.opens(f"{target}:list") or view.request.auth.opens(f"{target}:retrieve")):
            raise PermissionDenied(_("This key lacks the scope %(scope)s.") % {"scope": f"{target}:retrieve"})
    return names


def _names(view: Any, parameter: str) -> tuple[str, ...]:
    written = view.request.query_params.get(parameter, "")
    return tuple(dict.fromkeys(name.strip() for name in written.split(",") if name.strip()))


def complete(view: Any, rows: list[Row], expand: tuple[str, ...] = ()) -> None:
    """One query for the names that others have for the rows, and a few for each thing that is expanded."""
    _name(view.resource, rows)
    for name in expand:
        _unfold(view, rows, name)


def _name(kind: str, rows: list[Row]) -> None:
    named = [row for row in rows if "external_ids" in row]
    if not named:
        return
    known = ExternalId.objects.of(kind, (row["id"] for row in named))
    for row in named:
        row["external_ids"] = known.get(row["id"], {})


def _unfold(view: Any, rows: list[Row], name: str) -> None:
    """Through the other resource itself: it shows what the key may see there, and nothing else."""
    ids = {row[f"{name}_id"] for row in rows} - {None}
    target = resources.on_behalf(view.expands[name], view.request)
    found: list[Row] = []
    if ids:
        seen = target.get_queryset().filter(pk__in=ids)
        found = list(target.get_serializer(seen, many=True).data)
        _name(target.resource, found)
    by_id = {row["id"]: row for row in found}
    for row in rows:
        row[name] = by_id.get(row[f"{name}_id"])
