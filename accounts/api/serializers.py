from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from company.api.shapes import KnownNames

M = TypeVar("M", bound=Model)


class Shape(KnownNames, serializers.Serializer[Any]):
    # What an act is asked with. A field's `source` is the name that the verb has for it. (As a docstring this would
    # describe each of its kind in the OpenAPI document.)
    pass


class ModelSerializer(KnownNames, serializers.ModelSerializer[M]):
    # Shape alone: what comes in goes to a verb, so `create` and `update` are never the serializer's own.

    def create(self, validated_data: Any) -> M:
        raise NotImplementedError("A view calls the verb.")

    def update(self, instance: M, validated_data: Any) -> M:
        raise NotImplementedError("A view calls the verb.")


class OnlyExternalIds:
    """Of a thing that changes by verbs alone: PATCH says what other systems call it."""

    def get_fields(self) -> Any:
        fields = super().get_fields()  # type: ignore[misc]
        for name, field in fields.items():
            field.read_only = name != "external_ids"
        return fields

    def to_internal_value(self, data: Any) -> Any:
        wrong = sorted(set(data) - {"external_ids"}) if isinstance(data, Mapping) else []
        if wrong:
            raise serializers.ValidationError({name: [_("This is not changed here.")] for name in wrong}, "unknown")
        return super().to_internal_value(data)  # type: ignore[misc]


@extend_schema_serializer(component_name="ProblemError")
class ProblemErrorSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField(help_text="JSON pointer (RFC 6901) into the body; empty for the whole of it.")
    code = serializers.CharField()
    detail = serializers.CharField()


@extend_schema_serializer(component_name="Problem")
class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457. `code` is made for programs and stays the same; `detail` is made for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    code = serializers.CharField()
    request_id = serializers.CharField()
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]
