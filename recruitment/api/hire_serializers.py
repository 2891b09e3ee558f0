from typing import Any

from django.urls import reverse
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from recruitment.models import Application, ConditionFile, Hire, OfferAnswer, OfferCondition
from recruitment.offers import answering, settling, wrapping_up
from recruitment.offers.wrapping_up import Proposal


class OfferConditionSerializer(ModelSerializer[OfferCondition]):
    offer_id = IdField(read_only=True)
    settled_by_id = IdField(read_only=True, allow_null=True)
    reason = serializers.CharField(read_only=True)

    class Meta:
        model = OfferCondition
        fields = (
            "id", "offer_id", "kind", "title", "due_on", "state", "reason", "settled_by_id", "settled_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class ConditionFileSerializer(ModelSerializer[ConditionFile]):
    offer_condition_id = IdField(source="condition_id")
    filename = serializers.CharField(source="file.name", read_only=True)
    content_type = serializers.CharField(source="file.content_type", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    url = serializers.SerializerMethodField()
    file = serializers.FileField(write_only=True, allow_empty_file=True, help_text=settling.PROOFS.listed)

    class Meta:
        model = ConditionFile
        fields = (
            "id", "offer_condition_id", "filename", "content_type", "size", "url", "file", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at")

    def get_url(self, kept: ConditionFile) -> str:
        return _absolute(self, "api:offer-condition-file-content", kept.pk)


class OfferAnswerSerializer(ModelSerializer[OfferAnswer]):
    """Its proof is read on the page alone: the typed name, the address and the browser are in no interface."""

    offer_id = IdField()
    rejection_reason_id = IdField(source="reason_id", read_only=True, allow_null=True)
    recorded_by_id = IdField(read_only=True, allow_null=True)
    confirmed_by_id = IdField(read_only=True, allow_null=True)
    counts = serializers.BooleanField(read_only=True, help_text="A signed copy counts once it is confirmed.")
    file = serializers.FileField(write_only=True, allow_empty_file=True, help_text=answering.SCANS.listed)

    class Meta:
        model = OfferAnswer
        fields = (
            "id", "offer_id", "kind", "way", "counts", "answered_at", "letter_sha256", "rejection_reason_id",
            "recorded_by_id", "confirmed_by_id", "confirmed_at", "file", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("kind", "way", "answered_at", "letter_sha256", "confirmed_at", "created_at", "updated_at")
        # One answer an offer: the verb says so with a sentence.
        validators = ()


class HireSerializer(ModelSerializer[Hire]):
    offer_id = IdField(read_only=True)
    application_id = IdField(read_only=True)
    job_id = IdField(source="application.job_id", read_only=True)
    candidate_id = IdField(source="application.candidate_id", read_only=True)
    started_by_id = IdField(read_only=True, allow_null=True)
    fall = serializers.CharField(
        read_only=True, help_text="How it came to nothing: condition, reneged or no_show; else empty."
    )

    class Meta:
        model = Hire
        fields = (
            "id", "offer_id", "application_id", "job_id", "candidate_id", "state", "start_on", "effective_at",
            "started_at", "started_by_id", "fell_at", "fall", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class ReasonedSerializer(Shape):
    reason = serializers.CharField(source="words", max_length=settling.LONGEST, help_text="Why; it is kept sealed.")


class WordsSerializer(Shape):
    reason = serializers.CharField(
        source="words", required=False, allow_blank=True, max_length=settling.LONGEST, help_text="What is known."
    )


class FirstDaySerializer(Shape):
    start_on = serializers.DateField()
    reason = serializers.CharField(max_length=settling.LONGEST)


class ToldNoSerializer(Shape):
    offer_id = IdField()
    rejection_reason_id = IdField(source="reason", help_text="Of those that a candidate may choose.")
    words = serializers.CharField(required=False, allow_blank=True, max_length=answering.LONGEST_WORDS)


class RunnerUpSerializer(ModelSerializer[Application]):
    application_id = IdField(source="pk", read_only=True)
    candidate_id = IdField(read_only=True)
    job_interview_stage_id = IdField(source="stage_id", read_only=True)
    is_open = serializers.BooleanField(
        source="open", read_only=True, help_text="Else they were turned down because somebody else was chosen."
    )
    written_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="When they last had a mail.")

    class Meta:
        model = Application
        fields = ("application_id", "candidate_id", "job_interview_stage_id", "is_open", "stage_since", "written_at")
        read_only_fields = fields


class WrapUpSerializer(serializers.Serializer[Any]):
    is_filled = serializers.BooleanField(
        help_text="Every opening of an open job is filled; of a job for which people are always sought it never is."
    )
    job_post_ids = serializers.ListField(child=IdField(), help_text="What still stands on the careers site.")
    application_ids = serializers.ListField(
        child=IdField(), help_text="Those who wait for an answer: the first of them."
    )
    remaining = serializers.IntegerField(help_text="How many wait for an answer.")
    ahead = serializers.IntegerField(help_text="How many have accepted and have not started.")

    @staticmethod
    def of(proposal: Proposal | None) -> dict[str, Any]:
        if proposal is None:
            return {"is_filled": False, "job_post_ids": [], "application_ids": [], "remaining": 0, "ahead": 0}
        return {
            "is_filled": True,
            "job_post_ids": [post.pk for post in proposal.posts],
            "application_ids": [one.pk for one in proposal.left],
            "remaining": proposal.remaining,
            "ahead": proposal.ahead,
        }


class UnpublishedSerializer(serializers.Serializer[Any]):
    unpublished = serializers.IntegerField(help_text="How many posts stood on the careers site.")


class GoodbyeSerializer(Shape):
    rejection_reason_id = IdField(source="reason")
    message_template_id = IdField(source="template", required=False, help_text="Also writes to each of them.")
    application_ids = serializers.ListField(
        child=IdField(), source="seen", min_length=1, max_length=wrapping_up.MOST, help_text="Of those who remain."
    )


class GoodbyesSaidSerializer(serializers.Serializer[Any]):
    ended = serializers.IntegerField()
    without_letter = serializers.IntegerField(help_text="They want no mail, or have no address.")


def _absolute(serializer: serializers.BaseSerializer[Any], name: str, pk: int) -> str:
    address = reverse(name, args=[pk])
    request = serializer.context.get("request")
    return str(request.build_absolute_uri(address)) if request else address
