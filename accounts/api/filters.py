"""Filters of lists. A misspelt one is refused: it would hand out the whole list as if it were the answer."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounts.models import ExternalId

OF_EVERY_LIST = {"cursor", "per_page", "updated_since", "created_since", "fields", "expand", "external_id"}


class StrictFilters(DjangoFilterBackend):  # type: ignore[misc]
    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset_class(view, queryset)
        known = OF_EVERY_LIST | set(filterset.base_filters if filterset else ())
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            raise ValidationError({name: [_("This list has no such filter.")] for name in unknown})
        return self._named(request, super().filter_queryset(request, queryset, view), view)

    def _named(self, request: Request, queryset: Any, view: Any) -> Any:
        """By what another system calls it: `external_id=workday:123`. Some records also have a number of their own."""
        written = request.query_params.get("external_id")
        if written is None:
            return queryset
        if "\0" in written:
            return queryset.none()
        found = Q(pk__in=ExternalId.objects.named(view.resource, written).values("thing_id"))
        if any(field.name == "external_id" for field in queryset.model._meta.fields):
            found |= Q(external_id=written)
        return queryset.filter(found)
