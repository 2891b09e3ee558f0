from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts import lists
from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from desk import viewing
from desk.models import SavedView


class SavedViewSerializer(ModelSerializer[SavedView]):
    owner_id = IdField(read_only=True)
    within_id = IdField(
        source="within", required=False, allow_null=True, help_text="The job whose applications are listed."
    )
    shared_id = IdField(required=False, allow_null=True, help_text="The job of the team, or the department.")
    shared_with = serializers.ChoiceField(choices=SavedView.Audience.choices, required=False)
    is_default = serializers.BooleanField(read_only=True)

    class Meta:
        model = SavedView
        fields = (
            "id", "owner_id", "name", "list_name", "within_id", "query", "shared_with", "shared_id", "is_default",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "query": {"required": True, "help_text": "The filters of the page's address, such as `q=ada&tag=Maths`."}
        }

    def validate_list_name(self, name: str) -> str:
        if self.instance is not None and name != getattr(self.instance, "list_name", name):
            raise serializers.ValidationError("A view stays with its list.")
        return name


class ViewOpeningSerializer(serializers.Serializer[Any]):
    is_default = serializers.BooleanField()


@extend_schema_view(
    list=extend_schema(summary="List saved views"),
    retrieve=extend_schema(summary="One saved view"),
    create=extend_schema(summary="Save a view"),
    partial_update=extend_schema(summary="Change a saved view"),
    destroy=extend_schema(summary="Remove a saved view"),
)
class SavedViews(Resource[SavedView]):
    """Filters of a list under a name: those of the key's owner, and what others share with them."""

    resource = "saved_views"
    serializer_class = SavedViewSerializer
    queryset = SavedView.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"list_name": ["exact"], "shared_with": ["exact"]}

    def get_queryset(self) -> QuerySet[SavedView]:
        return viewing.with_default(self.user)

    def perform_create(self, serializer: BaseSerializer[SavedView]) -> None:
        facts = self._facts(serializer)
        kind = getattr(lists.known().get(facts["list_name"]), "within", "")
        if kind and facts.get("within") and not viewing.name_of_thing(kind, facts["within"], self.user):
            raise Http404
        serializer.instance = self.fresh(SavedView.objects.save_view(**facts, by=self.by))

    def perform_update(self, serializer: BaseSerializer[SavedView]) -> None:
        facts = self._facts(serializer)
        for fixed in ("list_name", "within"):
            facts.pop(fixed, None)
        view = self.get_object()
        view.change(by=self.by, **facts)
        serializer.instance = self.fresh(view)

    def perform_destroy(self, instance: SavedView) -> None:
        instance.remove(by=self.by)

    @extend_schema(summary="Bring a removed view back", request=None, responses=SavedViewSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        view = self.get_restorable(pk)
        view.bring_back(by=self.by)
        return self.answer(view)

    @extend_schema(summary="Open the list with this view", request=ViewOpeningSerializer, responses=SavedViewSerializer)
    @action(detail=True, methods=["post"])
    def default(self, request: Request, pk: str) -> Response:
        view = self.get_object()
        view.open_with(self.asked(ViewOpeningSerializer)["is_default"], by=self.by)
        return self.answer(view)

    def get_restorable(self, pk: str) -> SavedView:
        """One's own, also while it is removed."""
        return get_object_or_404(SavedView.objects.filter(owner=self.user), pk=pk)

    def _facts(self, serializer: BaseSerializer[SavedView]) -> dict[str, Any]:
        return {"query": "", **serializer.validated_data} if serializer.instance is None else serializer.validated_data
