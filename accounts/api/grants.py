from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from accounts.models import RoleGrant, User
from company.models import Department, Office


class GrantSerializer(ModelSerializer[RoleGrant]):
    user_id = serializers.PrimaryKeyRelatedField(source="user", queryset=User.objects.all())
    department_id = serializers.PrimaryKeyRelatedField(
        source="department", queryset=Department.objects.all(), required=False, allow_null=True
    )
    office_id = serializers.PrimaryKeyRelatedField(
        source="office", queryset=Office.objects.all(), required=False, allow_null=True
    )

    class Meta:
        model = RoleGrant
        fields = ("id", "user_id", "role", "department_id", "office_id", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")
        # Given twice it is the same grant.
        validators = ()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("department") and attrs.get("office"):
            sentence = _("Choose a department or an office, not both. Two roles may hold side by side.")
            raise serializers.ValidationError({"office_id": [sentence]})
        return attrs


@extend_schema_view(
    list=extend_schema(summary="List roles that people have"),
    retrieve=extend_schema(summary="One role of a person"),
    create=extend_schema(summary="Give a role"),
    destroy=extend_schema(summary="Take a role away"),
)
class UserRoles(Resource[RoleGrant]):
    """Who has which role: company-wide, or in a department and those below it, or in an office.

    Whoever does not manage people sees their own.
    """

    resource = "user_roles"
    serializer_class = GrantSerializer
    queryset = RoleGrant.objects.none()
    expands: ClassVar[dict[str, str]] = {"user": "users", "department": "departments", "office": "offices"}
    filterset_fields: ClassVar[dict[str, list[str]]] = {"user_id": ["exact"], "role": ["exact"]}

    def get_queryset(self) -> QuerySet[RoleGrant]:
        grants = RoleGrant.objects.select_related("user")
        return grants if self.user.may("users.manage") else grants.filter(user=self.user)

    def perform_create(self, serializer: BaseSerializer[RoleGrant]) -> None:
        self.user.require("users.manage")
        said = dict(serializer.validated_data)
        serializer.instance = self.fresh(said.pop("user").grant(**said, by=self.by))

    def perform_destroy(self, grant: RoleGrant) -> None:
        self.user.require("users.manage")
        grant.revoke(by=self.by)
