from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from desk import notifications
from desk.models import Preference

CHANNELS = [(name, str(label)) for name, label in notifications.CHANNELS.items()]


class PreferenceSerializer(ModelSerializer[Preference]):
    channel = serializers.ChoiceField(choices=CHANNELS)

    class Meta:
        model = Preference
        fields: tuple[str, ...] = ("id", "kind", "channel", "created_at", "updated_at")
        read_only_fields: tuple[str, ...] = ("created_at", "updated_at")
        validators = ()


class PreferenceChangeSerializer(PreferenceSerializer):
    class Meta(PreferenceSerializer.Meta):
        read_only_fields = ("kind", "created_at", "updated_at")


class NotificationKindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    channels = serializers.ListField(child=serializers.ChoiceField(choices=CHANNELS), help_text="What can be chosen.")
    default = serializers.ChoiceField(choices=CHANNELS)
    channel = serializers.ChoiceField(choices=CHANNELS, help_text="What holds for the owner of the key.")


@extend_schema_view(
    list=extend_schema(summary="List what was chosen for notifications"),
    retrieve=extend_schema(summary="What was chosen for one kind of notification"),
    create=extend_schema(summary="Choose how a kind of notification comes"),
    partial_update=extend_schema(summary="Choose anew how a kind of notification comes"),
    destroy=extend_schema(summary="Go back to the default of a kind of notification"),
)
class NotificationPreferences(Resource[Preference]):
    """How each kind of notification reaches the owner of the key: on the page, by mail at once, in the morning mail,
    or not at all. A kind without a row comes as its default says (`kinds`)."""

    resource = "notification_preferences"
    serializer_class = PreferenceSerializer
    queryset = Preference.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"kind": ["exact"], "channel": ["exact"]}

    def get_queryset(self) -> QuerySet[Preference]:
        found: Any = Preference.objects.visible_to(self.user)
        shown: QuerySet[Preference] = found
        return shown

    def get_serializer_class(self) -> type[BaseSerializer[Preference]]:
        return PreferenceChangeSerializer if self.action == "partial_update" else PreferenceSerializer

    def perform_create(self, serializer: BaseSerializer[Preference]) -> None:
        self._choose(serializer, serializer.validated_data["kind"])

    def perform_update(self, serializer: BaseSerializer[Preference]) -> None:
        self._choose(serializer, self.get_object().kind)

    def perform_destroy(self, instance: Preference) -> None:
        instance.forget(by=self.by)

    @extend_schema(
        summary="List the kinds of notification", responses=NotificationKindSerializer(many=True), filters=False
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def kinds(self, request: Request) -> Response:
        chosen = Preference.objects.of(self.user)
        rows = [
            {
                "kind": kind.name,
                "label": str(kind.label),
                "channels": kind.channels,
                "default": kind.default,
                "channel": chosen[kind.name],
            }
            for kind in notifications.kinds()
        ]
        return Response(NotificationKindSerializer(rows, many=True).data)

    def _choose(self, serializer: BaseSerializer[Preference], kind: str) -> None:
        channel = serializer.validated_data.get("channel", self.get_object().channel if serializer.instance else "")
        serializer.instance = self.fresh(Preference.objects.choose(self.user, kind, channel, by=self.by))
