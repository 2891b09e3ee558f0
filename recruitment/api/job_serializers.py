from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from accounts.models import User
from recruitment import money
from recruitment.models import Job, JobUserObjectPermission, StageTemplate, TeamRole, TemplateStage

PAY = ("pay_currency", "pay_minimum", "pay_maximum", "pay_period")
# field of the interface -> (field of the model, model)
REFERENCES = {
    "legal_entity_id": "entity",
    "brand_id": "brand",
    "department_id": "department",
    "office_id": "office",
    "place_of_work_id": "place",
    "recruiter_id": "recruiter",
}


def reference(name: str) -> serializers.PrimaryKeyRelatedField[Any]:
    rows = Job._meta.get_field(name).related_model._default_manager.all()  # type: ignore[union-attr]
    return serializers.PrimaryKeyRelatedField(source=name, queryset=rows)


@extend_schema_field({"type": ["string", "null"], "maxLength": 3})
class CurrencyField(serializers.CharField):
    """Three letters, or nothing. Null is shown to whoever may not see pay; sent it is refused."""


@extend_schema_field({"type": ["string", "null"], "enum": [*Job.PayPeriod.values, None]})
class PeriodField(serializers.ChoiceField):
    """The same."""


class JobSerializer(ModelSerializer[Job]):
    legal_entity_id = reference("entity")
    brand_id = reference("brand")
    department_id = reference("department")
    office_id = reference("office")
    place_of_work_id = reference("place")
    recruiter_id = reference("recruiter")
    office_ids = serializers.SerializerMethodField()
    copied_from_id = IdField(read_only=True, allow_null=True)
    requested_by_id = IdField(read_only=True, allow_null=True)
    requisition_id = serializers.CharField(max_length=60, required=False)
    pay_currency = CurrencyField(required=False, allow_blank=True)
    pay_period = PeriodField(choices=Job.PayPeriod.choices, required=False)
    openings = serializers.IntegerField(min_value=1, max_value=500, default=1, write_only=True)
    stage_template_id = serializers.PrimaryKeyRelatedField(
        source="template", queryset=StageTemplate.objects.all(), write_only=True, required=False
    )

    class Meta:
        model = Job
        fields = (
            "id", "name", "requisition_id", "status", *REFERENCES, "office_ids", "confidential", "notes", *PAY,
            "weekly_on", "need", "replaces", "level", "budget_code", "must_haves", "target_start_on", "evergreen",
            "is_template", "copied_from_id", "requested_by_id", "version", "opened_at", "closed_at", "openings",
            "stage_template_id", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("status", "is_template", "version", "opened_at", "closed_at", "created_at", "updated_at")

    def get_office_ids(self, job: Job) -> list[int]:
        return [job.office_id]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As the form says it; what is not sent stays as it is."""
        least, most = self._said(attrs, "pay_minimum"), self._said(attrs, "pay_maximum")
        if least is not None and most is not None and most < least:
            raise serializers.ValidationError({"pay_maximum": [_("This is less than where the range begins.")]})
        if (least is not None or most is not None) and not self._said(attrs, "pay_currency"):
            raise serializers.ValidationError({"pay_currency": [_("Say in which currency.")]})
        if self._said(attrs, "brand").entity_id != self._said(attrs, "entity").pk:
            raise serializers.ValidationError({"brand_id": [_("This brand belongs to another legal entity.")]})
        return attrs

    def validate_pay_currency(self, currency: str) -> str:
        if currency and not money.is_currency(currency):
            raise serializers.ValidationError(money.wrong_currency())
        return currency.upper()

    def _said(self, attrs: dict[str, Any], name: str) -> Any:
        return attrs[name] if name in attrs else getattr(self.instance, name, None)

    def to_representation(self, job: Job) -> dict[str, Any]:
        """Pay is narrower than the job: whoever lacks the right on it reads null."""
        shown = super().to_representation(job)
        if not self.context["view"].user.may("pay.view", job):
            shown.update(dict.fromkeys(PAY))
        return shown


class JobChangeSerializer(JobSerializer):
    openings = None  # type: ignore[assignment]
    stage_template_id = None  # type: ignore[assignment]

    class Meta(JobSerializer.Meta):
        fields = tuple(name for name in JobSerializer.Meta.fields if name not in ("openings", "stage_template_id"))


class JobClosureSerializer(Shape):
    rejection_reason_id = IdField(
        source="reason", required=False, help_text="Why the applications end that are still open."
    )


class StageOrderSerializer(Shape):
    stage_ids = serializers.ListField(child=IdField(), help_text="All stages in use, in their new order.")


class TeamSerializer(ModelSerializer[JobUserObjectPermission]):
    job_id = IdField(source="content_object_id")
    user_id = serializers.PrimaryKeyRelatedField(source="user", queryset=User.objects.all())
    role = serializers.ChoiceField(choices=TeamRole.choices)

    class Meta:
        model = JobUserObjectPermission
        fields = ("id", "job_id", "user_id", "role", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")
        validators = ()


class TemplateStageSerializer(ModelSerializer[TemplateStage]):
    class Meta:
        model = TemplateStage
        fields = ("name", "what", "who", "within", "days", "finished", "sort_order")
        read_only_fields = fields


class StageTemplateSerializer(ModelSerializer[StageTemplate]):
    stages = TemplateStageSerializer(many=True, read_only=True)

    class Meta:
        model = StageTemplate
        fields = ("id", "name", "stages", "created_at", "updated_at")
        read_only_fields = fields
