from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from desk.models import Notification


class NotificationSerializer(ModelSerializer[Notification]):
    class Meta:
        model = Notification
        fields = (
            "id", "kind", "about_kind", "about_id", "actor_kind", "actor_id", "channel", "read_at", "mailed_at",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class ReadSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(help_text="How many had not been read yet.")


@extend_schema_view(
    list=extend_schema(summary="List notifications"), retrieve=extend_schema(summary="One notification")
)
class Notifications(Resource[Notification]):
    """What the owner of the key has been told: which kind of thing happened, to which thing, by whom. It names them by
    id; what stands behind an id is read at its own address, as far as the key may."""

    resource = "notifications"
    serializer_class = NotificationSerializer
    queryset = Notification.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "kind": ["exact"], "about_kind": ["exact"], "about_id": ["exact"], "read_at": ["isnull"],
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[Notification]:
        found: Any = Notification.objects.visible_to(self.user)
        shown: QuerySet[Notification] = found
        return shown

    @extend_schema(summary="Mark a notification as read", request=None, responses=NotificationSerializer)
    @action(detail=True, methods=["post"])
    def mark_read(self, request: Request, pk: str) -> Response:
        told = self.get_object()
        Notification.objects.filter(pk=told.pk).read()
        return self.answer(told)

    @extend_schema(summary="Mark all notifications as read", request=None, responses=ReadSerializer)
    @action(detail=False, methods=["post"])
    def mark_all_read(self, request: Request) -> Response:
        return Response({"count": Notification.objects.visible_to(self.user).unread().read()})
