from typing import ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from recruitment import gates
from recruitment.api.approval_serializers import AdviceSerializer, StageCheckSerializer, TickSerializer
from recruitment.models import Application, CheckTick, Job, Stage, StageAdvice, StageCheck


@extend_schema_view(
    list=extend_schema(summary="List lines of stages' checklists"),
    retrieve=extend_schema(summary="One line of a checklist"),
    create=extend_schema(summary="Add a line to a stage's checklist"),
)
class StageChecks(Resource[StageCheck]):
    """What has to be done for a card before it may enter a stage."""

    resource = "stage_checks"
    serializer_class = StageCheckSerializer
    queryset = StageCheck.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"stage_id": ["exact"], "active": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[StageCheck]:
        return StageCheck.objects.filter(stage__job__in=Job.objects.visible_to(self.user)).select_related("stage__job")

    def perform_create(self, serializer: BaseSerializer[StageCheck]) -> None:
        said = serializer.validated_data
        stages = Stage.objects.filter(job__in=Job.objects.visible_to(self.user)).select_related("job")
        stage = one_of(stages, said["stage_id"])
        self.user.require("jobs.edit", stage.job)
        check = stage.add_check(said["words"], role=said.get("role", ""), by=self.by)
        serializer.instance = self.fresh(check)

    @extend_schema(summary="Take a line off the checklist", request=None, responses=StageCheckSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """What was ticked stays to be read."""
        check = self.get_object()
        self.user.require("jobs.edit", check.stage.job)
        check.stage.retire_check(check, by=self.by)
        return self.answer(check)


@extend_schema_view(
    list=extend_schema(summary="List ticks"),
    retrieve=extend_schema(summary="One tick"),
    create=extend_schema(summary="Tick a line for an application"),
    destroy=extend_schema(summary="Take a tick off"),
)
class ApplicationChecks(Resource[CheckTick]):
    """Lines of a checklist that are done for an application, and who says so."""

    resource = "application_checks"
    serializer_class = TickSerializer
    queryset = CheckTick.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"application_id": ["exact"], "check_line_id": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"application": "applications"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "delete"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[CheckTick]:
        return CheckTick.objects.visible_to(self.user).select_related("application__job", "check_line__stage")

    def perform_create(self, serializer: BaseSerializer[CheckTick]) -> None:
        said = serializer.validated_data
        application = one_of(Application.objects.visible_to(self.user), said["application_id"])
        checks = StageCheck.objects.filter(stage__job__in=Job.objects.visible_to(self.user)).select_related("stage")
        check = one_of(checks, said["check_line_id"])
        serializer.instance = self.fresh(gates.tick(application, check, by=self.by))

    def perform_destroy(self, instance: CheckTick) -> None:
        gates.untick(instance.application, instance.check_line, by=self.by)


@extend_schema_view(
    list=extend_schema(summary="List advice"),
    retrieve=extend_schema(summary="One piece of advice"),
    create=extend_schema(summary="Advise; once more is a second thought"),
)
class ApplicationAdvice(Resource[StageAdvice]):
    """What people of the hiring team say, yes or no, before an application enters a stage."""

    resource = "application_advice"
    serializer_class = AdviceSerializer
    queryset = StageAdvice.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"application_id": ["exact"], "stage_id": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"application": "applications"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[StageAdvice]:
        return StageAdvice.objects.visible_to(self.user).select_related("application__candidate__data_key")

    def perform_create(self, serializer: BaseSerializer[StageAdvice]) -> None:
        said = serializer.validated_data
        application = one_of(Application.objects.visible_to(self.user), said["application_id"])
        stages = Stage.objects.filter(job__in=Job.objects.visible_to(self.user)).select_related("job")
        stage = one_of(stages, said["stage_id"])
        given = gates.advise(application, stage, said["word"], words=said.get("words", ""), by=self.by)
        serializer.instance = self.fresh(given)
