from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api import scopes
from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from accounts.models import ApiKey
from accounts.models.api_key import EVERY, MOST_A_MINUTE


class KeySerializer(ModelSerializer[ApiKey]):
    owner_id = IdField(read_only=True)
    scopes = serializers.ListField(child=serializers.CharField(max_length=60), allow_empty=False)
    secret = serializers.SerializerMethodField()

    class Meta:
        model = ApiKey
        fields = (
            "id", "owner_id", "name", "prefix", "scopes", "secret", "reads_per_minute", "writes_per_minute",
            "expires_at", "last_used_at", "revoked_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = (
            "prefix", "reads_per_minute", "writes_per_minute", "last_used_at", "revoked_at", "created_at", "updated_at",
        )  # fmt: skip

    def get_secret(self, key: ApiKey) -> str | None:
        """Shown this once, in the answer that made the key; null ever after."""
        return getattr(key, "secret", None)

    def validate_scopes(self, wanted: list[str]) -> list[str]:
        unknown = sorted(set(wanted) - {EVERY, *scopes.known()})
        if unknown:
            raise serializers.ValidationError(_("There is no scope %(scope)s.") % {"scope": unknown[0]})
        return wanted


class KeyChangeSerializer(KeySerializer):
    """Sent to say how much a key may ask; null is what every key may."""

    scopes = serializers.ListField(child=serializers.CharField(), read_only=True)
    reads_per_minute = serializers.IntegerField(min_value=1, max_value=MOST_A_MINUTE, allow_null=True, required=False)
    writes_per_minute = serializers.IntegerField(min_value=1, max_value=MOST_A_MINUTE, allow_null=True, required=False)

    class Meta(KeySerializer.Meta):
        read_only_fields = ("name", "prefix", "expires_at", "last_used_at", "revoked_at", "created_at", "updated_at")


@extend_schema_view(
    list=extend_schema(summary="List keys"),
    retrieve=extend_schema(summary="One key"),
    create=extend_schema(summary="Make a key of one's own"),
    partial_update=extend_schema(summary="Say how much a key may ask in a minute"),
)
class ApiKeys(Resource[ApiKey]):
    """Keys to this interface: one's own; everyone's for whoever manages keys."""

    resource = "api_keys"
    queryset = ApiKey.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"owner_id": ["exact"], "revoked_at": ["isnull"]}
    expands: ClassVar[dict[str, str]] = {"owner": "users"}
    # Only the hash of a secret is kept, also here.
    told_once = ("secret",)
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[KeySerializer]:
        return KeyChangeSerializer if self.action == "partial_update" else KeySerializer

    def get_queryset(self) -> QuerySet[ApiKey]:
        return ApiKey.objects.visible_to(self.user)

    def perform_create(self, serializer: BaseSerializer[ApiKey]) -> None:
        said = serializer.validated_data
        self._refuse_more_than_mine(said)
        issued = ApiKey.objects.issue(owner=self.user, by=self.by, **said)
        serializer.instance = self.fresh(issued.key)
        serializer.instance.secret = issued.secret  # type: ignore[attr-defined]

    def perform_update(self, serializer: BaseSerializer[ApiKey]) -> None:
        self.user.require("keys.manage", sentence=_("Only people who manage keys say how much a key may ask."))
        key, said = serializer.instance, serializer.validated_data
        assert key is not None
        reads = said.get("reads_per_minute", key.reads_per_minute)
        key.limit(reads=reads, writes=said.get("writes_per_minute", key.writes_per_minute), by=self.by)
        serializer.instance = self.fresh(key)

    def _refuse_more_than_mine(self, said: dict[str, Any]) -> None:
        """A key that opens little, or soon ends, must not make itself one that does more."""
        mine, ends = self.by, said.get("expires_at")
        if not all(mine.opens(scope) for scope in said["scopes"]):
            raise PermissionDenied(_("A key can make only keys that open no more than itself."))
        if mine.expires_at and (ends is None or ends > mine.expires_at):
            raise PermissionDenied(_("A key can make only keys that end no later than itself."))

    @extend_schema(summary="End a key", request=None, responses=KeySerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        key = self.get_object()
        key.revoke(by=self.by)
        return self.answer(key)
