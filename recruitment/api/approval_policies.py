from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from accounts.models import User
from company.models import Department, LegalEntity, Office
from recruitment.api.approval_serializers import PolicyChangeSerializer, PolicySerializer
from recruitment.models import ApprovalPolicy
from recruitment.models.approval_policy import StepPlan

PARTS = {"entity": LegalEntity, "department": Department, "office": Office}


@extend_schema_view(
    list=extend_schema(summary="List approval policies"),
    retrieve=extend_schema(summary="One approval policy"),
    create=extend_schema(summary="Write an approval policy"),
    partial_update=extend_schema(summary="Change an approval policy"),
)
class ApprovalPolicies(Resource[ApprovalPolicy]):
    """What has to be approved, by whom, in which order. Of those that fit, the one with the most conditions binds;
    then the one on the nearer department, then the one whose pay begins higher, then the newer one."""

    resource = "approval_policies"
    queryset = ApprovalPolicy.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"kind": ["exact"], "active": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[PolicySerializer]:
        return PolicyChangeSerializer if self.action == "partial_update" else PolicySerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.user.require("approvals.manage")

    def get_queryset(self) -> QuerySet[ApprovalPolicy]:
        policies = ApprovalPolicy.objects.with_steps()
        return policies.in_force() if self.action in {"partial_update", "retire"} else policies

    def perform_create(self, serializer: BaseSerializer[ApprovalPolicy]) -> None:
        said = self._rule(serializer)
        serializer.instance = self.fresh(ApprovalPolicy.objects.write(by=self.by, **said))

    def perform_update(self, serializer: BaseSerializer[ApprovalPolicy]) -> None:
        assert serializer.instance is not None
        policy = ApprovalPolicy.objects.get(pk=serializer.instance.pk)
        policy.change(by=self.by, **self._rule(serializer))
        serializer.instance = self.fresh(policy)

    @extend_schema(summary="Retire: it binds nothing new", request=None, responses=PolicySerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        policy = self.get_object()
        policy.retire(by=self.by)
        return Response(self.get_serializer(ApprovalPolicy.objects.with_steps().get(pk=policy.pk)).data)

    def _rule(self, serializer: BaseSerializer[ApprovalPolicy]) -> dict[str, Any]:
        said = dict(serializer.validated_data)
        for name, model in PARTS.items():
            if f"{name}_id" in said:
                pk = said.pop(f"{name}_id")
                said[name] = None if pk is None else one_of(model.objects.all(), pk)
        if "steps" in said:
            said["steps"] = [self._plan(step) for step in said["steps"]]
        if "pay_currency" in said:
            said["pay_currency"] = said["pay_currency"].upper()
        return said

    def _plan(self, step: dict[str, Any]) -> StepPlan:
        people, escalate_to = User.objects.active(), step.get("escalate_to_id")
        return StepPlan(
            needed=step.get("needed", 1),
            users=[one_of(people, pk) for pk in step.get("user_ids", [])],
            roles=step.get("roles", []),
            name=step.get("name", ""),
            hours=step.get("hours"),
            escalate_to=one_of(people, escalate_to) if escalate_to else None,
        )
