from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from company.api.shapes import KnownNames
from company.forms import fit_notice
from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork, PrivacyNotice


def reference(rows: Any, source: str, *, may_be_empty: bool = False) -> serializers.PrimaryKeyRelatedField[Any]:
    return serializers.PrimaryKeyRelatedField(
        source=source, queryset=rows, required=not may_be_empty, allow_null=may_be_empty
    )


class EntitySerializer(KnownNames, serializers.ModelSerializer[LegalEntity]):
    class Meta:
        model = LegalEntity
        fields = (
            "id", "name", "registered_name", "registration", "country", "address", "privacy_contact", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")


class BrandSerializer(KnownNames, serializers.ModelSerializer[Brand]):
    legal_entity_id = reference(LegalEntity.objects.all(), "entity")

    class Meta:
        model = Brand
        fields = (
            "id", "name", "slug", "legal_entity_id", "tagline", "about", "accent", "sender_name", "sender_address",
            "reply_to", "signature", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")


class DepartmentSerializer(KnownNames, serializers.ModelSerializer[Department]):
    parent_id = reference(Department.objects.all(), "parent", may_be_empty=True)

    class Meta:
        model = Department
        fields = ("id", "name", "parent_id", "external_id", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")
        # The verb says when a name is taken.
        validators = ()


@extend_schema_field({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$"})
class LocalTimeField(serializers.TimeField):
    """On the wall of the office; a time of RFC 3339 would have an offset."""


class OfficeSerializer(KnownNames, serializers.ModelSerializer[Office]):
    legal_entity_id = reference(LegalEntity.objects.all(), "entity")
    location = serializers.SerializerMethodField()
    opens = LocalTimeField(required=False)
    closes = LocalTimeField(required=False)

    class Meta:
        model = Office
        fields = (
            "id", "name", "legal_entity_id", "location", "city", "region", "country", "time_zone", "opens", "closes",
            "weekdays", "external_id", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")

    @extend_schema_field({"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]})
    def get_location(self, office: Office) -> dict[str, str]:
        return {"name": ", ".join(part for part in (office.city, office.region, office.country) if part)}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        known = self.instance or Office()
        if attrs.get("closes", known.closes) <= attrs.get("opens", known.opens):
            raise serializers.ValidationError({"closes": [_("The office closes after it opens.")]})
        return attrs


class PlaceSerializer(KnownNames, serializers.ModelSerializer[PlaceOfWork]):
    office_id = reference(Office.objects.all(), "office", may_be_empty=True)

    class Meta:
        model = PlaceOfWork
        fields = ("id", "name", "mode", "office_id", "city", "region", "country", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")


class NoticeSerializer(KnownNames, serializers.ModelSerializer[PrivacyNotice]):
    legal_entity_id = reference(LegalEntity.objects.all(), "entity")
    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES)
    effective_from = serializers.DateTimeField(read_only=True)

    class Meta:
        model = PrivacyNotice
        fields = (
            "id", "legal_entity_id", "language", "version", "body", "effective_from", "created_at", "updated_at"
        )  # fmt: skip
        read_only_fields = ("version", "created_at", "updated_at")
        validators = ()

    def validate_body(self, body: str) -> str:
        return fit_notice(body)
