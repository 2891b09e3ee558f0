from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from accounts.models import User
from recruitment.approvals import sight, snapshots
from recruitment.approvals.deciding import LONGEST_REASON
from recruitment.models import (
    Approval,
    ApprovalDecision,
    ApprovalPolicy,
    ApprovalSeat,
    ApprovalStep,
    CheckTick,
    Delegation,
    StageAdvice,
    StageCheck,
    TeamRole,
)
from recruitment.models.approval_policy import LONGEST_WAIT, MOST_NEEDED, MOST_STEPS, ROLES


class LineShape(Shape):
    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField(allow_null=True, help_text="Null: pay that the key's owner may not see.")


class SeatShape(serializers.ModelSerializer[ApprovalSeat]):
    user_id = IdField(read_only=True)
    passed_from_id = IdField(read_only=True, allow_null=True)

    class Meta:
        model = ApprovalSeat
        fields = ("id", "user_id", "role", "passed_from_id", "stuck_since")


class DecisionShape(serializers.ModelSerializer[ApprovalDecision]):
    seat_id = IdField(read_only=True, allow_null=True)
    user_id = IdField(read_only=True)
    in_place_of_id = IdField(read_only=True, allow_null=True)

    class Meta:
        model = ApprovalDecision
        fields = ("id", "seat_id", "user_id", "in_place_of_id", "word", "reason", "hash", "way", "decided_at")


class StepShape(serializers.ModelSerializer[ApprovalStep]):
    escalate_to_id = IdField(read_only=True, allow_null=True)
    seats = SeatShape(many=True, read_only=True)
    decisions = DecisionShape(many=True, read_only=True)

    class Meta:
        model = ApprovalStep
        fields = (
            "id", "number", "name", "needed", "state", "opened_at", "due_at", "closed_at", "escalate_to_id", "seats",
            "decisions",
        )  # fmt: skip


class ApprovalSerializer(ModelSerializer[Approval]):
    application_id = IdField()
    job_interview_stage_id = IdField(
        write_only=True, help_text="The gated stage that the application is to enter. Other kinds are asked by their "
        "own resources."
    )  # fmt: skip
    job_id = IdField(read_only=True)
    approval_policy_id = IdField(source="policy_id", read_only=True)
    asked_by_id = IdField(read_only=True)
    follows_id = IdField(read_only=True, allow_null=True)
    hash = serializers.SerializerMethodField()
    lines = serializers.SerializerMethodField()
    steps = StepShape(many=True, read_only=True)

    class Meta:
        model = Approval
        fields = (
            "id", "kind", "about_kind", "about_id", "job_id", "application_id", "job_interview_stage_id",
            "approval_policy_id", "asked_by_id", "state", "follows_id", "hash", "lines", "steps", "asked_at",
            "approved_at", "closed_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "kind", "about_kind", "about_id", "state", "asked_at", "approved_at", "closed_at", "created_at",
            "updated_at",
        )  # fmt: skip

    def get_hash(self, approval: Approval) -> str:
        """SHA-256 of what is to be decided; a decision names it."""
        return approval.newest().hash

    @extend_schema_field(LineShape(many=True))
    def get_lines(self, approval: Approval) -> list[dict[str, Any]]:
        user: User = self.context["request"].user
        with_pay = sight.sees_pay(user, approval)
        lines = snapshots.lines_of(approval.newest())
        return [
            {"field": one.field, "label": one.label, "value": one.value if with_pay or not one.is_pay else None}
            for one in lines
        ]


class SaidShape(Shape):
    hash = serializers.CharField(
        source="seen", min_length=64, max_length=64, help_text="Of what was read: nobody signs what has changed since."
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class RefuseShape(SaidShape):
    reason = serializers.CharField(max_length=LONGEST_REASON)


class SkipShape(Shape):
    reason = serializers.CharField(max_length=LONGEST_REASON)
    step_number = serializers.IntegerField(source="seen_step", min_value=1, max_value=MOST_STEPS, required=False)


class ReassignShape(Shape):
    seat_id = IdField(source="seat")
    user_id = IdField(source="user")


class PolicyStepShape(Shape):
    name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    needed = serializers.IntegerField(min_value=1, max_value=MOST_NEEDED, required=False)
    user_ids = serializers.ListField(child=IdField(), max_length=50, required=False)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=[(role.value, role.label) for role in ROLES]),
        max_length=len(ROLES),
        required=False,
    )
    hours = serializers.IntegerField(min_value=1, max_value=LONGEST_WAIT, required=False, allow_null=True)
    escalate_to_id = IdField(required=False, allow_null=True)

    def to_representation(self, step: Any) -> dict[str, Any]:
        approvers = list(step.approvers.all())
        return {
            "name": step.name,
            "needed": step.needed,
            "user_ids": [one.user_id for one in approvers if one.user_id],
            "roles": [one.role for one in approvers if one.role],
            "hours": step.hours,
            "escalate_to_id": step.escalate_to_id,
        }


class PolicySerializer(ModelSerializer[ApprovalPolicy]):
    legal_entity_id = IdField(source="entity_id", required=False, allow_null=True)
    department_id = IdField(required=False, allow_null=True, help_text="With all departments below it.")
    office_id = IdField(required=False, allow_null=True)
    steps = PolicyStepShape(many=True, min_length=1, max_length=MOST_STEPS)  # type: ignore[call-arg]

    class Meta:
        model = ApprovalPolicy
        fields = (
            "id", "kind", "name", "legal_entity_id", "department_id", "office_id", "level", "pay_from", "pay_to",
            "pay_currency", "own_request", "asks_again", "by_mail_alone", "active", "steps", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = ("active", "created_at", "updated_at")


class PolicyChangeSerializer(PolicySerializer):
    class Meta(PolicySerializer.Meta):
        read_only_fields = (*PolicySerializer.Meta.read_only_fields, "kind")


class DelegationSerializer(ModelSerializer[Delegation]):
    user_id = IdField(read_only=True)
    deputy_id = IdField()

    class Meta:
        model = Delegation
        fields = (
            "id", "user_id", "deputy_id", "first_day", "last_day", "starts_at", "ends_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("starts_at", "ends_at", "created_at", "updated_at")


class StageCheckSerializer(ModelSerializer[StageCheck]):
    job_interview_stage_id = IdField(source="stage_id")
    role = serializers.ChoiceField(
        choices=TeamRole.choices, required=False, allow_blank=True, help_text="Empty: whoever writes notes on the job."
    )

    class Meta:
        model = StageCheck
        fields = ("id", "job_interview_stage_id", "words", "role", "active", "sort_order", "created_at", "updated_at")
        read_only_fields = ("active", "sort_order", "created_at", "updated_at")


class TickSerializer(ModelSerializer[CheckTick]):
    stage_check_id = IdField(source="check_line_id")
    application_id = IdField()
    user_id = IdField(read_only=True)

    class Meta:
        model = CheckTick
        fields = ("id", "stage_check_id", "application_id", "user_id", "ticked_at", "created_at", "updated_at")
        read_only_fields = ("ticked_at", "created_at", "updated_at")
        # Ticked twice it is one tick.
        validators = ()


class AdviceSerializer(ModelSerializer[StageAdvice]):
    application_id = IdField()
    job_interview_stage_id = IdField(source="stage_id")
    user_id = IdField(read_only=True)
    words = serializers.CharField(required=False, allow_blank=True, max_length=2000)

    class Meta:
        model = StageAdvice
        fields = (
            "id", "application_id", "job_interview_stage_id", "user_id", "word", "words", "given_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = ("given_at", "created_at", "updated_at")
        # Advising once more is a second thought.
        validators = ()
