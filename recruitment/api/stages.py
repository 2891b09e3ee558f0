from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from recruitment.api.application_serializers import ReasonSerializer
from recruitment.api.post_serializers import StageChangeSerializer, StageSerializer
from recruitment.models import ClosureReason, Job, Stage


@extend_schema_view(
    list=extend_schema(summary="List stages"),
    retrieve=extend_schema(summary="One stage"),
    create=extend_schema(summary="Add a stage at the end of a job's board"),
    partial_update=extend_schema(summary="Change a stage's name and short text"),
)
class Stages(Resource[Stage]):
    """The columns of jobs' boards."""

    resource = "job_interview_stages"
    queryset = Stage.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"job_id": ["exact"], "active": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"job": "jobs"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[StageSerializer]:
        return StageChangeSerializer if self.action == "partial_update" else StageSerializer

    def get_queryset(self) -> QuerySet[Stage]:
        stages = Stage.objects.filter(job__in=Job.objects.visible_to(self.user)).select_related("job")
        # The past is not rewritten: a retired stage keeps its words.
        return stages.filter(active=True) if self.action == "partial_update" else stages

    def perform_create(self, serializer: BaseSerializer[Stage]) -> None:
        said = dict(serializer.validated_data)
        job = one_of(Job.objects.visible_to(self.user), said.pop("job_id"))
        self.user.require("jobs.edit", job)
        gate = gate_in(said)
        with transaction.atomic():
            stage = job.add_stage(by=self.by, **said)
            stage.set_gate(by=self.by, **gate)
        serializer.instance = self.fresh(stage)

    def perform_update(self, serializer: BaseSerializer[Stage]) -> None:
        stage = serializer.instance
        assert stage is not None
        self.user.require("jobs.edit", stage.job)
        said = dict(serializer.validated_data)
        gate = gate_in(said)
        with transaction.atomic():
            stage.change(by=self.by, **said)
            stage.set_gate(by=self.by, **gate)
        serializer.instance = self.fresh(stage)

    @extend_schema(summary="Take an empty stage off the board", request=None, responses=StageSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        stage = self.get_object()
        self.user.require("jobs.edit", stage.job)
        stage.retire(by=self.by)
        return self.answer(stage)


def gate_in(said: dict[str, Any]) -> dict[str, Any]:
    """Taken out of `said`: what a card needs before it enters."""
    return {name: said.pop(name) for name in ("wants_approval", "advice_from") if name in said}


@extend_schema_view(list=extend_schema(summary="List reasons"), retrieve=extend_schema(summary="One reason"))
class RejectionReasons(Resource[ClosureReason]):
    """Why applications end, each reason of one kind of ending."""

    resource = "rejection_reasons"
    serializer_class = ReasonSerializer
    queryset = ClosureReason.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"kind": ["exact"], "active": ["exact"]}

    def get_queryset(self) -> Any:
        return ClosureReason.objects.all()
