"""What every resource does the same way: conditions, repeated requests, rates, shapes of answers, streams."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

from django.db import transaction
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

import audit
from accounts.api import conditions, shaping, streaming
from accounts.api.fields import ExternalIdsField
from accounts.api.once import HEADER, once
from accounts.api.rates import SAFE, Rate
from accounts.api.renderers import NdjsonRenderer
from accounts.models import ApiKey, ExternalId

Act = Callable[..., HttpResponseBase]
WRITTEN = ("create", "partial_update")


class Usual:
    """What holds where a resource says nothing else."""

    # What `expand=` may name: the name, whose id stands in the field `<name>_id`, and its resource.
    expands: ClassVar[dict[str, str]] = {}
    # Acts that ask for If-Match: two people decide about the same thing there.
    conditional: ClassVar[tuple[str, ...]] = ()
    # What its verbs lock before its own row, as a path from that ("application"): here it is locked in the same order.
    held_first: ClassVar[str] = ""
    # Fields that are told once and never kept.
    told_once: ClassVar[tuple[str, ...]] = ()
    # Acts that may be asked for by the hundred.
    in_bulk: ClassVar[tuple[str, ...]] = ()
    rate: Rate | None = None


class Mannered:
    """Stands before each view of the interface, those of apps below included (`accounts.api.router`)."""

    # Of the view behind.
    conditional: ClassVar[tuple[str, ...]]
    held_first: ClassVar[str]
    told_once: ClassVar[tuple[str, ...]]
    rate: Rate | None
    resource: str
    action: str | None
    kwargs: dict[str, Any]
    queryset: Any
    request: Request
    get_object: Callable[[], Any]
    get_queryset: Callable[[], Any]
    get_serializer: Callable[..., Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        method = str(request.method).lower()
        if self.action and hasattr(self, method):
            setattr(self, method, partial(self._well_mannered, getattr(self, method)))

    def get_renderers(self) -> list[Any]:
        found: list[Any] = super().get_renderers()  # type: ignore[misc]
        return found if self.action == "list" else [one for one in found if not isinstance(one, NdjsonRenderer)]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        if self.rate:
            self.rate.tell(answer)
        return answer

    def _well_mannered(self, act: Act, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE:
            return self._read(partial(act, request, *args, **kwargs))
        change = partial(self._change, partial(act, request, *args, **kwargs))
        if request.method == "POST" and HEADER in request.headers:
            return once(request, change, self.told_once)
        return change()

    def _read(self, act: Act) -> HttpResponseBase:
        is_shaped = self.action in {"list", "retrieve"} and hasattr(self, "get_serializer")
        wanted = shaping.wanted(self) if is_shaped else shaping.Wanted()
        if streaming.is_asked(self.request):
            return streaming.stream(self, wanted)
        return self._told(act(), wanted)

    def _change(self, act: Act) -> HttpResponseBase:
        names = self._external_ids()
        held = transaction.atomic() if names or "If-Match" in self.request.headers else nullcontext()
        with held:
            if getattr(self, "lookup_field", "pk") in self.kwargs:
                self._hold()
            answer = act()
            if names and isinstance(answer, Response):
                self._name(answer, names)
        return self._told(answer, shaping.Wanted())

    def _hold(self) -> None:
        """Until the change has happened nobody else changes the row that was seen."""
        if self.action not in self.conditional and "If-Match" not in self.request.headers:
            return
        row = self.get_object()
        if self.action in self.conditional:
            conditions.require_condition(self.request)
        if self.held_first:
            _locked(attrgetter(self.held_first)(row))
        conditions.require_unchanged(self.request, getattr(_locked(row), "updated_at", None))

    def _external_ids(self) -> dict[str, str | None]:
        """Taken out of the body: no verb of the thing itself knows them."""
        said = self.request.data
        if self.action not in WRITTEN or not isinstance(said, dict) or hasattr(said, "lists"):
            return {}
        if "external_ids" not in said or "external_ids" not in self.get_serializer().fields:
            return {}
        named: dict[str, str | None] = ExternalIdsField.read(said.pop("external_ids"))
        return named

    def _name(self, answer: Response, names: dict[str, str | None]) -> None:
        id = answer.data["id"]
        assert isinstance(self.request.auth, ApiKey)
        ExternalId.objects.give(self.resource, id, names, by=self.request.auth)
        if self.action == "partial_update":
            # Others sync by `updated_at`; the trigger says the moment.
            self.queryset.model._base_manager.filter(pk=id).update(updated_at=audit.now())
            answer.data = self.get_serializer(self.get_queryset().get(pk=id)).data

    def _told(self, answer: HttpResponseBase, wanted: shaping.Wanted) -> HttpResponseBase:
        data = answer.data if isinstance(answer, Response) and answer.status_code < 300 else None
        if not isinstance(answer, Response) or not isinstance(data, dict):
            return answer
        if isinstance(rows := data.get("data"), list):
            shaping.complete(self, rows, wanted.expand)
            answer.data = {**data, "data": [wanted.cut(row) for row in rows]}
        elif "id" in data:
            return self._told_one(answer, data, wanted)
        return answer

    def _told_one(self, answer: Response, row: dict[str, Any], wanted: shaping.Wanted) -> Response:
        shaping.complete(self, [row], wanted.expand)
        answer.data = wanted.cut(row)
        etag = conditions.tag(row.get("updated_at"), answer.data)
        answer["ETag"] = etag
        if self.request.method in SAFE and conditions.is_known(self.request, etag):
            return Response(status=304, headers={"ETag": etag})
        return answer


def _locked(row: Any) -> Any:
    """Anew from the database; None for what is no more, or never was."""
    return row and type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
