"""The shape of what comes in, for serializers of this app and of those above."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

SYSTEM = r"\A[a-z0-9_-]{1,40}\Z"
EXTERNAL_IDS = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z0-9_-]{1,40}$"},
    "additionalProperties": {"type": ["string", "null"], "minLength": 1, "maxLength": 200},
    "description": 'What other systems call this record: `{"workday": "123"}`. A null takes the id away.',
}


@extend_schema_field(EXTERNAL_IDS)
class ExternalIdsField(serializers.DictField):
    """`{system: value}`. The interface fills it in and takes it out: serializers only show where it stands."""

    child = serializers.CharField(max_length=200, allow_null=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    @classmethod
    def read(cls, said: Any) -> Any:
        try:
            return cls().run_validation(said)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"external_ids": error.detail}) from error

    def run_child_validation(self, data: Any) -> Any:
        if unknown := [name for name in data if not re.match(SYSTEM, str(name))]:
            sentence = _("A system has a name of small letters, digits, _ and -.")
            raise serializers.ValidationError({str(unknown[0]): [sentence]})
        return super().run_child_validation(data)

    def get_attribute(self, instance: Any) -> Any:
        return {}


class KnownNames:
    """Refuses a name that is no field: a misspelt one must not look as if it had worked."""

    fields: Any
    Meta: Any
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Here belongs an object with named fields.")
    }

    def get_fields(self) -> Any:
        """What is listed for copies by itself also has ids in other systems."""
        fields = super().get_fields()  # type: ignore[misc]
        if {"id", "updated_at"} <= set(fields):
            fields["external_ids"] = ExternalIdsField()
        return fields

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown}, "unknown")
        said = super().to_internal_value(data)  # type: ignore[misc]
        # No verb of the thing itself knows them.
        said.pop("external_ids", None)
        return said
