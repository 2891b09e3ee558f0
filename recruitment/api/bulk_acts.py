from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

import audit
from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from accounts.api.views import Resource
from recruitment.bulk import running, things
from recruitment.bulk.forms import ChoiceForm
from recruitment.bulk.kinds import Kind
from recruitment.models import BulkAct, BulkActItem
from recruitment.models.bulk_act import MOST
from vault.refusals import Refusal

KINDS = ("move", "tag", "assign", "mail", "reject")
# Fields of the interface, and what the form of the kind calls them.
CHOICES = {
    "stage_id": "stage",
    "tag": "tag",
    "owner_id": "owner",
    "message_template_id": "template",
    "rejection_reason_id": "reason",
}


class BulkActItemSerializer(serializers.ModelSerializer[BulkActItem]):
    reason = serializers.CharField(read_only=True, help_text="Why it was not done, for people.")

    class Meta:
        model = BulkActItem
        fields = ("number", "thing_id", "state", "code", "reason")
        read_only_fields = fields


class BulkActSerializer(ModelSerializer[BulkAct]):
    """`items` only in the answer about one act."""

    undo_id = IdField(read_only=True, allow_null=True, help_text="Takes it back, for a minute from its end.")
    items = serializers.SerializerMethodField()

    class Meta:
        model = BulkAct
        fields = (
            "id", "kind", "thing_kind", "state", "total", "done", "refused", "undo_id", "items", "finished_at",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(BulkActItemSerializer(many=True, allow_null=True))
    def get_items(self, act: BulkAct) -> list[dict[str, Any]] | None:
        if self.context["view"].action == "list":
            return None
        items = list(act.items.all())
        seen = audit.things.resolve([(act.thing_kind, item.thing_id) for item in items], act.owner)
        for item in items:
            # A sentence may name the person it is about.
            item.reason = item.reason if (act.thing_kind, item.thing_id) in seen else ""
        return list(BulkActItemSerializer(items, many=True).data)


class BulkActAskedSerializer(Shape):
    kind = serializers.ChoiceField(choices=[(name, name) for name in KINDS])
    thing_kind = serializers.ChoiceField(choices=[(name, name) for name in things.KINDS])
    thing_ids = serializers.ListField(child=IdField(), min_length=1, max_length=MOST)
    stage_id = IdField(required=False, help_text="To move.")
    tag = serializers.CharField(required=False, max_length=60, help_text="To tag.")
    owner_id = IdField(required=False, help_text="To assign: of a candidate the owner, of an application the reviewer.")
    message_template_id = IdField(required=False, help_text="To mail; and to reject with a mail.")
    rejection_reason_id = IdField(required=False, help_text="To reject.")


class PreviewLineSerializer(serializers.Serializer[Any]):
    thing_id = serializers.IntegerField()
    will_happen = serializers.BooleanField()
    code = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class BulkPreviewSerializer(serializers.Serializer[Any]):
    """Those of the ids that name nothing the key sees are counted as `gone`."""

    lines = PreviewLineSerializer(many=True)
    gone = serializers.IntegerField()


@extend_schema_view(
    list=extend_schema(summary="List acts upon many"), retrieve=extend_schema(summary="One act upon many")
)
class BulkActs(Resource[BulkAct]):
    """One act upon many things at once, by the key's owner on a page or by a key: how far it is, what became of each.

    It can be taken back for a minute by its undo; until then no mail that follows from it leaves.
    """

    resource = "bulk_acts"
    serializer_class = BulkActSerializer
    queryset = BulkAct.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"state": ["exact"], "kind": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"undo": "undos"}

    def get_queryset(self) -> QuerySet[BulkAct]:
        found: QuerySet[BulkAct] = BulkAct.objects.visible_to(self.user)
        return found.select_related("owner", "key__owner", "undo")

    @extend_schema(summary="Act upon many", request=BulkActAskedSerializer, responses={201: BulkActSerializer})
    def create(self, request: Request) -> Response:
        """A few are done at once, many in the background: `state` tells."""
        kind, thing_kind, rows, form = self._chosen()
        act = running.prepare(kind, thing_kind, rows, by=self.by)
        running.start(act, form, by=self.by)
        return Response(self.get_serializer(self.fresh(act)).data, status=201)

    @extend_schema(summary="What would happen", request=BulkActAskedSerializer, responses=BulkPreviewSerializer)
    @action(detail=False, methods=["post"], filter_backends=[], pagination_class=None)
    def preview(self, request: Request) -> Response:
        """To whom it would happen, to whom not and why. Nothing is changed."""
        kind, thing_kind, rows, form = self._chosen()
        total = len(set(self.asked(BulkActAskedSerializer)["thing_ids"]))
        told = running.preview(kind, thing_kind, rows, form.cleaned_data, self.user, total=total)
        lines = [_line(row, why) for row, why in [*told.will, *told.not_done]]
        return Response({"lines": lines, "gone": told.gone})

    @extend_schema(summary="Stop", request=None, responses=BulkActSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str) -> Response:
        """What has not been done yet stays undone."""
        act = self.get_object()
        act.stop(by=self.by)
        return self.answer(act)

    def _chosen(self) -> tuple[Kind, str, list[Any], ChoiceForm]:
        said = self.asked(BulkActAskedSerializer)
        thing_kind = said["thing_kind"]
        kind, rows = running.choose(said["kind"], thing_kind, said["thing_ids"], self.user)
        form = running.form(kind, thing_kind, rows, self.user, _by_form(said))
        if not form.is_valid():
            raise _refused(form)
        return kind, thing_kind, rows, form


def _by_form(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[field] for field, name in CHOICES.items() if field in said}


def _line(row: Any, why: Any) -> dict[str, Any]:
    stops = bool(why and why.stops)
    code, reason = (why.code, why.sentence) if why else ("", "")
    return {"thing_id": row.pk, "will_happen": not stops, "code": code, "reason": reason}


def _refused(form: ChoiceForm) -> Refusal:
    """By the name that the interface has for the field."""
    name = next(iter(form.errors))
    field = next(field for field, chosen in CHOICES.items() if chosen == name)
    return Refusal(str(form.errors[name][0]), code="invalid", field=field)
