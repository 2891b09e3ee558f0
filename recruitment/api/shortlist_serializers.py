from rest_framework import serializers

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer, Shape
from recruitment.models import Shortlist, ShortlistAnswer, ShortlistItem
from recruitment.models.shortlist_item import LONGEST_WORDS
from recruitment.shortlisting import LONGEST_MESSAGE, MOST


class ShortlistSerializer(ModelSerializer[Shortlist]):
    job_id = IdField()
    application_ids = serializers.ListField(
        child=IdField(), min_length=1, max_length=MOST, write_only=True, help_text="Of this job, on its board."
    )
    reader_ids = serializers.ListField(
        child=IdField(), min_length=1, max_length=100, write_only=True, help_text="People of the hiring team."
    )
    readers = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=Shortlist.State.choices, read_only=True)
    due_at = serializers.DateTimeField(required=False, help_text="Without it: two working days of the job's office.")
    message = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_MESSAGE)
    sent_by_id = IdField(read_only=True)

    class Meta:
        model = Shortlist
        fields = (
            "id", "job_id", "application_ids", "reader_ids", "readers", "state", "message", "due_at", "sent_by_id",
            "sent_at", "answered_at", "withdrawn_at", "lapsed_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("sent_at", "answered_at", "withdrawn_at", "lapsed_at", "created_at", "updated_at")

    def get_readers(self, shortlist: Shortlist) -> list[int]:
        """Ids of the people who are asked."""
        return [reader.user_id for reader in shortlist.readers.all()]


class ShortlistItemSerializer(ModelSerializer[ShortlistItem]):
    shortlist_id = IdField(read_only=True)
    application_id = IdField(read_only=True)

    class Meta:
        model = ShortlistItem
        fields = ("id", "shortlist_id", "application_id", "sort_order", "created_at", "updated_at")
        read_only_fields = fields


class ShortlistAnswerSerializer(ModelSerializer[ShortlistAnswer]):
    shortlist_item_id = IdField(source="item_id")
    user_id = IdField(read_only=True)
    rejection_reason_id = IdField(
        source="reason_id", required=False, allow_null=True, help_text="Why not: a no needs one."
    )
    words = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_WORDS, help_text="To discuss needs some."
    )

    class Meta:
        model = ShortlistAnswer
        fields = (
            "id", "shortlist_item_id", "user_id", "answer", "rejection_reason_id", "words", "answered_at", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = ("answered_at", "created_at", "updated_at")
        # Answering once more is a second thought.
        validators = ()


class ExtensionSerializer(Shape):
    due_at = serializers.DateTimeField()
