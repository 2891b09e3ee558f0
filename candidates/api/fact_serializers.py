"""Single facts of people, each with where it came from, and facts that wait to be accepted."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from candidates.models import EmailAddress, Link, PhoneNumber, Proposal

FIELDS = ("id", "candidate_id", "value", "type", "source", "confirmed_at", "created_at", "updated_at")
GIVEN = ("source", "confirmed_at", "created_at", "updated_at")


class EmailAddressSerializer(ModelSerializer[EmailAddress]):
    candidate_id = IdField()
    value = serializers.CharField(max_length=254)

    class Meta:
        model = EmailAddress
        fields = (*FIELDS, "primary")
        read_only_fields = (*GIVEN, "primary")


class PhoneNumberSerializer(ModelSerializer[PhoneNumber]):
    candidate_id = IdField()

    class Meta:
        model = PhoneNumber
        fields = FIELDS
        read_only_fields = GIVEN


class LinkSerializer(ModelSerializer[Link]):
    candidate_id = IdField()
    value = serializers.CharField(max_length=400)

    class Meta:
        model = Link
        fields = FIELDS
        read_only_fields = GIVEN


class ProposalSerializer(ModelSerializer[Proposal]):
    candidate_id = IdField(read_only=True)
    application_id = serializers.SerializerMethodField()
    value = serializers.CharField(read_only=True)

    class Meta:
        model = Proposal
        fields = (
            "id", "candidate_id", "application_id", "field", "value", "source", "state", "decided_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": ["integer", "null"], "format": "int64"})
    def get_application_id(self, proposal: Proposal) -> int | None:
        return proposal.about_id if proposal.about_kind == "application" else None
