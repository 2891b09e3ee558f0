"""What no longer is, for clients that keep a copy (docs/decisions/0005-who-may-know-of-a-deletion.md)."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.viewsets import GenericViewSet

from accounts import deletions
from accounts.api.pagination import moment_in
from accounts.models import Tombstone


class DeletionSerializer(serializers.ModelSerializer[Tombstone]):
    kind = serializers.CharField(read_only=True, help_text="The resource that it was one of.")
    id = serializers.IntegerField(source="thing_id", read_only=True)
    deleted_at = serializers.DateTimeField(source="created_at", read_only=True)

    class Meta:
        model = Tombstone
        fields = ("kind", "id", "deleted_at")
        read_only_fields = fields


class DeletionFilter(django_filters.FilterSet):  # type: ignore[misc]
    since = django_filters.CharFilter(method="later")
    kind = django_filters.CharFilter()

    @extend_schema_field(OpenApiTypes.DATETIME)
    def later(self, rows: QuerySet[Tombstone], name: str, value: str) -> QuerySet[Tombstone]:
        return rows.filter(updated_at__gte=moment_in(name, value))


@extend_schema_view(list=extend_schema(summary="List deletions"))
class Deletions(ListModelMixin, GenericViewSet[Tombstone]):
    """Records that were deleted, in the order of deletion. Overlap by five minutes, as with `updated_since`.

    A deletion is shown to keys that see the thing that the record was a part of: with a person go their addresses.
    """

    resource = "deletions"
    serializer_class = DeletionSerializer
    queryset = Tombstone.objects.none()
    filterset_class = DeletionFilter

    def get_queryset(self) -> QuerySet[Tombstone]:
        user: Any = self.request.user
        return deletions.visible_to(user)
