from typing import Any

from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from recruitment.models import InternalPolicy, Referral, Source, TrackingLink
from recruitment.sources import numbers, showing
from recruitment.sources.referring import LONGEST_WORDS
from vault.gate import RESUMES


class SourceSerializer(ModelSerializer[Source]):
    utm_sources = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=50, required=False, help_text="Words in utm_source."
    )
    hosts = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=50, required=False,
        help_text="Websites; what lies below one counts as well.",
    )  # fmt: skip

    class Meta:
        model = Source
        fields: tuple[str, ...] = ("id", "name", "kind", "utm_sources", "hosts", "active", "created_at", "updated_at")
        read_only_fields: tuple[str, ...] = ("active", "created_at", "updated_at")


class SourceChangeSerializer(SourceSerializer):
    """Sent to change a source."""

    class Meta(SourceSerializer.Meta):
        read_only_fields = ("created_at", "updated_at")


class TrackingLinkSerializer(ModelSerializer[TrackingLink]):
    job_id = IdField(required=False, allow_null=True, help_text="None: the whole careers site.")
    source_id = IdField()
    url = serializers.CharField(source="address", read_only=True)
    visits = serializers.IntegerField(source="visit_count", read_only=True)

    class Meta:
        model = TrackingLink
        fields: tuple[str, ...] = (
            "id", "name", "url", "job_id", "source_id", "campaign", "ends_on", "visits", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")


class TrackingLinkChangeSerializer(TrackingLinkSerializer):
    """Sent to change a link."""

    job_id = IdField(read_only=True, allow_null=True)


class InternalPolicySerializer(ModelSerializer[InternalPolicy]):
    class Meta:
        model = InternalPolicy
        fields = (
            "id", "hold_days", "referrer_sees", "thanks", "manager_learns", "manager_stage", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")


class PeriodSerializer(serializers.Serializer[Any]):
    period = serializers.ChoiceField(choices=numbers.PERIODS, default="90", help_text="Days, or `all`.")


class NumbersSerializer(serializers.Serializer[Any]):
    period = serializers.CharField()
    arrived = serializers.IntegerField()
    on_board = serializers.IntegerField()
    hired = serializers.IntegerField()


class ReferralSerializer(ModelSerializer[Referral]):
    """The application is shown to whoever sees it anyway; its referrer reads the status."""

    referrer_id = IdField(read_only=True)
    application_id = serializers.SerializerMethodField()
    name = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True)
    status = serializers.SerializerMethodField()
    counts = serializers.BooleanField(read_only=True, help_text="Whether it was the first for this person.")

    class Meta:
        model = Referral
        fields = (
            "id", "referrer_id", "application_id", "name", "relationship", "words", "status", "counts", "holds_until",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_application_id(self, referral: Referral) -> int | None:
        return referral.application_id if referral.application_id in self.context["seen"] else None

    def get_status(self, referral: Referral) -> str:
        return showing.status_of(referral, self.context["sees"])


class ReferSerializer(Shape):
    """Sent to name somebody for a job."""

    job_post_id = IdField(source="post")
    first_name = serializers.CharField(max_length=120)
    last_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254)
    relationship = serializers.ChoiceField(choices=Referral.Relationship.choices)
    words = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True)
    agreed = serializers.BooleanField(source="is_agreed", help_text="The person knows of it and agrees.")
    resume = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text=f"If they gave it to you, as multipart/form-data: {RESUMES.listed}",
    )


class InternalPostSerializer(Shape):
    """What a colleague reads of a job post."""

    id = IdField(read_only=True)
    job_id = IdField(read_only=True)
    title = serializers.CharField(read_only=True)
    language = serializers.CharField(read_only=True)
    content = serializers.CharField(read_only=True)
    audience = serializers.CharField(read_only=True)
    department = serializers.CharField(source="job.department.name", read_only=True)
    place_of_work = serializers.CharField(source="job.place.name", read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)


class OwnApplicationSerializer(Shape):
    """One's own application, as its sender reads it."""

    id = IdField(read_only=True)
    job_post_id = IdField(source="post_id", read_only=True, allow_null=True)
    job_name = serializers.CharField(source="job.name", read_only=True)
    stage_name = serializers.CharField(source="stage.name", read_only=True)
    open = serializers.BooleanField(read_only=True)
    applied_at = serializers.DateTimeField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)


class ApplyInsideSerializer(Shape):
    """Sent to apply oneself, by the key of one's own."""

    job_post_id = IdField(source="post")
    phone = serializers.CharField(max_length=60, required=False, allow_blank=True)
    answers = serializers.ListField(
        child=serializers.CharField(max_length=5000, allow_blank=True), required=False, max_length=100,
        help_text="To the questions of the post, in their order.",
    )  # fmt: skip
    notice_read = serializers.BooleanField(help_text="I have read the privacy notice.")
