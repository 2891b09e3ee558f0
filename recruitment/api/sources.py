from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from recruitment.api.source_serializers import (
    InternalPolicySerializer,
    NumbersSerializer,
    PeriodSerializer,
    SourceChangeSerializer,
    SourceSerializer,
    TrackingLinkChangeSerializer,
    TrackingLinkSerializer,
)
from recruitment.models import InternalPolicy, Job, Source, TrackingLink
from recruitment.sources import codes, numbers


@extend_schema_view(
    list=extend_schema(summary="List sources"),
    retrieve=extend_schema(summary="One source"),
    create=extend_schema(summary="Add a source"),
    partial_update=extend_schema(summary="Change a source, or the signs it is known by"),
)
class Sources(Resource[Source]):
    """Where applications come from: `source` of an application is the name of one of these."""

    resource = "sources"
    queryset = Source.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"kind": ["exact"], "active": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[SourceSerializer]:
        return SourceChangeSerializer if self.action == "partial_update" else SourceSerializer

    def get_queryset(self) -> QuerySet[Source]:
        """Whoever may add an application reads by which word."""
        seen = self.user.may("applications.create") or self.user.may("sources.manage")
        return Source.objects.prefetch_related("rules") if seen else Source.objects.none()

    def perform_create(self, serializer: BaseSerializer[Source]) -> None:
        self.user.require("sources.manage")
        serializer.instance = self.fresh(Source.objects.add(**serializer.validated_data, by=self.by))

    def perform_update(self, serializer: BaseSerializer[Source]) -> None:
        self.user.require("sources.manage")
        assert serializer.instance is not None
        serializer.instance.change(by=self.by, **serializer.validated_data)
        serializer.instance = self.fresh(serializer.instance)

    @extend_schema(
        summary="What a source has brought", parameters=[PeriodSerializer], request=None, responses=NumbersSerializer
    )
    @action(detail=True, methods=["get"], filter_backends=[])
    def numbers(self, request: Request, pk: str) -> Response:
        """Of the applications that the key sees."""
        source = self.get_object()
        self.user.require("sources.manage")
        period = period_of(request)
        counts = {state: numbers.of_source(source, self.user, period, state).count() for state in numbers.STATES}
        return Response({"period": period, **counts})


@extend_schema_view(
    list=extend_schema(summary="List tracking links"),
    retrieve=extend_schema(summary="One tracking link"),
    create=extend_schema(summary="Make a tracking link"),
    partial_update=extend_schema(summary="Change a tracking link"),
)
class TrackingLinks(Resource[TrackingLink]):
    """Short addresses for places where jobs are shown. Where a link leads can't be changed: it is out in the world."""

    resource = "tracking_links"
    queryset = TrackingLink.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"job_id": ["exact"], "source_id": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"job": "jobs", "source": "sources"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[TrackingLinkSerializer]:
        return TrackingLinkChangeSerializer if self.action == "partial_update" else TrackingLinkSerializer

    def get_queryset(self) -> QuerySet[TrackingLink]:
        return TrackingLink.objects.visible_to(self.user).with_visits()

    def perform_create(self, serializer: BaseSerializer[TrackingLink]) -> None:
        self.user.require("sources.manage")
        said = dict(serializer.validated_data)
        job = said.pop("job_id", None)
        said["job"] = one_of(Job.objects.visible_to(self.user), job) if job else None
        serializer.instance = self.fresh(TrackingLink.objects.make(**self._named(said), by=self.by))

    def perform_update(self, serializer: BaseSerializer[TrackingLink]) -> None:
        assert serializer.instance is not None
        serializer.instance.change(by=self.by, **self._named(dict(serializer.validated_data)))
        serializer.instance = self.fresh(serializer.instance)

    def _named(self, said: dict[str, Any]) -> dict[str, Any]:
        if "source_id" in said:
            said["source"] = one_of(Source.objects.active(), said.pop("source_id"))
        return said

    @extend_schema(
        summary="The link as a picture that phones read", responses={(200, "image/svg+xml"): OpenApiTypes.STR}
    )
    @action(detail=True, methods=["get"])
    def code(self, request: Request, pk: str) -> HttpResponse:
        return HttpResponse(codes.drawn(self.get_object(), "svg"), content_type=codes.TYPES["svg"])

    @extend_schema(
        summary="What a link has brought", parameters=[PeriodSerializer], request=None, responses=NumbersSerializer
    )
    @action(detail=True, methods=["get"], filter_backends=[])
    def numbers(self, request: Request, pk: str) -> Response:
        """Of the applications that the key sees."""
        link, period = self.get_object(), period_of(request)
        counts = {state: numbers.of_link(link, self.user, period, state).count() for state in numbers.STATES}
        return Response({"period": period, **counts})


@extend_schema_view(
    list=extend_schema(summary="List the policy for colleagues"),
    retrieve=extend_schema(summary="The policy for colleagues"),
    partial_update=extend_schema(summary="Change the policy for colleagues"),
)
class InternalPolicies(Resource[InternalPolicy]):
    """What holds for referrals and for colleagues who apply; there is one."""

    resource = "internal_policies"
    serializer_class = InternalPolicySerializer
    queryset = InternalPolicy.objects.none()
    http_method_names: ClassVar[list[str]] = ["get", "head", "patch"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[InternalPolicy]:
        return InternalPolicy.objects.all()

    def perform_update(self, serializer: BaseSerializer[InternalPolicy]) -> None:
        self.user.require("company.manage")
        assert serializer.instance is not None
        serializer.instance.change(by=self.by, **serializer.validated_data)
        serializer.instance = self.fresh(serializer.instance)


def period_of(request: Request) -> str:
    said = PeriodSerializer(data=request.query_params)
    said.is_valid(raise_exception=True)
    period: str = said.validated_data["period"]
    return period
