from typing import ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from accounts.models import User
from recruitment import gates
from recruitment.api.approval_serializers import (
    ApprovalSerializer,
    DelegationSerializer,
    ReassignShape,
    RefuseShape,
    SaidShape,
    SkipShape,
)
from recruitment.approvals import deciding
from recruitment.models import Application, Approval, ApprovalSeat, Delegation, Job, Stage


@extend_schema_view(
    list=extend_schema(summary="List approvals"),
    retrieve=extend_schema(summary="One approval"),
    create=extend_schema(summary="Ask for a card to be let into a gated stage"),
)
class Approvals(Resource[Approval]):
    """Requests that named people agree to something: what, who decides, and who has said what under which hash."""

    resource = "approvals"
    held_first = "application"
    serializer_class = ApprovalSerializer
    queryset = Approval.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "kind": ["exact"],
        "state": ["exact"],
        "job_id": ["exact"],
        "application_id": ["exact"],
    }
    expands: ClassVar[dict[str, str]] = {"job": "jobs", "application": "applications"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Approval]:
        return Approval.objects.visible_to(self.user).with_all()

    def perform_create(self, serializer: BaseSerializer[Approval]) -> None:
        said = serializer.validated_data
        application = one_of(Application.objects.visible_to(self.user), said["application_id"])
        self.user.require("applications.move", application.job)
        stages = Stage.objects.filter(job__in=Job.objects.visible_to(self.user)).select_related("job")
        stage = one_of(stages, said["job_interview_stage_id"])
        serializer.instance = self.fresh(gates.ask(application, stage, by=self.by))

    @extend_schema(summary="Approve", request=SaidShape, responses=ApprovalSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """In the name of the key's owner, or of who has made them a deputy."""
        approval = self.get_object()
        deciding.decide(approval, "approve", by=self.by, way="api", **self.asked(SaidShape))
        return self.answer(approval)

    @extend_schema(summary="Refuse", request=RefuseShape, responses=ApprovalSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        """With a reason, which whoever asked reads."""
        approval = self.get_object()
        deciding.decide(approval, "refuse", by=self.by, way="api", **self.asked(RefuseShape))
        return self.answer(approval)

    @extend_schema(summary="Skip the step that waits", request=SkipShape, responses=ApprovalSerializer)
    @action(detail=True, methods=["post"])
    def skip(self, request: Request, pk: str) -> Response:
        approval = self.get_object()
        self.user.require("approvals.skip", approval.job)
        said = self.asked(SkipShape)
        deciding.skip(approval, said["reason"], by=self.by, seen_step=said.get("seen_step"))
        return self.answer(approval)

    @extend_schema(summary="Take the request back", request=None, responses=ApprovalSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        approval = self.get_object()
        deciding.take_back(approval, by=self.by)
        return self.answer(approval)

    @extend_schema(
        summary="Ask somebody else in a step that waits", request=ReassignShape, responses=ApprovalSerializer
    )
    @action(detail=True, methods=["post"])
    def reassign(self, request: Request, pk: str) -> Response:
        approval = self.get_object()
        self.user.require("approvals.skip", approval.job)
        said = self.asked(ReassignShape)
        seats = ApprovalSeat.objects.filter(step__approval=approval).select_related("step__approval", "user")
        user = one_of(User.objects.active(), said["user"])
        deciding.give_seat(one_of(seats, said["seat"]), user, by=self.by)
        return self.answer(approval)


@extend_schema_view(
    list=extend_schema(summary="List delegations"),
    retrieve=extend_schema(summary="One delegation"),
    create=extend_schema(summary="Name a deputy for some days"),
)
class Delegations(Resource[Delegation]):
    """Who decides on approvals in whose place: the key's owner's own, and those that make them a deputy."""

    resource = "delegations"
    serializer_class = DelegationSerializer
    queryset = Delegation.objects.none()
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Delegation]:
        return Delegation.objects.visible_to(self.user).select_related("user", "deputy")

    def perform_create(self, serializer: BaseSerializer[Delegation]) -> None:
        said = dict(serializer.validated_data)
        deputy = one_of(User.objects.active(), said.pop("deputy_id"))
        made = Delegation.objects.entrust(user=self.user, deputy=deputy, by=self.by, **said)
        serializer.instance = self.fresh(made)

    @extend_schema(summary="End it now", request=None, responses=DelegationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """By who is away; what the deputy has decided stands."""
        row = one_of(self.get_queryset().filter(user=self.user), self.get_object().pk)
        row.end(by=self.by)
        return self.answer(row)
