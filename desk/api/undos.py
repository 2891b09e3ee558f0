from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

import audit
from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from desk import undoing
from desk.models import Undo, UndoItem


class UndoItemSerializer(serializers.ModelSerializer[UndoItem]):
    """What became of one of the things. Of one that the key no longer sees only that it was left as it is."""

    changed_by_id = IdField(read_only=True, allow_null=True)
    reason = serializers.CharField(read_only=True)

    class Meta:
        model = UndoItem
        fields = ("thing_kind", "thing_id", "state", "changed_by_kind", "changed_by_id", "changed_at", "reason")
        read_only_fields = fields


class UndoSerializer(ModelSerializer[Undo]):
    """`items` only in the answer about one."""

    items = serializers.SerializerMethodField()

    class Meta:
        model = Undo
        fields = (
            "id", "label", "total", "cancelled", "lapses_at", "undone_at", "settled_at", "items", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(UndoItemSerializer(many=True, allow_null=True))
    def get_items(self, undo: Undo) -> list[dict[str, Any]] | None:
        if self.context["view"].action == "list":
            return None
        items = list(undo.items.all())
        seen = audit.things.resolve([item.ref for item in items], undo.owner)
        for item in items:
            if item.ref not in seen:
                # What happened to it since is no longer the reader's to know.
                item.reason, item.changed_by_kind, item.changed_by_id, item.changed_at = "", "", None, None
        return list(UndoItemSerializer(items, many=True).data)


@extend_schema_view(list=extend_schema(summary="List undos"), retrieve=extend_schema(summary="One undo"))
class Undos(Resource[Undo]):
    """Acts of the key's owner that can be taken back for a minute, and what became of those that were."""

    resource = "undos"
    serializer_class = UndoSerializer
    queryset = Undo.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"undone_at": ["isnull"]}

    def get_queryset(self) -> QuerySet[Undo]:
        found: QuerySet[Undo] = Undo.objects.visible_to(self.user).select_related("owner")
        return found

    @extend_schema(summary="Take the act back", request=None, responses=UndoSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Each thing goes back only if nobody has changed it since; mails that wait never leave."""
        undo = self.get_object()
        undoing.take(undo, by=self.by)
        return self.answer(undo)
