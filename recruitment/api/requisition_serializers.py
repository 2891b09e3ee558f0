from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from accounts.models import User
from company.models import Department, Office
from recruitment import money
from recruitment.api.job_serializers import reference
from recruitment.models import Job, JobVersion, Requisition, StageTemplate
from recruitment.models.headcount import MOST
from recruitment.requisitions.differences import PAY
from recruitment.requisitions.raising import MOST_ON_PANEL
from recruitment.requisitions.reach import may_see_pay


class RequisitionSerializer(ModelSerializer[Requisition]):
    department_id = serializers.PrimaryKeyRelatedField(source="department", queryset=Department.objects.all())
    office_id = serializers.PrimaryKeyRelatedField(source="office", queryset=Office.objects.all())
    recruiter_id = IdField(required=False, allow_null=True, help_text="Left out: those who recruit there are asked.")
    panel_ids = serializers.ListField(
        child=IdField(), max_length=MOST_ON_PANEL, required=False, write_only=True, help_text="Who is to interview."
    )
    panel = serializers.SerializerMethodField()
    headcount = serializers.IntegerField(min_value=1, max_value=MOST, default=1)
    pay_idea = serializers.CharField(max_length=500, required=False, allow_blank=True, allow_null=True)
    raised_by_id = IdField(read_only=True)
    job_id = IdField(read_only=True, allow_null=True)

    class Meta:
        model = Requisition
        fields = (
            "id", "title", "state", "raised_by_id", "recruiter_id", "department_id", "office_id", "need", "replaces",
            "level", "budget_code", "must_haves", "headcount", "target_start_on", "reason", "confidential", "pay_idea",
            "panel_ids", "panel", "question", "refusal", "job_id", "raised_at", "settled_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "state", "question", "refusal", "raised_at", "settled_at", "created_at", "updated_at",
        )  # fmt: skip

    def get_panel(self, requisition: Requisition) -> list[int]:
        """Ids of the people who are to interview."""
        return [user.pk for user in requisition.panel.all()]

    def validate_pay_idea(self, value: str | None) -> str:
        return value or ""

    def to_representation(self, requisition: Requisition) -> dict[str, Any]:
        """Null where one may not see pay."""
        shown = super().to_representation(requisition)
        if not may_see_pay(self.context["view"].user, requisition):
            shown["pay_idea"] = None
        return shown


class RequisitionChangeSerializer(RequisitionSerializer):
    recruiter_id = IdField(read_only=True, allow_null=True)
    headcount = serializers.IntegerField(min_value=1, max_value=MOST, required=False)


class QuestionBackSerializer(Shape):
    question = serializers.CharField(max_length=500)


class ReasonSerializer(Shape):
    reason = serializers.CharField(max_length=200)


class CompletionSerializer(Shape):
    """What is left out stays as it was asked for."""

    name = serializers.CharField(max_length=160, required=False)
    requisition_id = serializers.CharField(max_length=60, required=False)
    legal_entity_id = reference("entity")
    brand_id = reference("brand")
    place_of_work_id = reference("place")
    department_id = serializers.PrimaryKeyRelatedField(
        source="department", queryset=Department.objects.all(), required=False
    )
    office_id = serializers.PrimaryKeyRelatedField(source="office", queryset=Office.objects.all(), required=False)
    recruiter_id = serializers.PrimaryKeyRelatedField(
        source="recruiter", queryset=User.objects.active(), required=False
    )
    stage_template_id = serializers.PrimaryKeyRelatedField(
        source="template", queryset=StageTemplate.objects.all(), required=False
    )
    headcount = serializers.IntegerField(min_value=1, max_value=MOST, required=False)
    level = serializers.CharField(max_length=60, required=False, allow_blank=True)
    budget_code = serializers.CharField(max_length=60, required=False, allow_blank=True)
    must_haves = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    target_start_on = serializers.DateField(required=False, allow_null=True)
    pay_currency = serializers.CharField(
        required=False, allow_blank=True, max_length=3, help_text="Three letters, such as EUR."
    )
    pay_minimum = serializers.DecimalField(max_digits=12, decimal_places=2, required=False, allow_null=True)
    pay_maximum = serializers.DecimalField(max_digits=12, decimal_places=2, required=False, allow_null=True)
    pay_period = serializers.ChoiceField(choices=Job.PayPeriod.choices, required=False)

    def validate_pay_currency(self, currency: str) -> str:
        if currency and not money.is_currency(currency):
            raise serializers.ValidationError(money.wrong_currency())
        return currency.upper()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        least, most = attrs.get("pay_minimum"), attrs.get("pay_maximum")
        if least is not None and most is not None and most < least:
            raise serializers.ValidationError({"pay_maximum": [_("This is less than where the range begins.")]})
        if (least is not None or most is not None) and not attrs.get("pay_currency"):
            raise serializers.ValidationError({"pay_currency": [_("Say in which currency.")]})
        if attrs["brand"].entity_id != attrs["entity"].pk:
            raise serializers.ValidationError({"brand_id": [_("This brand belongs to another legal entity.")]})
        return attrs


class CloneSerializer(Shape):
    name = serializers.CharField(max_length=160)
    requisition_id = serializers.CharField(max_length=60, required=False)
    openings = serializers.IntegerField(min_value=1, max_value=MOST, default=1)
    is_template = serializers.BooleanField(default=False, help_text="Never opened: jobs are made from it.")


class JobVersionSerializer(ModelSerializer[JobVersion]):
    job_id = IdField(read_only=True)
    actor_id = IdField(read_only=True, allow_null=True)

    class Meta:
        model = JobVersion
        fields = (
            "id", "job_id", "number", "changed", "facts", "posts", "at", "actor_kind", "actor_id", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def to_representation(self, version: JobVersion) -> dict[str, Any]:
        shown = super().to_representation(version)
        if not self.context["view"].user.may("pay.view", version.job):
            shown["facts"] = {**shown["facts"], **dict.fromkeys(PAY)}
        return shown
