from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import DestroyModelMixin
from rest_framework.serializers import BaseSerializer

from company.api.serializers import reference
from company.api.shapes import KnownNames
from company.api.views import Seen
from company.models import Office, OfficeHoliday


class OfficeDaySerializer(KnownNames, serializers.ModelSerializer[OfficeHoliday]):
    office_id = reference(Office.objects.all(), "office")

    class Meta:
        model = OfficeHoliday
        fields = ("id", "office_id", "day", "name", "works", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")
        # Marked twice it is the same day, with the newer name.
        validators = ()


class OfficeDayFilter(django_filters.FilterSet):  # type: ignore[misc]
    office_id = django_filters.NumberFilter()
    day = django_filters.DateFromToRangeFilter()


@extend_schema_view(
    list=extend_schema(summary="List offices' own days"),
    retrieve=extend_schema(summary="One day of an office"),
    create=extend_schema(summary="Mark a day of an office"),
    destroy=extend_schema(summary="Let a day be like others again"),
)
class OfficeDays(DestroyModelMixin, Seen[OfficeHoliday]):
    """Days on which an office differs from its public calendar: closed, or (`works`) open. Clocks follow them."""

    resource = "office_days"
    serializer_class = OfficeDaySerializer
    queryset = OfficeHoliday.objects.none()
    filterset_class = OfficeDayFilter
    expands: ClassVar[dict[str, str]] = {"office": "offices"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "delete"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[OfficeHoliday]:
        user: Any = self.request.user
        return OfficeHoliday.objects.filter(office__in=Office.objects.visible_to(user))

    def perform_create(self, serializer: BaseSerializer[OfficeHoliday]) -> None:
        said = serializer.validated_data
        marked = said["office"].mark_day(said["day"], said["name"], works=said.get("works", False), by=self.by)
        serializer.instance = self.get_queryset().get(pk=marked.pk)

    def perform_destroy(self, day: OfficeHoliday) -> None:
        day.office.unmark_day(day.day, by=self.by)
