from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from audit.models import Pending


class StuckSerializer(serializers.ModelSerializer[Pending]):
    event_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = Pending
        fields = ("id", "event_id", "reader", "attempts", "last_error")
        read_only_fields = fields


@extend_schema_view(
    list=extend_schema(summary="List what stuck"),
    retrieve=extend_schema(summary="One reader that stuck"),
)
class StuckDeliveries(ListModelMixin, RetrieveModelMixin, GenericViewSet[Pending]):
    """Readers of events that failed so often that a person has to look; for whoever may read the log."""

    resource = "stuck_deliveries"
    serializer_class = StuckSerializer
    queryset = Pending.objects.none()
    lookup_value_regex = "[0-9]{1,18}"
    sync_key = "id"

    def get_queryset(self) -> QuerySet[Pending]:
        user: Any = self.request.user
        if not user.may("audit.view"):
            raise PermissionDenied(_("Only people who may read the audit log can see what stuck."))
        return Pending.objects.stuck()

    @extend_schema(summary="Try it again", request=None, responses=StuckSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        pending, user = self.get_object(), request.user
        if not user.may("company.manage"):  # type: ignore[union-attr]
            raise PermissionDenied(_("Only people who manage the company's data can try this again."))
        by: Any = request.auth
        pending.retry(by=by)
        pending.refresh_from_db()
        return Response(self.get_serializer(pending).data)
