from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

import audit
from accounts import csv, lists
from accounts.ids import id_in
from accounts.models import ApiKey, User


class ListFileSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    filters = serializers.ListField(child=serializers.CharField())
    within = serializers.CharField(allow_blank=True, help_text="The kind of thing whose id the file is asked with.")


class ListFilesSerializer(serializers.Serializer[Any]):
    data = ListFileSerializer(many=True)  # type: ignore[assignment]


class ListFiles(ViewSet):
    """The lists of the pages as files for spreadsheets, with the filters that the pages have."""

    resource = "list_files"
    lookup_field = "name"
    lookup_value_regex = "[a-z][a-z_-]{0,60}"

    @extend_schema(summary="Which lists there are as files", responses=forced_singular_serializer(ListFilesSerializer))  # type: ignore[no-untyped-call]
    def list(self, request: Request) -> Response:
        mine = [one for one in lists.known().values() if one.is_open_to(_owner(request))]
        return Response({"data": ListFileSerializer(mine, many=True).data})

    @extend_schema(
        summary="One list as CSV",
        parameters=[
            OpenApiParameter("name", str, OpenApiParameter.PATH),
            OpenApiParameter("within", int, description="The id of the thing that the list is in."),
        ],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def retrieve(self, request: Request, name: str) -> HttpResponseBase:
        """Cells that a spreadsheet would take for a formula stand as text. The filters of the page are parameters."""
        owner, listing = _owner(request), lists.find(name)
        if listing.right:
            owner.require(listing.right)
        within = id_in(request.query_params.get("within")) if listing.within else None
        if listing.within and within is None:
            raise ValidationError({"within": [f"{listing.within} id"]})
        rows: Any = listing.rows(owner, request.query_params, within)
        about = (listing.within, within) if within else ("user", owner.pk)
        audit.log_access(about, by=request.auth, what=f"{name}.csv")  # type: ignore[arg-type]
        return csv.stream(lists.every(rows), listing.columns, name)


def _owner(request: Request) -> User:
    assert isinstance(request.auth, ApiKey)
    return request.auth.owner
