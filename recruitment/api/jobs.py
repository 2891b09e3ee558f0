from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from recruitment.api.job_hires import JobsAroundHires
from recruitment.api.job_serializers import (
    PAY,
    JobChangeSerializer,
    JobClosureSerializer,
    JobSerializer,
    StageOrderSerializer,
    StageTemplateSerializer,
)
from recruitment.api.requisition_serializers import CloneSerializer
from recruitment.models import ClosureKind, ClosureReason, Job, StageTemplate
from recruitment.requisitions import cloning, raising

# How an application may end with its job.
ENDS = (ClosureKind.POSITION_CANCELLED, ClosureKind.NOT_CONSIDERED)


@extend_schema_view(
    list=extend_schema(summary="List jobs"),
    retrieve=extend_schema(summary="One job"),
    create=extend_schema(summary="Create a job"),
    partial_update=extend_schema(summary="Change a job"),
)
class Jobs(JobsAroundHires):
    """Needs to hire."""

    resource = "jobs"
    queryset = Job.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "status": ["exact"],
        "department_id": ["exact"],
        "is_template": ["exact"],
    }
    expands: ClassVar[dict[str, str]] = {
        "legal_entity": "legal_entities",
        "brand": "brands",
        "department": "departments",
        "office": "offices",
        "place_of_work": "places_of_work",
        "recruiter": "users",
    }
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[JobSerializer]:
        return JobChangeSerializer if self.action == "partial_update" else JobSerializer

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(self.user)

    def perform_create(self, serializer: BaseSerializer[Job]) -> None:
        facts = dict(serializer.validated_data)
        template = facts.pop("template", None) or StageTemplate.objects.get(name="Standard")
        self.user.require("jobs.create")
        with transaction.atomic():
            job = Job.objects.create_from(template=template, by=self.by, **facts)
            self.user.require("jobs.create", job, _("You may create jobs only where you recruit."))
        job.refresh_from_db()
        serializer.instance = job

    def perform_update(self, serializer: BaseSerializer[Job]) -> None:
        job, said = serializer.instance, serializer.validated_data
        assert job is not None
        self.user.require("jobs.edit", job)
        if not said.keys().isdisjoint(PAY):
            self.user.require("pay.view", job)
        with transaction.atomic():
            job.change(by=self.by, **said)
            if not said.keys().isdisjoint({"department", "office"}):
                # Where one may create no job, one moves none to.
                self.user.require("jobs.create", job)
        job.refresh_from_db()

    @extend_schema(summary="Open, or open again", request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        job = self._edited()
        job.open(by=self.by)
        return self.answer(job)

    @extend_schema(summary="Close", request=JobClosureSerializer, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Applications that are still open end with the reason given: of a cancelled position or not considered."""
        job, chosen = self._edited(), self.asked(JobClosureSerializer).get("reason")
        reasons = ClosureReason.objects.filter(active=True, kind__in=ENDS)
        job.close(one_of(reasons, chosen) if chosen else None, by=self.by)
        return self.answer(job)

    @extend_schema(summary="Put the stages in another order", request=StageOrderSerializer, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def reorder_stages(self, request: Request, pk: str) -> Response:
        job = self._edited()
        job.reorder_stages(self.asked(StageOrderSerializer)["stage_ids"], by=self.by)
        return self.answer(job)

    @extend_schema(summary="Make another like it", request=CloneSerializer, responses={201: JobSerializer})
    @action(detail=True, methods=["post"])
    def clone(self, request: Request, pk: str) -> Response:
        """A draft with its stages, team, questions and posts; or a template to make jobs from."""
        job = self.get_object()
        self.user.require("jobs.create", job)
        made = cloning.clone(job, by=self.by, **self.asked(CloneSerializer))
        return Response(self.get_serializer(self.fresh(made)).data, status=201)

    @extend_schema(summary="Ask for its approval", request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def ask_approval(self, request: Request, pk: str) -> Response:
        """Where no policy asks for one, it is approved at once."""
        job = self._edited()
        raising.submit(job, by=self.by)
        return self.answer(job)

    def _edited(self) -> Job:
        job = self.get_object()
        self.user.require("jobs.edit", job)
        return job


@extend_schema_view(
    list=extend_schema(summary="List stage templates"), retrieve=extend_schema(summary="One stage template")
)
class StageTemplates(Resource[StageTemplate]):
    """Pipelines whose stages are copied into new jobs; for whoever creates jobs."""

    resource = "stage_templates"
    serializer_class = StageTemplateSerializer
    queryset = StageTemplate.objects.none()

    def get_queryset(self) -> Any:
        templates = StageTemplate.objects.prefetch_related("stages")
        return templates if self.user.may("jobs.create") else templates.none()
