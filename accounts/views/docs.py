"""The REST interface as a readable page, made from the same document that clients read."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator

from accounts.models.api_key import READS, WRITES
from accounts.models.bulk_job import MOST_ITEMS

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Value:
    """A parameter or a field."""

    name: str
    type: str
    required: bool
    text: str


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    tag: str
    summary: str
    text: str
    parameters: list[Value]
    body: list[Value]
    answers: list[tuple[str, str]]
    answer: list[Value]


@require_GET
@cache_control(max_age=300)
def api_docs(request: HttpRequest) -> HttpResponse:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    operations = sorted(_operations(document), key=lambda found: found.tag)
    groups = [(tag, list(found)) for tag, found in groupby(operations, key=lambda found: found.tag)]
    context = {"info": document["info"], "groups": groups, **_numbers()}
    return render(request, "accounts/api_docs.html", context)


def _numbers() -> dict[str, object]:
    root = f"{settings.SITE_URL}/api/v1"
    return {"root": root, "reads": READS, "writes": WRITES, "left": READS - 1, "items": MOST_ITEMS}


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item and item[method].get("tags") != ["api"]:
                yield _operation(document, path, method, item[method])


def _operation(document: dict[str, Any], path: str, method: str, found: dict[str, Any]) -> Operation:
    said = found.get("responses", {})
    answers = [(code, _resolved(document, said[code])) for code in sorted(said)]
    good: dict[str, Any] = next((answer for code, answer in answers if code.startswith("2")), {})
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=path,
        tag=found["tags"][0],
        summary=found.get("summary", ""),
        text=found.get("description", ""),
        parameters=[_parameter(document, parameter) for parameter in found.get("parameters", ())],
        body=_fields(document, _content(found.get("requestBody", {}))),
        answers=[(code, answer.get("description", "")) for code, answer in answers],
        answer=_fields(document, _content(good)),
    )


def _content(part: dict[str, Any]) -> dict[str, Any]:
    """The schema of the first media type."""
    for media in part.get("content", {}).values():
        schema: dict[str, Any] = media.get("schema", {})
        return schema
    return {}


def _parameter(document: dict[str, Any], found: dict[str, Any]) -> Value:
    kind = _type(document, found.get("schema", {}))
    return Value(found["name"], kind, found.get("required", False), found.get("description", ""))


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> list[Value]:
    schema = _resolved(document, schema)
    if data := schema.get("properties", {}).get("data", {}).get("items"):
        schema = _resolved(document, data)
    required = schema.get("required", ())
    return [
        Value(name, _type(document, field), name in required, _resolved(document, field).get("description", ""))
        for name, field in schema.get("properties", {}).items()
    ]


def _type(document: dict[str, Any], schema: dict[str, Any]) -> str:
    schema = _resolved(document, schema)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"] if value is not None)
    if "oneOf" in schema or "anyOf" in schema:
        return " | ".join(_type(document, choice) for choice in schema.get("oneOf") or schema["anyOf"])
    kind = schema.get("type", "any")
    kind = " | ".join(kind) if isinstance(kind, list) else kind
    if kind == "array":
        return f"{_type(document, schema.get('items', {}))}[]"
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follows references; a field that is wrapped only to be described is that one thing."""
    if "allOf" in schema and len(schema["allOf"]) == 1:
        return _resolved(document, schema["allOf"][0])
    if "$ref" not in schema:
        return schema
    found: Any = document
    for name in schema["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return _resolved(document, found)
