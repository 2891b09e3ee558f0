import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class ApiParser(JSONParser):
    """JSON that can be kept and said again: not deeper than a program reads, every text in whole characters."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            said = super().parse(stream, media_type, parser_context)
            json.dumps(said, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError(_("This body is nested too deep.")) from None
        except UnicodeEncodeError:
            raise ParseError(_("A text in this body ends in half a character (a lone surrogate).")) from None
        return said
