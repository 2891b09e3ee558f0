from datetime import date
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from candidates.forms import COUNTRY
from candidates.models import Activity, Candidate, Document, EmailAddress, Link, Note, PhoneNumber, Tag
from vault.gate import RESUMES


def _contact(kinds: Any, name: str) -> type[serializers.Serializer[Any]]:
    """`{value, type}`, with the types of one kind of contact."""
    fields = {
        "value": serializers.CharField(max_length=400),
        "type": serializers.ChoiceField(choices=kinds.choices, required=False),
    }
    return type(name, (serializers.Serializer,), fields)


EmailSerializer = _contact(EmailAddress.Type, "CandidateEmailSerializer")
PhoneSerializer = _contact(PhoneNumber.Type, "CandidatePhoneSerializer")
LinkSerializer = _contact(Link.Type, "CandidateLinkSerializer")


class SocialSerializer(serializers.Serializer[Any]):
    value = serializers.CharField(max_length=400)


class AddressSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    type = serializers.CharField()


class AttachmentSerializer(ModelSerializer[Document]):
    candidate_id = IdField()
    application_id = serializers.SerializerMethodField()
    filename = serializers.CharField(source="file.name", read_only=True)
    type = serializers.ChoiceField(choices=Document.Kind.choices, source="kind", required=False)
    url = serializers.SerializerMethodField()
    content_type = serializers.CharField(source="file.content_type", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    file_state = serializers.CharField(source="file.state", read_only=True)
    file = serializers.FileField(write_only=True, allow_empty_file=True, help_text=RESUMES.listed)

    class Meta:
        model = Document
        fields = (
            "id", "candidate_id", "application_id", "filename", "type", "url", "content_type", "size", "file_state",
            "state", "source", "file", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("state", "source")

    @extend_schema_field({"type": ["integer", "null"], "format": "int64"})
    def get_application_id(self, document: Document) -> int | None:
        return document.about_id if document.about_kind == "application" else None

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, document: Document) -> str:
        return settings.SITE_URL + reverse("api:attachments-content", args=[document.pk])


class TagNames(serializers.ListField):
    """Tags by name; a name that is new makes the tag."""

    def to_representation(self, data: Any) -> list[str]:
        return [tag.name for tag in data.all()]


class UntagSerializer(Shape):
    tag_id = IdField()


class CandidateSerializer(ModelSerializer[Candidate]):
    first_name = serializers.CharField(max_length=120)
    country = serializers.CharField(max_length=2, required=False, allow_blank=True, validators=[COUNTRY])
    language = serializers.ChoiceField(choices=settings.WRITTEN_LANGUAGES, required=False)
    email_addresses = EmailSerializer(many=True, source="emails", required=False)
    phone_numbers = PhoneSerializer(many=True, source="phones", required=False)
    website_addresses = LinkSerializer(many=True, source="websites", required=False)
    social_media_addresses = SocialSerializer(many=True, source="socials", required=False)
    addresses = serializers.SerializerMethodField()
    tags = TagNames(child=serializers.CharField(max_length=60), required=False)
    owner_id = serializers.IntegerField(read_only=True, allow_null=True)
    street_address = serializers.CharField(max_length=500, required=False, allow_blank=True, write_only=True)
    date_of_birth = serializers.DateField(required=False, allow_null=True, write_only=True)

    class Meta:
        model = Candidate
        fields = (
            "id", "first_name", "last_name", "preferred_name", "company", "title", "city", "country", "language",
            "time_zone", "source", "private", "can_email", "owner_id", "email_addresses", "phone_numbers", "addresses",
            "website_addresses", "social_media_addresses", "tags", "street_address", "date_of_birth",
            "last_activity_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("last_activity_at",)

    def validate_date_of_birth(self, day: date | None) -> str:
        return day.isoformat() if day else ""

    @extend_schema_field(AddressSerializer(many=True))
    def get_addresses(self, candidate: Candidate) -> list[dict[str, str]]:
        """Sealed; shown to keys whose owner may change this candidate."""
        if not getattr(candidate, "may_edit", False) or not candidate.street_address:
            return []
        return [{"value": candidate.street_address, "type": "home"}]


def outcomes_listed() -> str:
    """For the document: which outcomes a kind can have."""
    return "; ".join(f"{kind}: {', '.join(outcomes)}" for kind, outcomes in Activity.OUTCOMES.items()) + "."


@extend_schema_field({"type": ["integer", "null"], "format": "int64", "minimum": 1})
class ApplicationIdField(IdField):
    """The application that a row is about, if it is about one."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.about_id if instance.about_kind == "application" else None


class NoteSerializer(ModelSerializer[Note]):
    candidate_id = IdField()
    user_id = IdField(source="author_id", read_only=True)
    application_id = ApplicationIdField(required=False)
    type = serializers.SerializerMethodField()
    body = serializers.CharField(source="text", max_length=20_000)
    visibility = serializers.ChoiceField(choices=Note.Visibility.choices, required=False)
    mentioned_user_ids = serializers.SerializerMethodField()

    class Meta:
        model = Note
        fields = (
            "id", "candidate_id", "application_id", "type", "body", "visibility", "user_id", "mentioned_user_ids",
            "edited_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = ("edited_at",)

    @extend_schema_field({"type": "array", "items": {"type": "integer", "format": "int64"}})
    def get_mentioned_user_ids(self, note: Note) -> list[int]:
        """The people whom `body` names: an @ and the whole name. Only who may read the note can be named."""
        mentions: list[dict[str, int]] = note.mention_list  # type: ignore[attr-defined]
        return [mention["user"] for mention in mentions]

    @extend_schema_field({"type": "string", "enum": ["NOTE"]})
    def get_type(self, note: Note) -> str:
        return "NOTE"


class NoteChangeSerializer(NoteSerializer):
    """Of a note that stands, its words alone change."""

    class Meta(NoteSerializer.Meta):
        read_only_fields = ("edited_at", "visibility")

    candidate_id = IdField(read_only=True)
    application_id = ApplicationIdField(read_only=True)
    visibility = serializers.ChoiceField(choices=Note.Visibility.choices, read_only=True)


class ActivitySerializer(ModelSerializer[Activity]):
    candidate_id = IdField()
    application_id = ApplicationIdField(required=False)
    user_id = IdField(source="author_id", read_only=True)
    type = serializers.ChoiceField(choices=Activity.Kind.choices, source="kind")
    outcome = serializers.ChoiceField(choices=Activity.Outcome.choices, help_text=outcomes_listed())
    body = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    happened_at = serializers.DateTimeField(required=False, help_text="Not after now, which it is if left out.")

    class Meta:
        model = Activity
        fields = (
            "id", "candidate_id", "application_id", "type", "outcome", "body", "happened_at", "user_id", "created_at",
            "updated_at",
        )  # fmt: skip


class TagSerializer(ModelSerializer[Tag]):
    class Meta:
        model = Tag
        fields = ("id", "name", "created_at", "updated_at")
        read_only_fields = fields
