from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from desk.models import Duty


class DutySerializer(ModelSerializer[Duty]):
    owner_id = serializers.IntegerField(read_only=True)
    escalate_to_id = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Who hears of it when it is overdue."
    )

    class Meta:
        model = Duty
        fields = (
            "id",
            "kind",
            "owner_id",
            "about_kind",
            "about_id",
            "title",
            "due_at",
            "escalate_to_id",
            "reminded_at",
            "escalated_at",
            "discharged_at",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields


@extend_schema_view(list=extend_schema(summary="List duties"), retrieve=extend_schema(summary="One duty"))
class Duties(Resource[Duty]):
    """What the owner of the key owes, about which thing, by when. A duty ends by doing what is owed."""

    resource = "duties"
    serializer_class = DutySerializer
    queryset = Duty.objects.none()
    expands: ClassVar[dict[str, str]] = {"owner": "users"}
    filterset_fields: ClassVar[dict[str, list[str]]] = {"kind": ["exact"], "discharged_at": ["isnull"]}

    def get_queryset(self) -> QuerySet[Duty]:
        found: Any = Duty.objects.visible_to(self.user)
        shown: QuerySet[Duty] = found
        return shown
