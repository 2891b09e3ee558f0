from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from recruitment.models import Job, LetterPage, Offer, OfferCondition, OfferLetterTemplate, Signatory
from recruitment.models.offer_letter_template import LONGEST
from recruitment.offers.pay import LONGEST as LONGEST_WORDS
from recruitment.offers.pay import Pay
from recruitment.offers.terms import MOST_CONDITIONS

TERMS = (
    "title", "start_on", "employment", "hours_a_week", "fixed_until", "place_of_work_id", "expires_on", "expires_zone",
    "offer_letter_template_id", "signatory_id",
)  # fmt: skip


def words() -> Any:
    return serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_WORDS)


class OfferPaySerializer(Shape):
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, required=False, allow_null=True, min_value=0)
    currency = serializers.CharField(max_length=3, required=False, allow_blank=True, help_text="Three letters.")
    period = serializers.ChoiceField(choices=Job.PayPeriod.choices, required=False)
    bonus = words()
    equity = words()
    benefits = words()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """A draft may say nothing of its amount yet."""
        return _shown(Pay.of(instance))


class SaidConditionSerializer(Shape):
    kind = serializers.ChoiceField(choices=OfferCondition.Kind.choices)
    title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    due_on = serializers.DateField(required=False, allow_null=True)


class OfferSerializer(ModelSerializer[Offer]):
    application_id = IdField(read_only=True)
    candidate_id = IdField(source="application.candidate_id", read_only=True)
    job_id = IdField(source="application.job_id", read_only=True)
    made_by_id = IdField(read_only=True)
    place_of_work_id = IdField(source="place_id", required=False)
    offer_letter_template_id = IdField(source="template_id", required=False, allow_null=True)
    signatory_id = IdField(required=False, allow_null=True)
    pay = OfferPaySerializer(required=False, allow_null=True)
    conditions = serializers.ListField(
        child=SaidConditionSerializer(), required=False, write_only=True, max_length=MOST_CONDITIONS
    )
    condition_ids = serializers.SerializerMethodField()

    class Meta:
        model = Offer
        fields = (
            "id", "application_id", "candidate_id", "job_id", "version", "status", *TERMS, "pay", "conditions",
            "condition_ids", "made_by_id", "expires_at", "letter_sha256", "approved_at", "signed_at", "sent_at",
            "reminded_at", "resolved_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "version", "status", "expires_at", "letter_sha256", "approved_at", "signed_at", "sent_at", "reminded_at",
            "resolved_at", "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs = {name: {"required": False} for name in ("title", "expires_zone")}

    def get_condition_ids(self, offer: Offer) -> list[int]:
        return [one.pk for one in offer.conditions.all()]

    def to_representation(self, instance: Offer) -> dict[str, Any]:
        """Null is shown to whoever may not see the pay."""
        said: dict[str, Any] = super().to_representation(instance)
        if "pay" in said:
            said["pay"] = said["pay"] if instance.pay_open_to(self.context["view"].user) else None
        return said


class NewOfferSerializer(OfferSerializer):
    application_id = IdField()


def _shown(pay: Pay) -> dict[str, Any]:
    return pay.as_said | {"amount": pay.amount or None}


class OfferLetterTemplateSerializer(ModelSerializer[OfferLetterTemplate]):
    legal_entity_id = IdField(source="entity_id")
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES, default="en")
    body = serializers.CharField(max_length=LONGEST)

    class Meta:
        model = OfferLetterTemplate
        fields = (
            "id", "legal_entity_id", "name", "language", "version", "body", "retired_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("version", "retired_at", "created_at", "updated_at")
        # A second of the same name is the next version.
        validators = ()


class SignatorySerializer(ModelSerializer[Signatory]):
    legal_entity_id = IdField(source="entity_id")
    user_id = IdField()
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)

    class Meta:
        model = Signatory
        fields = ("id", "legal_entity_id", "user_id", "title", "removed_at", "created_at", "updated_at")
        read_only_fields = ("removed_at", "created_at", "updated_at")
        validators = ()


class SignatureSerializer(Shape):
    name = serializers.CharField(max_length=160, help_text="The full name of the signatory, typed.")
    letter_sha256 = serializers.RegexField(
        r"\A[0-9a-f]{64}\Z", help_text="Of the letter that was read, as `letter` gave it: what it binds to."
    )


class SendingSerializer(Shape):
    by_mail = serializers.BooleanField(default=True, help_text="Without it somebody hands the letter over.")


class OfferWithdrawalSerializer(Shape):
    reason = serializers.CharField(max_length=1000, help_text="For the team alone.")
    tell = serializers.BooleanField(default=True, help_text="Write to a candidate who has the offer already.")


class LetterPageSerializer(ModelSerializer[LetterPage]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = LetterPage
        fields = ("number", "width", "height", "url")
        read_only_fields = fields

    def get_url(self, page: LetterPage) -> str:
        address = reverse("api:offer-letter-page", args=[page.picture.offer_id, page.number])
        return str(self.context["request"].build_absolute_uri(address))
