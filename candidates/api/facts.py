from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from candidates.api.fact_serializers import (
    EmailAddressSerializer,
    LinkSerializer,
    PhoneNumberSerializer,
    ProposalSerializer,
)
from candidates.models import Candidate, EmailAddress, Link, PhoneNumber, Proposal
from candidates.models.contact import Fact
from candidates.refusals import UnfitValue

F = TypeVar("F", bound=Fact)


class Facts(Resource[F]):
    """How a person is reached: added and removed; a changed one is another."""

    filterset_fields: ClassVar[dict[str, list[str]]] = {"candidate_id": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"candidate": "candidates"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "delete"]  # type: ignore[misc]
    noun: ClassVar[str]

    def get_queryset(self) -> QuerySet[F]:
        people = Candidate.objects.visible_to(self.user).order_by().values("pk")
        rows: Any = type(self).queryset
        found: QuerySet[F] = rows.model.objects.filter(candidate__in=people).select_related("candidate")
        return found

    def perform_create(self, serializer: BaseSerializer[F]) -> None:
        self.user.require("candidates.edit")
        said = dict(serializer.validated_data)
        candidate: Candidate = one_of(Candidate.objects.visible_to(self.user), said.pop("candidate_id"))
        candidate.require(self.user, "candidates.edit")
        try:
            fact = getattr(candidate, f"add_{self.noun}")(**said, source="api", by=self.by)
        except UnfitValue as refusal:
            refusal.field = "value" if refusal.field == self.noun else refusal.field
            raise
        serializer.instance = self.fresh(fact)

    def perform_destroy(self, fact: F) -> None:
        candidate: Candidate = fact.candidate  # type: ignore[attr-defined]
        candidate.require(self.user, "candidates.edit")
        fact.remove(by=self.by)


def documented(one: str, many: str) -> Any:
    return extend_schema_view(
        list=extend_schema(summary=f"List {many} of people"),
        retrieve=extend_schema(summary=f"One {one}"),
        create=extend_schema(summary=f"Add a person's {one}"),
        destroy=extend_schema(summary=f"Remove a person's {one}"),
    )


@documented("e-mail address", "e-mail addresses")
class EmailAddresses(Facts[EmailAddress]):
    """E-mail addresses of people; one that is known already is answered as it stands."""

    resource = "candidate_email_addresses"
    serializer_class = EmailAddressSerializer
    queryset = EmailAddress.objects.none()
    noun = "email"


@documented("phone number", "phone numbers")
class PhoneNumbers(Facts[PhoneNumber]):
    """Phone numbers of people; one that is known already is answered as it stands."""

    resource = "candidate_phone_numbers"
    serializer_class = PhoneNumberSerializer
    queryset = PhoneNumber.objects.none()
    noun = "phone"


@documented("web address", "web addresses")
class WebsiteAddresses(Facts[Link]):
    """Web addresses of people, social media included; one that is known already is answered as it stands."""

    resource = "candidate_website_addresses"
    serializer_class = LinkSerializer
    queryset = Link.objects.none()
    noun = "link"


@extend_schema_view(
    list=extend_schema(summary="List proposed facts"), retrieve=extend_schema(summary="One proposed fact")
)
class Proposals(Resource[Proposal]):
    """Facts that came by an untrusted door and wait; for whoever may change candidates."""

    resource = "proposals"
    serializer_class = ProposalSerializer
    queryset = Proposal.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"candidate_id": ["exact"], "state": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"candidate": "candidates", "application": "applications"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Proposal]:
        people = Candidate.objects.open_to(self.user, "candidates.edit").order_by().values("pk")
        return Proposal.objects.filter(candidate__in=people).select_related("candidate__data_key")

    @extend_schema(summary="Make the fact the person's own", request=None, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        proposal = self.get_object()
        proposal.accept(by=self.by)
        return self.answer(proposal)

    @extend_schema(summary="Leave the person as they are", request=None, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        proposal = self.get_object()
        proposal.dismiss(by=self.by)
        return self.answer(proposal)
