"""The OpenAPI document: one bearer key, stable operation ids, scopes in the text, problems as errors."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from accounts.api import components, parameters
from accounts.api.renderers import NdjsonRenderer
from accounts.api.scopes import scope_of
from accounts.api.serializers import ProblemSerializer

_READS = ("401", "403")
OF_ROWS = {"list", "retrieve", "create", "update", "partial_update", "destroy"}


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "accounts.api.authentication.ApiKeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "An API key: `Authorization: Bearer ats_…`"}


class Schema(AutoSchema):
    view: Any

    def get_operation_id(self) -> str:
        """`candidates_list`: it doesn't change when an address does."""
        if resource := getattr(self.view, "resource", ""):
            return f"{resource}_{_same(self.view.action)}"
        return super().get_operation_id()

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "resource", "") or "api"]

    def get_description(self) -> str:  # type: ignore[override]
        text = super().get_description() if self._tells_of_itself() else ""
        if resource := getattr(self.view, "resource", ""):
            return f"{text}\n\nScope: `{scope_of(resource, self.view.action)}`".strip()
        return text

    def _tells_of_itself(self) -> bool:
        """What is said of the whole resource fits its list and its rows, not an act with a summary of its own."""
        act = getattr(self.view, getattr(self.view, "action", ""), None)
        return getattr(self.view, "action", "") in OF_ROWS or bool(getattr(act, "__doc__", ""))

    def get_override_parameters(self) -> list[Any]:
        if not hasattr(self.view, "expands"):
            return []
        return list(parameters.of(self.view, self.method, is_list=self._is_list_view(), is_row="{" in self.path))

    def map_renderers(self, attribute: str) -> list[Any]:
        """Lines are for lists; everything else is one JSON object."""
        found = super().map_renderers(attribute)
        return [one for one in found if one != NdjsonRenderer.media_type]

    def _get_request_body(self, direction: Any = "request") -> dict[str, Any] | None:
        body: dict[str, Any] | None = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        for media in (body or {}).get("content", {}).values():
            self._describe_asked(str(media.get("schema", {}).get("$ref", "")).rpartition("/")[2])
        return body

    def _describe_asked(self, name: str) -> None:
        """A shape that has no words of its own is what one act is asked with."""
        known = self.registry._components.get((name, "schemas"))
        summary = self.get_summary()
        if known is not None and summary:
            known.schema.setdefault("description", f"Asked for: {summary}.")

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        if not getattr(self.view, "resource", ""):
            return bodies
        self._describe_good(bodies)
        self.resolve_serializer(ProblemSerializer, "response")
        for code in self._problem_codes():
            bodies.setdefault(code, components.problem(code))
        return bodies

    def _describe_good(self, bodies: dict[str, Any]) -> None:
        for code, body in bodies.items():
            body["headers"] = components.RATES
            is_streamed = self._is_list_view() and getattr(self.view, "paginator", None) is not None
            if is_streamed and code == "200" and "application/json" in body.get("content", {}):
                row = self.resolve_serializer(self.view.get_serializer_class(), "response").ref
                body["content"][NdjsonRenderer.media_type] = {"schema": row}
            elif code in {"200", "201"} and self._is_of_one_row(body):
                body["headers"] = components.RATES | components.header("ETag")

    def _is_of_one_row(self, body: dict[str, Any]) -> bool:
        shape = body.get("content", {}).get("application/json", {}).get("schema", {})
        known = self.registry._components.get((str(shape.get("$ref", "")).rpartition("/")[2], "schemas"))
        return known is not None and "updated_at" in known.schema.get("properties", {})

    def _problem_codes(self) -> list[str]:
        codes = [*_READS, "400", "406", "422", "429", "503"]
        if "{" in self.path:
            codes.append("404")
        if self._is_list_view():
            codes += ["404", "410"]
        if self.view.action == "retrieve":
            codes += ["304"]
        if self.method != "GET":
            # An id in a body that names nothing: 404, as in the address.
            codes += ["404", "409", "410", "415"]
            codes += ["412"] if "{" in self.path else []
            codes += ["428"] if self.view.action in getattr(self.view, "conditional", ()) else []
        return sorted(set(codes))


def _same(action: str) -> str:
    return "update" if action == "partial_update" else action
