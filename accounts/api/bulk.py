"""Many changes asked for at once: `POST /{resource}/bulk`, and the job that tells what became of each."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts import bulk
from accounts.api.scopes import scope_of
from accounts.api.serializers import Shape
from accounts.api.views import Resource
from accounts.models import BulkItem, BulkJob
from accounts.models.bulk_job import MOST_ITEMS

NO_OBJECT = gettext_lazy("Each item is an object with the fields of the single request.")


class BulkResultSerializer(serializers.ModelSerializer[BulkItem]):
    """What became of one item: `thing_id` is what was made or changed, or the id that was sent."""

    problem = serializers.DictField(read_only=True, allow_null=True, help_text="Why it was refused (RFC 9457).")

    class Meta:
        model = BulkItem
        fields = ("number", "state", "status", "thing_id", "problem")
        read_only_fields = fields


class BulkJobSerializer(serializers.ModelSerializer[BulkJob]):
    """`results` only in the answer about one job: each item by its place in what was sent."""

    results = serializers.SerializerMethodField()

    class Meta:
        model = BulkJob
        fields = (
            "id", "resource", "action", "state", "total", "done", "refused", "results", "finished_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(BulkResultSerializer(many=True, allow_null=True))
    def get_results(self, job: BulkJob) -> list[dict[str, Any]] | None:
        if self.context["view"].action != "retrieve":
            return None
        return list(BulkResultSerializer(job.items.all(), many=True).data)


@extend_schema_view(list=extend_schema(summary="List bulk jobs"), retrieve=extend_schema(summary="One bulk job"))
class BulkJobs(Resource[BulkJob]):
    """What became of changes that were asked for at once, with any of one's keys. Forgotten after 30 days."""

    resource = "bulk_jobs"
    serializer_class = BulkJobSerializer
    queryset = BulkJob.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"state": ["exact"]}

    def get_queryset(self) -> QuerySet[BulkJob]:
        return BulkJob.objects.visible_to(self.user)


def offering_bulk(viewset: type[Any]) -> type[Any]:
    """The resource with `bulk` beside its other addresses, where it has acts that come in numbers."""
    if not viewset.in_bulk:
        return viewset
    shape = _shape(viewset)

    @extend_schema(summary="Ask for many of these at once", request=shape, responses={202: BulkJobSerializer})
    @action(detail=False, methods=["post"], filter_backends=[], pagination_class=None)
    def bulk(self: Any, request: Request) -> Response:
        """Answers with the job, which runs in the background; each item is applied, or refused, by itself.

        An item is what the single request would say; `id` names its row, `etag` the version that was seen.
        """
        return _begin(self, self.asked(shape))

    told = {"__doc__": viewset.__doc__, "__module__": viewset.__module__, "bulk": bulk}
    return type(viewset.__name__, (viewset,), told)


def _shape(viewset: type[Any]) -> type[Shape]:
    fields = {
        "action": serializers.ChoiceField(choices=[(name, name) for name in viewset.in_bulk]),
        "items": serializers.ListField(
            child=serializers.DictField(error_messages={"not_a_dict": NO_OBJECT}), min_length=1, max_length=MOST_ITEMS
        ),
    }
    return type(f"{viewset.__name__}BulkSerializer", (Shape,), fields)


def _begin(view: Any, asked: dict[str, Any]) -> Response:
    wanted = scope_of(view.resource, bulk.ACTS[asked["action"]][1])
    if not view.by.opens(wanted):
        raise PermissionDenied(_("This key lacks the scope %(scope)s.") % {"scope": wanted})
    with transaction.atomic():
        job = BulkJob.objects.begin(view.resource, asked["action"], asked["items"], by=view.by)
        transaction.on_commit(lambda: bulk.call(job.pk))
    job.refresh_from_db()
    address = reverse("api:bulk_jobs-detail", args=[job.pk], request=view.request)
    data = BulkJobSerializer(job, context=view.get_serializer_context()).data
    return Response(data, status=202, headers={"Location": address})
