from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import ModelSerializer, Shape
from accounts.models import Role, User
from company.forms import zones
from company.models import Office

IDS = {"type": "array", "items": {"type": "integer", "format": "int64"}}


class UserSerializer(ModelSerializer[User]):
    """Sent to invite somebody."""

    first_name = serializers.SerializerMethodField()
    last_name = serializers.SerializerMethodField()
    primary_email = serializers.EmailField(source="email")
    emails = serializers.SerializerMethodField()
    deactivated = serializers.SerializerMethodField()
    site_admin = serializers.SerializerMethodField()
    department_ids = serializers.SerializerMethodField()
    office_ids = serializers.SerializerMethodField()
    office_id = serializers.PrimaryKeyRelatedField(
        source="office", queryset=Office.objects.all(), required=False, allow_null=True
    )
    manager_id = serializers.PrimaryKeyRelatedField(
        source="manager", queryset=User.objects.all(), required=False, allow_null=True
    )
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    time_zone = serializers.ChoiceField(choices=zones(), required=False)
    role = serializers.ChoiceField(
        choices=Role.choices, required=False, write_only=True, help_text="Also gives this role, company-wide."
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = (
            "id", "name", "first_name", "last_name", "primary_email", "emails", "deactivated", "site_admin",
            "employee_id", "job_title", "department_ids", "office_ids", "office_id", "manager_id", "time_zone",
            "language", "role", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = ("employee_id", "created_at", "updated_at")

    def get_first_name(self, user: User) -> str:
        """One field holds the name, as people write it; its first word is the closest to a first name."""
        return user.name.partition(" ")[0]

    def get_last_name(self, user: User) -> str:
        return user.name.partition(" ")[2]

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "email"}})
    def get_emails(self, user: User) -> list[str]:
        return [user.email]

    def get_deactivated(self, user: User) -> bool:
        return not user.is_active

    def get_site_admin(self, user: User) -> bool:
        return any(grant.role == Role.ADMINISTRATOR and grant.is_company_wide for grant in user.grants.all())

    @extend_schema_field(IDS)
    def get_department_ids(self, user: User) -> list[int]:
        return sorted({grant.department_id for grant in user.grants.all() if grant.department_id})

    @extend_schema_field(IDS)
    def get_office_ids(self, user: User) -> list[int]:
        return [user.office_id] if user.office_id else []


class UserChangeSerializer(UserSerializer):
    """Sent to change somebody."""

    primary_email = serializers.EmailField(source="email", read_only=True)
    role = None  # type: ignore[assignment]

    class Meta(UserSerializer.Meta):
        fields = tuple(name for name in UserSerializer.Meta.fields if name != "role")
        read_only_fields = ("created_at", "updated_at")


class LeavingSerializer(Shape):
    to_user_id = serializers.PrimaryKeyRelatedField(
        source="to", queryset=User.objects.all(), help_text="Who takes all that the leaver holds."
    )


class HoldingSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class HoldingsSerializer(serializers.Serializer[Any]):
    """What a person holds, and would hand over."""

    holdings = HoldingSerializer(many=True)
