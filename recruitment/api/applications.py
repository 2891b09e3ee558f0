from typing import Any, ClassVar

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

import communications
from accounts.api.views import Resource, one_of
from candidates.models import Candidate
from recruitment.api.application_serializers import (
    ApplicationNameSerializer,
    ApplicationSerializer,
    CloseSerializer,
    ConsiderSerializer,
    MoveSerializer,
    NoShowSerializer,
    RejectSerializer,
    TransferSerializer,
    VisitSerializer,
    WithdrawSerializer,
)
from recruitment.forms.application import letters_to
from recruitment.listeners import address_of
from recruitment.models import Application, ClosureKind, ClosureReason, Job, Stage, StageVisit


class ApplicationFilter(django_filters.FilterSet):  # type: ignore[misc]
    STATUS = (("in_process", "in_process"), ("rejected", "rejected"), ("hired", "hired"))

    job_id = django_filters.NumberFilter()
    stage_id = django_filters.NumberFilter()
    candidate_id = django_filters.NumberFilter()
    status = django_filters.ChoiceFilter(choices=STATUS, method="with_status")
    closure_kind = django_filters.ChoiceFilter(field_name="closure__kind", choices=ClosureKind.choices)

    class Meta:
        model = Application
        fields = ("job_id", "stage_id", "candidate_id")

    def with_status(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        if value == "in_process":
            return rows.filter(open=True)
        if value == "hired":
            return rows.filter(closure__kind=ClosureKind.HIRED)
        return rows.filter(open=False).exclude(closure__kind=ClosureKind.HIRED)


@extend_schema_view(
    list=extend_schema(summary="List applications"),
    retrieve=extend_schema(summary="One application"),
    create=extend_schema(summary="Put a candidate on a job's board"),
    partial_update=extend_schema(summary="Say what other systems call it"),
)
class Applications(Resource[Application]):
    """Candidates' bids for jobs."""

    resource = "applications"
    serializer_class = ApplicationSerializer
    queryset = Application.objects.none()
    filterset_class = ApplicationFilter
    expands: ClassVar[dict[str, str]] = {
        "candidate": "candidates",
        "job": "jobs",
        "job_post": "job_posts",
        "job_interview_stage": "job_interview_stages",
        "recruiter": "users",
        "rejection_reason": "rejection_reasons",
    }
    conditional = ("move",)
    in_bulk = ("create", "move", "reject")

    def get_serializer_class(self) -> type[ApplicationSerializer]:
        return ApplicationNameSerializer if self.action == "partial_update" else ApplicationSerializer

    def get_queryset(self) -> QuerySet[Application]:
        seen = Application.objects.visible_to(self.user)
        return seen.select_related("stage", "job", "closure", "candidate__data_key").prefetch_related("answers")

    def perform_create(self, serializer: BaseSerializer[Application]) -> None:
        facts = serializer.validated_data
        job = one_of(Job.objects.visible_to(self.user), facts["job_id"])
        self.user.require("applications.create", job)
        stage = facts.get("stage_id")
        serializer.instance = Application.objects.add(
            candidate=one_of(Candidate.objects.visible_to(self.user), facts["candidate_id"]),
            job=job,
            stage=one_of(Stage.objects.filter(job__in=Job.objects.visible_to(self.user)), stage) if stage else None,
            source=facts.get("source", ""),
            by=self.by,
        )
        serializer.instance = self.fresh(serializer.instance)

    def perform_update(self, serializer: BaseSerializer[Application]) -> None:
        """What other systems call it; for the rest there are verbs."""
        assert serializer.instance is not None
        self.user.require("applications.move", serializer.instance.job)

    @extend_schema(summary="Move to another stage", request=MoveSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """The stage is one of the same job; with `from_stage_id` only if the application still stands there."""
        application, chosen = self._asked(MoveSerializer, "applications.move")
        stages = Stage.objects.filter(job__in=Job.objects.visible_to(self.user))
        application.move_to(one_of(stages, chosen["stage"]), by=self.by, seen=chosen.get("from_stage_id"))
        return self.answer(application)

    @extend_schema(summary="Move to another job", request=TransferSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, pk: str) -> Response:
        """Answers, documents, notes and messages stay with it."""
        application, chosen = self._asked(TransferSerializer, "applications.move")
        job = self._job(chosen["job"], "applications.move")
        stage = one_of(Stage.objects.filter(job=job), chosen["stage"]) if "stage" in chosen else None
        application.transfer(job, stage=stage, by=self.by, seen=chosen.get("from_stage_id"))
        return self.answer(application)

    @extend_schema(
        summary="Consider for further jobs", request=ConsiderSerializer, responses=ApplicationSerializer(many=True)
    )
    @action(detail=True, methods=["post"], pagination_class=None, filter_backends=[])
    def consider(self, request: Request, pk: str) -> Response:
        """One more application of the same person for each job; all of them or none."""
        application, chosen = self._asked(ConsiderSerializer, "applications.create")
        jobs = [self._job(id, "applications.create") for id in dict.fromkeys(chosen["jobs"])]
        added = application.consider_for(jobs, by=self.by)
        rows = self.get_queryset().filter(pk__in=[one.pk for one in added]).order_by("pk")
        return Response(self.get_serializer(rows, many=True).data)

    @extend_schema(summary="Note that the candidate did not come", request=NoShowSerializer,
                   responses=ApplicationSerializer)  # fmt: skip
    @action(detail=True, methods=["post"])
    def no_show(self, request: Request, pk: str) -> Response:
        """It stands on the timeline and decides nothing."""
        application, chosen = self._asked(NoShowSerializer, "applications.move")
        if chosen.get("note"):
            self.user.require("notes.write", application.job)
        application.note_no_show(note=chosen.get("note", ""), by=self.by)
        return self.answer(application)

    @extend_schema(summary="Reject", request=RejectSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Ends the application with a reason; with a template the candidate is written to."""
        application, chosen = self._asked(RejectSerializer, "applications.close")
        reason = _reason(chosen)
        with transaction.atomic():
            application.reject(reason, by=self.by)
            if "message_template_id" in chosen:
                self._write(application, chosen["message_template_id"])
        return self.answer(application)

    @extend_schema(summary="Withdraw for the candidate", request=WithdrawSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Ends the application because the candidate wants it to end."""
        application, chosen = self._asked(WithdrawSerializer, "applications.close")
        application.withdraw(_reason(chosen), by=self.by)
        return self.answer(application)

    @extend_schema(summary="Close otherwise", request=CloseSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Not considered, or a duplicate; a cancelled position is an end of the job."""
        application, chosen = self._asked(CloseSerializer, "applications.close")
        application.close(chosen["kind"], _reason(chosen), by=self.by)
        return self.answer(application)

    @extend_schema(summary="Hire", request=None, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def hire(self, request: Request, pk: str) -> Response:
        """Fills the job's first free opening."""
        application = self.get_object()
        self.user.require("applications.close", application.job)
        application.hire(by=self.by)
        return self.answer(application)

    @extend_schema(summary="Open again", request=None, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Takes back a rejection, a withdrawal or another ending: the application is in process again."""
        application = self.get_object()
        self.user.require("applications.close", application.job)
        application.reopen(by=self.by)
        return self.answer(application)

    def _asked(self, shape: type[Serializer[Any]], right: str) -> tuple[Application, dict[str, Any]]:
        application = self.get_object()
        self.user.require(right, application.job)
        return application, self.asked(shape)

    def _job(self, id: int, right: str) -> Job:
        job: Job = one_of(Job.objects.visible_to(self.user), id)
        self.user.require(right, job)
        return job

    def _write(self, application: Application, template_id: int) -> None:
        self.user.require("messages.send", application.job)
        communications.send(
            one_of(letters_to(application), template_id),
            to=address_of(application),
            name=application.candidate.full_name,
            language=application.language,
            about=application,
            by=self.by,
        )


@extend_schema_view(list=extend_schema(summary="List stage visits"), retrieve=extend_schema(summary="One stage visit"))
class ApplicationStages(Resource[StageVisit]):
    """The stays of applications in stages: one row for each."""

    resource = "application_stages"
    serializer_class = VisitSerializer
    queryset = StageVisit.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "application_id": ["exact"],
        "stage_id": ["exact"],
        "application__job_id": ["exact"],
    }
    expands: ClassVar[dict[str, str]] = {
        "application": "applications",
        "job_interview_stage": "job_interview_stages",
    }

    def get_queryset(self) -> QuerySet[StageVisit]:
        return StageVisit.objects.filter(application__in=Application.objects.visible_to(self.user)).select_related(
            "stage"
        )


def _reason(chosen: dict[str, Any]) -> ClosureReason:
    found: ClosureReason = one_of(ClosureReason.objects.filter(active=True), chosen["reason"])
    return found
