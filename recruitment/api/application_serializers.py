from datetime import datetime
from typing import Any, ClassVar

from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, OnlyExternalIds, Shape
from recruitment.models import Answer, Application, ClosureKind, ClosureReason, StageVisit
from recruitment.views.endings import CHOSEN


class VisitSerializer(ModelSerializer[StageVisit]):
    application_id = IdField(read_only=True)
    job_interview_stage_id = IdField(source="stage_id", read_only=True)
    stage_name = serializers.CharField(source="stage.name", read_only=True)

    class Meta:
        model = StageVisit
        fields = (
            "id", "application_id", "job_interview_stage_id", "stage_name", "entered_at", "left_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class ReasonSerializer(ModelSerializer[ClosureReason]):
    type = serializers.SerializerMethodField()

    class Meta:
        model = ClosureReason
        fields = ("id", "name", "code", "type", "active", "created_at", "updated_at")
        read_only_fields = fields

    # Greenhouse's types, in which two kinds of ours share none.
    TYPES: ClassVar[dict[str, tuple[int, str]]] = {
        ClosureKind.REJECTED: (1, "WE_REJECTED_THEM"),
        ClosureKind.WITHDRAWN: (2, "THEY_REJECTED_US"),
    }

    def get_type(self, reason: ClosureReason) -> dict[str, Any]:
        id, key = self.TYPES.get(reason.kind, (3, "NONE_SPECIFIED"))
        return {"id": id, "key": key, "name": reason.get_kind_display(), "closure_kind": reason.kind}


class AnswerSerializer(ModelSerializer[Answer]):
    answer = serializers.CharField(read_only=True)

    class Meta:
        model = Answer
        fields = ("question", "answer")
        read_only_fields = fields


class ApplicationSerializer(ModelSerializer[Application]):
    candidate_id = IdField()
    job_id = IdField()
    job_post_id = IdField(source="post_id", read_only=True, allow_null=True)
    stage_id = IdField(required=False)
    stage_name = serializers.CharField(source="stage.name", read_only=True)
    job_interview_stage_id = IdField(source="stage_id", read_only=True)
    recruiter_id = IdField(source="job.recruiter_id", read_only=True)
    prospect = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    closure_kind = serializers.SerializerMethodField()
    rejected_at = serializers.SerializerMethodField()
    closed_at = serializers.DateTimeField(source="closure.closed_at", read_only=True, default=None, allow_null=True)
    rejection_reason_id = IdField(source="closure.reason_id", read_only=True, default=None, allow_null=True)
    confirmed = serializers.SerializerMethodField()
    answers = AnswerSerializer(many=True, read_only=True)

    class Meta:
        model = Application
        fields = (
            "id", "candidate_id", "job_id", "job_post_id", "stage_id", "stage_name", "job_interview_stage_id",
            "recruiter_id", "source", "language", "prospect", "status", "closure_kind", "rejected_at", "closed_at",
            "rejection_reason_id", "confirmed", "job_version", "answers", "applied_at", "last_activity_at",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("language", "job_version", "applied_at", "last_activity_at", "created_at", "updated_at")

    def get_prospect(self, application: Application) -> bool:
        return False

    def get_status(self, application: Application) -> str:
        """in_process, hired, or rejected: any other end. `closure_kind` tells them apart."""
        kind = self.get_closure_kind(application)
        if kind is None:
            return "in_process"
        return "hired" if kind == ClosureKind.HIRED else "rejected"

    def get_closure_kind(self, application: Application) -> str | None:
        closure = getattr(application, "closure", None)
        return closure.kind if closure else None

    def get_rejected_at(self, application: Application) -> datetime | None:
        closure = getattr(application, "closure", None)
        return closure.closed_at if closure and closure.kind == ClosureKind.REJECTED else None

    def get_confirmed(self, application: Application) -> bool:
        return application.confirmed_at is not None


class ApplicationNameSerializer(OnlyExternalIds, ApplicationSerializer):
    """Sent to say what other systems call it."""


class MoveSerializer(Shape):
    stage_id = IdField(source="stage")
    from_stage_id = IdField(
        required=False, help_text="Where you saw it: the move is refused if it stands elsewhere by now."
    )


class TransferSerializer(Shape):
    job_id = IdField(source="job")
    stage_id = IdField(source="stage", required=False, help_text="A stage of that job; its first one by default.")
    from_stage_id = IdField(required=False, help_text="Where you saw it: refused if it stands elsewhere by now.")


class ConsiderSerializer(Shape):
    job_ids = serializers.ListField(source="jobs", child=IdField(), min_length=1, max_length=50)


class NoShowSerializer(Shape):
    note = serializers.CharField(required=False, allow_blank=True, max_length=10_000)


class RejectSerializer(Shape):
    rejection_reason_id = IdField(source="reason")
    message_template_id = IdField(required=False, help_text="Also writes to the candidate.")


class WithdrawSerializer(Shape):
    rejection_reason_id = IdField(source="reason")


class CloseSerializer(Shape):
    closure_kind = serializers.ChoiceField(source="kind", choices=[(kind.value, kind.label) for kind in CHOSEN])
    rejection_reason_id = IdField(source="reason")
