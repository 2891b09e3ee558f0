from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view, inline_serializer
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

import audit
from accounts.api.views import Resource, one_of
from accounts.models import User
from company.models import LegalEntity, PlaceOfWork
from recruitment.api.offer_serializers import (
    LetterPageSerializer,
    NewOfferSerializer,
    OfferLetterTemplateSerializer,
    OfferSerializer,
    OfferWithdrawalSerializer,
    SendingSerializer,
    SignatorySerializer,
    SignatureSerializer,
)
from recruitment.models import Application, Offer, OfferLetterTemplate, Signatory
from recruitment.offers import approving, drafting, drawing, letters, sending, signing
from recruitment.offers.views.finding import require_maker, require_pay
from recruitment.offers.views.offers import as_pdf
from recruitment.refusals import LetterRefused

# Named by number: what stands for it, and among which rows it is looked for.
NAMED: dict[str, tuple[str, Any]] = {
    "place_id": ("place", PlaceOfWork.objects.all()),
    "template_id": ("template", OfferLetterTemplate.objects.in_use()),
    "signatory_id": ("signatory", Signatory.objects.filter(removed_at=None).select_related("user")),
}


def said_of(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    """As the verbs take it; an id that names nothing one may choose is not found."""
    said = dict(serializer.validated_data)
    for name, (fact, rows) in NAMED.items():
        if name in said:
            pk = said.pop(name)
            said[fact] = one_of(rows.all(), pk) if pk else None
    if said.get("pay", "") is None:
        said.pop("pay")
    return said


@extend_schema_view(
    list=extend_schema(summary="List offers"),
    retrieve=extend_schema(summary="One offer"),
    create=extend_schema(summary="Write an offer"),
    partial_update=extend_schema(summary="Change an offer that is not signed yet"),
)
class Offers(Resource[Offer]):
    """Offers by version. What one pays is null for whoever may not see it; a sent one is never changed."""

    resource = "offers"
    conditional = ("partial_update", "submit", "take_back", "sign", "send", "withdraw", "revise")
    held_first = "application"
    queryset = Offer.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "application_id": ["exact"],
        "application__job_id": ["exact"],
        "status": ["exact"],
    }
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[OfferSerializer]:
        return NewOfferSerializer if self.action == "create" else OfferSerializer

    def get_queryset(self) -> QuerySet[Offer]:
        return Offer.objects.visible_to(self.user).with_names().prefetch_related("conditions")

    def perform_create(self, serializer: BaseSerializer[Offer]) -> None:
        said = said_of(serializer)
        application = one_of(
            Application.objects.visible_to(self.user).select_related(
                "candidate__data_key", "job__office", "job__entity"
            ),
            said.pop("application_id"),
        )
        require_maker(self.user, application.job)
        serializer.instance = self.fresh(drafting.draft(application, by=self.by, **said))

    def perform_update(self, serializer: BaseSerializer[Offer]) -> None:
        offer = serializer.instance
        assert offer is not None
        require_maker(self.user, offer.job)
        said = said_of(serializer)
        if "pay" in said:
            # What isn't named stays as it is.
            said["pay"] = dict(offer.pay or {}) | dict(said["pay"])
        drafting.change(offer, by=self.by, **said)
        serializer.instance = self.fresh(offer)

    @extend_schema(summary="Submit for approval", request=None, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Where nobody has to agree it is approved at once."""
        offer = self._to_make()
        approving.submit(offer, by=self.by)
        return self.answer(offer)

    @extend_schema(summary="Make it a draft again", request=None, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def take_back(self, request: Request, pk: str) -> Response:
        offer = self._to_make()
        approving.take_back(offer, by=self.by)
        return self.answer(offer)

    @extend_schema(summary="Sign for the employer", request=SignatureSerializer, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str) -> Response:
        """By a key of the signatory who is named in the offer, and of nobody else."""
        offer = self.get_object()
        signing.require_signatory(offer, self.by)
        said = self.asked(SignatureSerializer)
        signing.sign(offer, name=said["name"], seen=said["letter_sha256"], by=self.by)
        return self.answer(offer)

    @extend_schema(summary="Send to the candidate", request=SendingSerializer, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str) -> Response:
        offer = self._to_make()
        sending.send(offer, by=self.by, by_mail=self.asked(SendingSerializer)["by_mail"])
        return self.answer(offer)

    @extend_schema(summary="Remind the candidate", request=None, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str) -> Response:
        offer = self._to_make()
        sending.remind(offer, by=self.by)
        return self.answer(offer)

    @extend_schema(summary="Withdraw", request=OfferWithdrawalSerializer, responses=OfferSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """It can't be accepted any more."""
        offer, said = self._to_make(), self.asked(OfferWithdrawalSerializer)
        sending.withdraw(offer, said["reason"], tell=said["tell"], by=self.by)
        return self.answer(offer)

    @extend_schema(summary="A new version", request=None, responses={201: OfferSerializer})
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, pk: str) -> Response:
        """The draft of the next version; one that was signed or sent stands no longer."""
        made = self.fresh(drafting.revise(self._to_make(), by=self.by))
        return Response(self.get_serializer(made).data, status=201)

    @extend_schema(summary="The letter as a PDF", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def letter(self, request: Request, pk: str) -> HttpResponse:
        """As it was signed, before that as it would be now; its SHA-256 is what a signature binds to."""
        offer = self._to_read()
        if offer.template is None:
            raise LetterRefused(_("No letter was chosen for this offer."))
        audit.log_access(offer, by=self.by, what="offer_letter")
        if offer.letter is not None:
            return offer.letter.as_response()
        return as_pdf(letters.pdf(offer), letters.file_name(offer))

    @extend_schema(
        summary="List the pages of the signed letter",
        responses=inline_serializer("LetterPages", {"data": LetterPageSerializer(many=True)}),
    )
    @action(detail=True, methods=["get"], filter_backends=[])
    def letter_pages(self, request: Request, pk: str) -> Response:
        """None until it is signed and drawn."""
        pages = drawing.pages_of(self._to_read())
        context = self.get_serializer_context()
        return Response({"data": LetterPageSerializer(pages, many=True, context=context).data})

    @extend_schema(responses={(200, "image/png"): OpenApiTypes.BINARY}, summary="One page of it, as an image",
                   parameters=[OpenApiParameter("number", int, OpenApiParameter.PATH)])  # fmt: skip
    @action(detail=True, methods=["get"], url_path=r"letter_pages/(?P<number>[0-9]{1,4})")
    def letter_page(self, request: Request, pk: str, number: str) -> HttpResponse:
        offer = self._to_read()
        page = drawing.page_of(offer, int(number))
        if page is None:
            raise Http404
        audit.log_access(offer, by=self.by, what="offer_letter")
        return page.image.as_response("inline")

    def _to_read(self) -> Offer:
        offer = self.get_object()
        require_pay(self.user, offer)
        return offer

    def _to_make(self) -> Offer:
        offer = self.get_object()
        require_maker(self.user, offer.job)
        return offer


@extend_schema_view(
    list=extend_schema(summary="List the words of offer letters"),
    retrieve=extend_schema(summary="One version of a letter"),
    create=extend_schema(summary="Write a letter, or the next version of one"),
)
class OfferLetterTemplates(Resource[OfferLetterTemplate]):
    """By employer, name and language. A version never changes: the same name once more is the next one."""

    resource = "offer_letter_templates"
    serializer_class = OfferLetterTemplateSerializer
    queryset = OfferLetterTemplate.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"entity_id": ["exact"], "language": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[OfferLetterTemplate]:
        return OfferLetterTemplate.objects.visible_to(self.user).select_related("entity")

    def perform_create(self, serializer: BaseSerializer[OfferLetterTemplate]) -> None:
        self.user.require("templates.manage")
        said = dict(serializer.validated_data)
        entity = one_of(LegalEntity.objects.visible_to(self.user), said.pop("entity_id"))
        serializer.instance = self.fresh(OfferLetterTemplate.objects.write(entity=entity, by=self.by, **said))

    @extend_schema(summary="Use it no more", request=None, responses=OfferLetterTemplateSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        found = self.get_object()
        self.user.require("templates.manage")
        found.retire(by=self.by)
        return self.answer(found)

    @extend_schema(summary="A sample as a PDF", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def sample(self, request: Request, pk: str) -> HttpResponse:
        found = self.get_object()
        return as_pdf(letters.sample(found), f"{found.name}.pdf")


@extend_schema_view(
    list=extend_schema(summary="List who signs offers"),
    retrieve=extend_schema(summary="One signatory"),
    create=extend_schema(summary="Name somebody who signs offers"),
    destroy=extend_schema(summary="They sign no more"),
)
class Signatories(Resource[Signatory]):
    """Who may bind an employer by signing its offers; one who signs no more keeps their row with `removed_at`."""

    resource = "signatories"
    serializer_class = SignatorySerializer
    queryset = Signatory.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"entity_id": ["exact"], "user_id": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "delete"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Signatory]:
        return Signatory.objects.visible_to(self.user).select_related("user", "entity")

    def perform_create(self, serializer: BaseSerializer[Signatory]) -> None:
        self.user.require("company.manage")
        said = dict(serializer.validated_data)
        entity = one_of(LegalEntity.objects.visible_to(self.user), said["entity_id"])
        user = one_of(User.objects.active(), said["user_id"])
        named = Signatory.objects.appoint(user, entity=entity, title=said.get("title", ""), by=self.by)
        serializer.instance = self.fresh(named)

    def perform_destroy(self, instance: Signatory) -> None:
        self.user.require("company.manage")
        instance.remove(by=self.by)
