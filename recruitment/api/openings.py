from typing import ClassVar

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource, one_of
from recruitment.api.requisition_serializers import ReasonSerializer
from recruitment.models import Job, Opening


class OpeningSerializer(ModelSerializer[Opening]):
    job_id = IdField()
    application_id = IdField(read_only=True, allow_null=True)
    open = serializers.BooleanField(read_only=True, help_text="Neither filled nor closed.")

    class Meta:
        model = Opening
        fields = (
            "id", "job_id", "opening_id", "open", "state", "reason", "approved_at", "opened_at", "closed_at",
            "application_id", "target_start_on", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = tuple(name for name in fields if name not in ("job_id", "target_start_on"))


class OpeningChangeSerializer(OpeningSerializer):
    """An opening keeps its job; its state has acts of its own."""

    job_id = IdField(read_only=True)


class OpeningFilter(django_filters.FilterSet):  # type: ignore[misc]
    job_id = django_filters.NumberFilter()
    state = django_filters.ChoiceFilter(choices=Opening.State.choices)
    open = django_filters.BooleanFilter(method="still_open")

    def still_open(self, rows: QuerySet[Opening], _name: str, value: bool) -> QuerySet[Opening]:
        return rows.exclude(state__in=Opening.OVER) if value else rows.filter(state__in=Opening.OVER)


@extend_schema_view(
    list=extend_schema(summary="List openings"),
    retrieve=extend_schema(summary="One opening"),
    create=extend_schema(summary="Add an opening to a job"),
    partial_update=extend_schema(summary="Change the target date of an opening"),
)
class Openings(Resource[Opening]):
    """Seats to fill. One that is added counts once it is approved, where a policy asks for that."""

    resource = "openings"
    held_first = "application"
    queryset = Opening.objects.none()
    filterset_class = OpeningFilter
    expands: ClassVar[dict[str, str]] = {"job": "jobs", "application": "applications"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[OpeningSerializer]:
        return OpeningChangeSerializer if self.action == "partial_update" else OpeningSerializer

    def get_queryset(self) -> QuerySet[Opening]:
        return Opening.objects.visible_to(self.user)

    def perform_create(self, serializer: BaseSerializer[Opening]) -> None:
        said = serializer.validated_data
        job = one_of(Job.objects.visible_to(self.user), said["job_id"])
        self.user.require("jobs.edit", job)
        with transaction.atomic():
            # The verb locks the job, so the newest is the one just added.
            job.add_openings(1, target_start_on=said.get("target_start_on"), by=self.by)
            serializer.instance = self.get_queryset().filter(job=job).latest("id")

    def perform_update(self, serializer: BaseSerializer[Opening]) -> None:
        opening = serializer.instance
        assert opening is not None
        self.user.require("jobs.edit", opening.job)
        if "target_start_on" in serializer.validated_data:
            opening.plan(serializer.validated_data["target_start_on"], by=self.by)
        serializer.instance = self.fresh(opening)

    @extend_schema(summary="Put on hold", request=ReasonSerializer, responses=OpeningSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        opening = self._edited()
        opening.hold(self.asked(ReasonSerializer)["reason"], by=self.by)
        return self.answer(opening)

    @extend_schema(summary="Give up", request=ReasonSerializer, responses=OpeningSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        opening = self._edited()
        opening.close(self.asked(ReasonSerializer)["reason"], by=self.by)
        return self.answer(opening)

    @extend_schema(summary="Open again", request=None, responses=OpeningSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        opening = self._edited()
        opening.reopen(by=self.by)
        return self.answer(opening)

    def _edited(self) -> Opening:
        opening = self.get_object()
        self.user.require("jobs.edit", opening.job)
        return opening
