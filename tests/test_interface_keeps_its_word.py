"""Every operation of the OpenAPI document, asked by a reader that knows the document alone (schemathesis).

What comes back must be what the document says: the status, the type, the shape and the headers; and never a bug.
Half of the requests are about a thing that exists. Each is undone.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.api import resources
from accounts.models import ApiKey
from tests.doors.asking import arguments, urls
from tests.doors.house import House
from tests.doors.standing import *  # noqa: F403 - its fixtures are this file's

EXAMPLES = 4
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
# At first sight of a shape it takes its time; that is none of the product's.
CALM = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def document() -> Any:
    import json

    from accounts.api.renderers import Encoder

    made = SchemaGenerator().get_schema(request=None, public=True)
    return json.loads(json.dumps(made, cls=Encoder, default=None))


@cache
def schema() -> Any:
    found = schemathesis.openapi.from_dict(document())
    found.app = WSGIHandler()
    return found


def every_resource() -> list[str]:
    """The addresses, once read, have told who they are."""
    assert urls()
    return resources.names()


def operations(resource: str) -> Iterator[Any]:
    for one in schema().get_all_operations():
        operation = one.ok()
        if resource in operation.definition.raw.get("tags", ()):
            yield operation


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A server gives its connection back after a request; a test goes on with it, and with its transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def places(house: House) -> Any:
    """What stands behind an address, by the names of its parts."""
    known = arguments(house)

    def of(path: str) -> dict[str, Any]:
        name = resolve(path.replace("{id}", "1").replace("{name}", "x")).view_name
        fitting = [key for key in known if name.startswith(key)]
        pk = known[max(fitting, key=len)] if fitting else {}
        return {"id": pk["pk"]} if "pk" in pk else pk

    return of


@pytest.fixture
def secret(person: Any, rosa: Any, house: House) -> str:
    """A key of somebody who may do everything, as often as they like."""
    sia = person("Sia", "administrator", "recruiter", "compliance_officer")
    issued = ApiKey.objects.issue(owner=sia, name="test", scopes=["*"], by=sia)
    issued.key.limit(reads=60_000, writes=60_000, by=sia)
    return str(issued.secret)


@pytest.mark.parametrize("resource", every_resource())
def test_what_comes_back_is_what_the_document_says(resource: str, places: Any, secret: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    found = list(operations(resource))
    assert found
    for operation in found:
        ask(operation, places, {"Authorization": f"Bearer {secret}"})


def ask(operation: Any, places: Any, headers: dict[str, str]) -> None:
    asked = iter(range(10_000))

    @CALM
    @given(case=operation.as_strategy())
    def each(case: Any) -> None:
        if "{" in operation.path and next(asked) % 2:
            case.path_parameters = {**case.path_parameters, **places(operation.path)}
        # A part of a row is by intention not the whole of it.
        case.query.pop("fields", None)
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=PROMISES)

    each()
