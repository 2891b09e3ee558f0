from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from accounts.models import User
from recruitment.api.requisition_serializers import (
    CompletionSerializer,
    JobVersionSerializer,
    QuestionBackSerializer,
    ReasonSerializer,
    RequisitionChangeSerializer,
    RequisitionSerializer,
)
from recruitment.models import Job, JobVersion, Requisition, StageTemplate
from recruitment.requisitions import raising, settling


@extend_schema_view(
    list=extend_schema(summary="List requisitions"),
    retrieve=extend_schema(summary="One requisition"),
    create=extend_schema(summary="Ask for a hire"),
    partial_update=extend_schema(summary="Change a requisition, or answer the question about it"),
)
class Requisitions(Resource[Requisition]):
    """Hires that managers ask for. A recruiter completes one, which makes a draft job."""

    resource = "requisitions"
    queryset = Requisition.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"state": ["exact"], "job_id": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"job": "jobs"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[RequisitionSerializer]:
        return RequisitionChangeSerializer if self.action == "partial_update" else RequisitionSerializer

    def get_queryset(self) -> QuerySet[Requisition]:
        seen = Requisition.objects.visible_to(self.user).select_related("job", "raised_by", "recruiter")
        return seen.prefetch_related("panel")

    def perform_create(self, serializer: BaseSerializer[Requisition]) -> None:
        said = dict(serializer.validated_data)
        if not raising.may_raise(self.user):
            raise PermissionDenied(_("Your role does not let you ask for a hire."))
        recruiter = said.pop("recruiter_id", None)
        made = raising.raise_need(
            raised_by=self.user,
            panel=self._people(said.pop("panel_ids", [])),
            recruiter=one_of(User.objects.active(), recruiter) if recruiter else None,
            by=self.by,
            **said,
        )
        serializer.instance = self.fresh(made)

    def perform_update(self, serializer: BaseSerializer[Requisition]) -> None:
        requisition, said = serializer.instance, dict(serializer.validated_data)
        assert requisition is not None
        self._require_own(requisition)
        panel = self._people(said.pop("panel_ids")) if "panel_ids" in said else None
        raising.change(requisition, panel=panel, by=self.by, **said)
        serializer.instance = self.fresh(requisition)

    @extend_schema(
        summary="Send it back with a question", request=QuestionBackSerializer, responses=RequisitionSerializer
    )
    @action(detail=True, methods=["post"])
    def send_back(self, request: Request, pk: str) -> Response:
        requisition = self._to_complete()
        raising.send_back(requisition, self.asked(QuestionBackSerializer)["question"], by=self.by)
        return self.answer(requisition)

    @extend_schema(summary="Take it, to complete it", request=None, responses=RequisitionSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        requisition = self._to_complete()
        raising.take(requisition, self.user, by=self.by)
        return self.answer(requisition)

    @extend_schema(summary="Complete it", request=CompletionSerializer, responses=RequisitionSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        """Makes the draft job, and asks for its approval where a policy wants one."""
        requisition = self._to_complete()
        facts: dict[str, Any] = {"name": requisition.title, "recruiter": requisition.recruiter or self.user}
        facts |= self.asked(CompletionSerializer)
        template = facts.pop("template", None) or StageTemplate.objects.get(name="Standard")
        with transaction.atomic():
            job = raising.complete(requisition, template=template, by=self.by, **facts)
            self.user.require("jobs.create", job, _("You may create jobs only where you recruit."))
        return self.answer(requisition)

    @extend_schema(summary="Refuse it", request=ReasonSerializer, responses=RequisitionSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        """By whoever was to complete it; those who approve refuse the approval."""
        requisition = self._to_complete()
        settling.turn_down(requisition, self.asked(ReasonSerializer)["reason"], by=self.by)
        return self.answer(requisition)

    @extend_schema(summary="Withdraw it", request=None, responses=RequisitionSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """By whoever asked. A draft job that was made of it is closed."""
        requisition = self.get_object()
        self._require_own(requisition)
        settling.withdraw(requisition, by=self.by)
        return self.answer(requisition)

    def _people(self, ids: list[int]) -> list[User]:
        return [one_of(User.objects.all(), pk) for pk in dict.fromkeys(ids)]

    def _to_complete(self) -> Requisition:
        requisition = self.get_object()
        if not raising.may_complete(self.user, requisition):
            raise PermissionDenied(_("Only who recruits there completes a requisition."))
        return requisition

    def _require_own(self, requisition: Requisition) -> None:
        if requisition.raised_by_id != self.user.pk:
            raise PermissionDenied(_("Only whoever asked for this hire may do that."))


@extend_schema_view(
    list=extend_schema(summary="List versions of jobs"), retrieve=extend_schema(summary="One version of a job")
)
class JobVersions(Resource[JobVersion]):
    """How jobs and their posts read from one moment on; an application names the one that it was sent for."""

    resource = "job_versions"
    serializer_class = JobVersionSerializer
    queryset = JobVersion.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"job_id": ["exact"], "number": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"job": "jobs"}
    http_method_names: ClassVar[list[str]] = ["get", "head"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[JobVersion]:
        jobs = Job.objects.open_to(self.user, "applications.view")
        return JobVersion.objects.filter(job__in=jobs).select_related("job")
