from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from audit.models import Event

REF = {"type": "object", "properties": {"kind": {"type": "string"}, "id": {"type": "integer", "format": "int64"}}}


@extend_schema_field(REF)
class RefField(serializers.Field[Any, Any, Any, Any]):
    """A thing or an actor: `{"kind": "application", "id": 7}`."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Event) -> dict[str, Any]:
        return {"kind": getattr(value, f"{self.prefix}_kind"), "id": getattr(value, f"{self.prefix}_id")}


class EventSerializer(serializers.ModelSerializer[Event]):
    about = RefField("about")
    actor = RefField("actor")
    things = serializers.SerializerMethodField()
    position = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Its place in the sealed log; null until it is sealed."
    )

    class Meta:
        model = Event
        fields = ("id", "position", "at", "verb", "about", "actor", "door", "request_id", "facts", "things")
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": REF})
    def get_things(self, event: Event) -> list[dict[str, Any]]:
        return [{"kind": thing.kind, "id": thing.thing_id} for thing in event.things.all()]
