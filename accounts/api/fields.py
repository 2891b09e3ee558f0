"""What serializers of all apps share."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.renderers import moment
from company.api.shapes import ExternalIdsField

__all__ = ["ExternalIdsField", "IdField", "MomentField"]


@extend_schema_field({"type": "integer", "format": "int64", "minimum": 1})
class IdField(serializers.IntegerField):
    """A reference by number alone: positive, 64 bits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)


class MomentField(serializers.DateTimeField):
    """A moment inside free-form JSON, where the renderer sees only text."""

    def to_representation(self, value: datetime) -> str:
        return moment(value)
