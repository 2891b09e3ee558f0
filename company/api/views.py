"""The company's parts through REST. Accounts stand above this app, so who asks is asked, not looked up."""

from typing import Any, ClassVar, Generic, TypeVar

import django_filters
from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import CreateModelMixin, ListModelMixin, RetrieveModelMixin, UpdateModelMixin
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from company.api.serializers import (
    BrandSerializer,
    DepartmentSerializer,
    EntitySerializer,
    NoticeSerializer,
    OfficeSerializer,
    PlaceSerializer,
)
from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork, PrivacyNotice

M = TypeVar("M", bound=Model)


class OfEntity(django_filters.FilterSet):  # type: ignore[misc]
    legal_entity_id = django_filters.NumberFilter(field_name="entity_id")


class NoticeFilter(OfEntity):
    language = django_filters.CharFilter()


class Seen(ListModelMixin, RetrieveModelMixin, CreateModelMixin, GenericViewSet[M], Generic[M]):
    """Read by every key; written with the right to manage the company's data."""

    lookup_value_regex = "[0-9]{1,19}"
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    @property
    def by(self) -> Any:
        """Who acts: the key, whose owner must hold the right."""
        user: Any = self.request.user
        user.require("company.manage")
        return self.request.auth


class Parts(UpdateModelMixin, Seen[M]):
    """Parts are added and changed, never deleted."""

    def get_queryset(self) -> QuerySet[M]:
        parts: Any = type(self).queryset
        found: QuerySet[M] = parts.model.objects.visible_to(self.request.user)
        return found

    def perform_create(self, serializer: BaseSerializer[M]) -> None:
        parts: Any = self.get_queryset()
        made = parts.add(by=self.by, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    def perform_update(self, serializer: BaseSerializer[M]) -> None:
        part: Any = serializer.instance
        part.change(by=self.by, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=part.pk)


def documented(one: str, many: str) -> Any:
    return extend_schema_view(
        list=extend_schema(summary=f"List {many}"),
        retrieve=extend_schema(summary=f"One {one}"),
        create=extend_schema(summary=f"Add a {one}"),
        partial_update=extend_schema(summary=f"Change a {one}"),
    )


@documented("legal entity", "legal entities")
class LegalEntities(Parts[LegalEntity]):
    """The companies in law that employ people."""

    resource = "legal_entities"
    serializer_class = EntitySerializer
    queryset = LegalEntity.objects.none()
    filterset_fields: ClassVar[list[str]] = ["country"]


@documented("brand", "brands")
class Brands(Parts[Brand]):
    """The faces that candidates see."""

    resource = "brands"
    serializer_class = BrandSerializer
    queryset = Brand.objects.none()
    filterset_class = OfEntity
    expands: ClassVar[dict[str, str]] = {"legal_entity": "legal_entities"}


@documented("department", "departments")
class Departments(Parts[Department]):
    """The parts of the company, as a tree by `parent_id`."""

    resource = "departments"
    serializer_class = DepartmentSerializer
    queryset = Department.objects.none()
    expands: ClassVar[dict[str, str]] = {"parent": "departments"}


@documented("office", "offices")
class Offices(Parts[Office]):
    """Where people of the company sit."""

    resource = "offices"
    serializer_class = OfficeSerializer
    queryset = Office.objects.none()
    filterset_fields: ClassVar[list[str]] = ["country"]
    expands: ClassVar[dict[str, str]] = {"legal_entity": "legal_entities"}


@documented("place of work", "places of work")
class PlacesOfWork(Parts[PlaceOfWork]):
    """Where the work of jobs is done: it decides which law holds."""

    resource = "places_of_work"
    serializer_class = PlaceSerializer
    queryset = PlaceOfWork.objects.none()
    filterset_fields: ClassVar[list[str]] = ["country", "mode"]
    expands: ClassVar[dict[str, str]] = {"office": "offices"}


@extend_schema_view(
    list=extend_schema(summary="List privacy notices"),
    retrieve=extend_schema(summary="One version of a privacy notice"),
    create=extend_schema(summary="Publish the next version of a privacy notice"),
)
class PrivacyNotices(Seen[PrivacyNotice]):
    """What applicants are told, by entity and language. A version never changes: publish the next one."""

    resource = "privacy_notices"
    serializer_class = NoticeSerializer
    queryset = PrivacyNotice.objects.none()
    filterset_class = NoticeFilter
    expands: ClassVar[dict[str, str]] = {"legal_entity": "legal_entities"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[PrivacyNotice]:
        entities: Any = LegalEntity.objects.visible_to(self.request.user)
        return PrivacyNotice.objects.filter(entity__in=entities)

    def perform_create(self, serializer: BaseSerializer[PrivacyNotice]) -> None:
        said = dict(serializer.validated_data)
        made = said.pop("entity").publish_notice(**said, by=self.by)
        serializer.instance = self.get_queryset().get(pk=made.pk)
