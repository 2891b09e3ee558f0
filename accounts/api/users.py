from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts import handover
from accounts.api.user_serializers import (
    HoldingsSerializer,
    LeavingSerializer,
    UserChangeSerializer,
    UserSerializer,
)
from accounts.api.views import Resource
from accounts.models import RoleGrant, User

# What managers of people may change of others, and what everyone may change of themselves.
MANAGED = {"name", "job_title", "employee_id", "office", "manager"}
OWN = {"name", "language", "time_zone"}


@extend_schema_view(
    list=extend_schema(summary="List people"),
    retrieve=extend_schema(summary="One person"),
    create=extend_schema(summary="Invite a person"),
    partial_update=extend_schema(summary="Change a person, or oneself"),
)
class Users(Resource[User]):
    """The people of the company who sign in."""

    resource = "users"
    queryset = User.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"is_active": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[UserSerializer]:
        return UserChangeSerializer if self.action == "partial_update" else UserSerializer

    def get_queryset(self) -> QuerySet[User]:
        found: Any = User.objects.visible_to(self.user)
        grants = Prefetch("grants", RoleGrant.objects.only("role", "department_id", "office_id", "user_id"))
        shown: QuerySet[User] = found.prefetch_related(grants)
        return shown

    def perform_create(self, serializer: BaseSerializer[User]) -> None:
        self.user.require("users.manage")
        said = dict(serializer.validated_data)
        role = said.pop("role", None)
        with transaction.atomic():
            invited: User = User.objects.invite(**said, by=self.by)
            if role:
                invited.grant(role, by=self.by)
        serializer.instance = self.fresh(invited)

    def perform_update(self, serializer: BaseSerializer[User]) -> None:
        person, said = serializer.instance, serializer.validated_data
        assert person is not None
        self._refuse_others(person, set(said))
        person.change(by=self.by, **said)
        serializer.instance = self.fresh(person)

    def _refuse_others(self, person: User, names: set[str]) -> None:
        own = OWN if person == self.user else set()
        if names - own:
            self.user.require("users.manage")
        if names - own - MANAGED:
            raise PermissionDenied(_("Language and time zone are each person's own to choose."))

    @extend_schema(summary="Mail the invitation again", request=None, responses=UserSerializer)
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, pk: str) -> Response:
        person = self._managed()
        if person.is_invited:
            person.invite_again(by=self.by)
        return self.answer(person)

    @extend_schema(summary="What a person holds", responses=HoldingsSerializer)
    @action(detail=True, methods=["get"])
    def holdings(self, request: Request, pk: str) -> Response:
        held = handover.held_by(self._managed())
        return Response({"holdings": [{"label": str(one.label), "count": one.count} for one in held]})

    @extend_schema(summary="Hand over all they hold, and end", request=LeavingSerializer, responses=UserSerializer)
    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, pk: str) -> Response:
        person = self._managed()
        if not person.is_active:
            raise Http404
        handover.leave(person, to=self.asked(LeavingSerializer)["to"], by=self.by)
        return self.answer(person)

    @extend_schema(summary="Let somebody who left sign in again", request=None, responses=UserSerializer)
    @action(detail=True, methods=["post"])
    def reactivate(self, request: Request, pk: str) -> Response:
        person = self._managed()
        person.come_back(by=self.by)
        return self.answer(person)

    def _managed(self) -> User:
        person = self.get_object()
        self.user.require("users.manage")
        return person
