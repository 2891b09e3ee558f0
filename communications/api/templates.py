from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from communications.models import MessageTemplate


class MessageTemplateSerializer(ModelSerializer[MessageTemplate]):
    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES, required=False)
    body = serializers.CharField(max_length=20_000)

    class Meta:
        model = MessageTemplate
        fields = (
            "id", "key", "name", "purpose", "language", "subject", "body", "active", "version", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = ("key", "version", "created_at", "updated_at")
        validators = ()


class TemplateChangeSerializer(MessageTemplateSerializer):
    """Purpose and language are chosen once: other templates may follow from them."""

    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES, read_only=True)
    version = serializers.IntegerField(help_text="The version that you changed: nobody overwrites the unseen.")

    class Meta(MessageTemplateSerializer.Meta):
        read_only_fields = ("key", "purpose", "created_at", "updated_at")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "version" not in attrs:
            raise serializers.ValidationError({"version": [_("Say which version you changed.")]}, "required")
        return attrs


@extend_schema_view(
    list=extend_schema(summary="List templates"),
    retrieve=extend_schema(summary="One template"),
    create=extend_schema(summary="Write a template"),
    partial_update=extend_schema(summary="Rewrite a template"),
)
class MessageTemplates(Resource[MessageTemplate]):
    """Words that mails are made of, with placeholders."""

    resource = "message_templates"
    queryset = MessageTemplate.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"purpose": ["exact"], "language": ["exact"], "key": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[MessageTemplateSerializer]:
        return TemplateChangeSerializer if self.action == "partial_update" else MessageTemplateSerializer

    def get_queryset(self) -> QuerySet[MessageTemplate]:
        found: Any = MessageTemplate.objects.visible_to(self.user)
        shown: QuerySet[MessageTemplate] = found
        return shown

    def perform_create(self, serializer: BaseSerializer[MessageTemplate]) -> None:
        self.user.require("templates.manage")
        serializer.instance = self.fresh(MessageTemplate.objects.write(by=self.by, **serializer.validated_data))

    def perform_update(self, serializer: BaseSerializer[MessageTemplate]) -> None:
        self.user.require("templates.manage")
        template = serializer.instance
        assert template is not None
        kept = {name: getattr(template, name) for name in ("name", "subject", "body", "active")}
        template.rewrite(by=self.by, **kept | serializer.validated_data)
        serializer.instance = self.fresh(template)
