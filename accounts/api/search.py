from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts import palette
from accounts.models import ApiKey


class FindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="job, candidate, page, action …")
    label = serializers.CharField()  # type: ignore[assignment]  # a field called label is no label of a field
    hint = serializers.CharField(allow_blank=True)
    address = serializers.CharField(help_text="The page in this installation.")


class FindsSerializer(serializers.Serializer[Any]):
    data = FindSerializer(many=True)  # type: ignore[assignment]


class Search(ViewSet):
    """The finds of the command palette: what a name, an e-mail address or a phone number stands for."""

    resource = "search"

    @extend_schema(
        summary="Find jobs, people and pages",
        parameters=[OpenApiParameter("q", str, required=True, description="At least two letters or digits.")],
        responses=forced_singular_serializer(FindsSerializer),  # type: ignore[no-untyped-call]
    )
    def list(self, request: Request) -> Response:
        assert isinstance(request.auth, ApiKey)
        words = request.query_params.get("q", "").strip()
        groups = palette.search(request.auth.owner, words) if len(words) >= palette.SHORTEST else []
        found = [entry for group in groups for entry in group.entries if not entry.press]
        return Response({"data": FindSerializer(found, many=True).data})
