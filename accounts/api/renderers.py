from datetime import UTC, datetime
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder


def moment(value: datetime) -> str:
    """The one way a moment is written: UTC, always three digits of fraction, Z. Cut, not rounded: never later."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"


class Encoder(JSONEncoder):
    def default(self, obj: Any) -> Any:
        return moment(obj) if isinstance(obj, datetime) else super().default(obj)


class ApiRenderer(JSONRenderer):
    encoder_class = Encoder


class NdjsonRenderer(ApiRenderer):
    """Asked for with `Accept: application/x-ndjson`; an error is one line of it."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    charset = None
