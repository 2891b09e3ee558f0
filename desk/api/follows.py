from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

import audit
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from desk import following
from desk.models import Follow


class FollowSerializer(ModelSerializer[Follow]):
    is_muted = serializers.BooleanField(required=False, help_text="Hear only of what is addressed to you.")

    class Meta:
        model = Follow
        fields: tuple[str, ...] = ("id", "about_kind", "about_id", "is_muted", "created_at", "updated_at")
        read_only_fields: tuple[str, ...] = ("created_at", "updated_at")
        validators = ()


class FollowChangeSerializer(FollowSerializer):
    is_muted = serializers.BooleanField()

    class Meta(FollowSerializer.Meta):
        read_only_fields = ("about_kind", "about_id", "created_at", "updated_at")


@extend_schema_view(
    list=extend_schema(summary="List what is followed and muted"),
    retrieve=extend_schema(summary="One thing that is followed or muted"),
    create=extend_schema(summary="Follow or mute a thing"),
    partial_update=extend_schema(summary="Follow instead of mute, or mute instead"),
    destroy=extend_schema(summary="Follow and mute no longer"),
)
class Follows(Resource[Follow]):
    """Of which jobs and applications the owner of the key wants to hear, or not. Who recruits for a job hears of it
    without a row here, unless they mute it."""

    resource = "follows"
    serializer_class = FollowSerializer
    queryset = Follow.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"about_kind": ["exact"], "about_id": ["exact"]}

    def get_queryset(self) -> QuerySet[Follow]:
        found: Any = Follow.objects.visible_to(self.user)
        shown: QuerySet[Follow] = found
        return shown

    def get_serializer_class(self) -> type[BaseSerializer[Follow]]:
        return FollowChangeSerializer if self.action == "partial_update" else FollowSerializer

    def perform_create(self, serializer: BaseSerializer[Follow]) -> None:
        data = serializer.validated_data
        ref = (data["about_kind"], data["about_id"])
        if ref not in audit.things.resolve([ref], self.user):
            raise Http404
        serializer.instance = self._choose(ref, data.get("is_muted", False))

    def perform_update(self, serializer: BaseSerializer[Follow]) -> None:
        follow = self.get_object()
        is_muted = serializer.validated_data.get("is_muted", follow.is_muted)
        serializer.instance = self._choose(follow.about_ref, is_muted)

    def perform_destroy(self, instance: Follow) -> None:
        following.forget(self.user, instance.about_ref, by=self.by)

    def _choose(self, ref: audit.things.Ref, is_muted: bool) -> Follow:
        choose = following.mute if is_muted else following.follow
        return self.fresh(choose(self.user, ref, by=self.by))
