from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

import audit
from accounts.api.views import Resource, one_of
from recruitment.api.hire_serializers import (
    ConditionFileSerializer,
    FirstDaySerializer,
    HireSerializer,
    OfferAnswerSerializer,
    OfferConditionSerializer,
    ReasonedSerializer,
    ToldNoSerializer,
    WordsSerializer,
)
from recruitment.models import ConditionFile, Hire, Offer, OfferAnswer, OfferCondition
from recruitment.models.condition_file import SETTLE
from recruitment.offers import answering, hiring, settling
from recruitment.offers.after import MAKE, SEE


@extend_schema_view(
    list=extend_schema(summary="List conditions of offers"), retrieve=extend_schema(summary="One condition")
)
class OfferConditions(Resource[OfferCondition]):
    """What has to be in order before a hire takes effect."""

    resource = "offer_conditions"
    held_first = "offer.application"
    serializer_class = OfferConditionSerializer
    queryset = OfferCondition.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"offer_id": ["exact"], "state": ["exact"], "kind": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[OfferCondition]:
        rows = OfferCondition.objects.visible_to(self.user)
        return rows.select_related("offer__application__candidate__data_key", "offer__application__job")

    @extend_schema(summary="It is met", request=WordsSerializer, responses=OfferConditionSerializer)
    @action(detail=True, methods=["post"])
    def clear(self, request: Request, pk: str) -> Response:
        """With the last one met or waived the hire takes effect."""
        condition = self._mine()
        settling.clear(condition, by=self.by, **self.asked(WordsSerializer))
        return self.answer(condition)

    @extend_schema(summary="Go on without it", request=ReasonedSerializer, responses=OfferConditionSerializer)
    @action(detail=True, methods=["post"])
    def waive(self, request: Request, pk: str) -> Response:
        condition = self._mine()
        settling.waive(condition, by=self.by, **self.asked(ReasonedSerializer))
        return self.answer(condition)

    @extend_schema(summary="It is not met", request=ReasonedSerializer, responses=OfferConditionSerializer)
    @action(detail=True, methods=["post"])
    def fail(self, request: Request, pk: str) -> Response:
        """The hire comes to nothing: the opening is free again and the application ends."""
        condition = self._mine()
        settling.fail(condition, by=self.by, **self.asked(ReasonedSerializer))
        return self.answer(condition)

    @extend_schema(summary="Open it again", request=ReasonedSerializer, responses=OfferConditionSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """It was cleared or waived by mistake; until the hire is in effect."""
        condition = self._mine()
        settling.open_again(condition, by=self.by, **self.asked(ReasonedSerializer))
        return self.answer(condition)

    def _mine(self) -> OfferCondition:
        condition = self.get_object()
        self.user.require(SETTLE, condition.offer.job)
        return condition


@extend_schema_view(
    list=extend_schema(summary="List documents of conditions"),
    retrieve=extend_schema(summary="One of them"),
    create=extend_schema(summary="Add a document"),
)
class ConditionFiles(Resource[ConditionFile]):
    """What shows that a condition is met; for those who settle conditions. Sent as multipart/form-data."""

    resource = "offer_condition_files"
    serializer_class = ConditionFileSerializer
    queryset = ConditionFile.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"condition_id": ["exact"]}
    parser_classes = (MultiPartParser,)
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[ConditionFile]:
        return ConditionFile.objects.visible_to(self.user).select_related("file__data_key", "condition__offer")

    def perform_create(self, serializer: BaseSerializer[ConditionFile]) -> None:
        said: dict[str, Any] = dict(serializer.validated_data)
        rows = OfferCondition.objects.visible_to(self.user).select_related("offer__application__candidate__data_key")
        condition = one_of(rows.select_related("offer__application__job"), said["condition_id"])
        self.user.require(SETTLE, condition.offer.job)
        serializer.instance = self.fresh(settling.add_file(condition, said["file"], by=self.by))

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY}, summary="The file itself")
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> HttpResponse:
        kept = self.get_object()
        audit.log_access(kept.condition.offer, by=self.by, what="condition_file")
        response: HttpResponse = kept.file.as_response("attachment")
        return response


@extend_schema_view(
    list=extend_schema(summary="List answers to offers"),
    retrieve=extend_schema(summary="One answer"),
    create=extend_schema(summary="Keep a signed copy"),
)
class OfferAnswers(Resource[OfferAnswer]):
    """What candidates said to offers. A signed copy is sent as multipart/form-data and counts once a second person
    has confirmed it."""

    resource = "offer_answers"
    held_first = "offer.application"
    serializer_class = OfferAnswerSerializer
    queryset = OfferAnswer.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"offer_id": ["exact"], "kind": ["exact"], "way": ["exact"]}
    parser_classes = (MultiPartParser, JSONParser)
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[OfferAnswer]:
        rows = OfferAnswer.objects.visible_to(self.user)
        return rows.select_related("offer__application__candidate__data_key", "offer__application__job")

    def perform_create(self, serializer: BaseSerializer[OfferAnswer]) -> None:
        said: dict[str, Any] = dict(serializer.validated_data)
        offer = self._offer(said["offer_id"])
        serializer.instance = self.fresh(answering.record_paper(offer, said["file"], by=self.by))

    @extend_schema(summary="Confirm a signed copy", request=None, responses=OfferAnswerSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """By somebody else than who has uploaded it: now the offer is accepted."""
        answer = self.get_object()
        self.user.require(SEE, answer.offer.job)
        return self.answer(answering.confirm_paper(answer, by=self.by))

    @extend_schema(summary="Take a signed copy back", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, pk: str) -> Response:
        """It is not our letter, or not signed; the offer waits as before."""
        answer = self.get_object()
        self.user.require(MAKE, answer.offer.job)
        answering.dismiss_paper(answer, by=self.by)
        return Response(status=204)

    @extend_schema(summary="Note a no that was told", request=ToldNoSerializer, responses=OfferAnswerSerializer)
    @action(detail=False, methods=["post"])
    def decline(self, request: Request) -> Response:
        """They said no on the phone or by mail."""
        said = self.asked(ToldNoSerializer)
        offer = self._offer(said["offer_id"])
        reason = one_of(answering.reasons(), said["reason"])
        return self.answer(answering.record_no(offer, reason, words=said.get("words", ""), by=self.by))

    def _offer(self, pk: int) -> Offer:
        offer: Offer = one_of(Offer.objects.visible_to(self.user).with_names(), pk)
        self.user.require(MAKE, offer.job)
        return offer


@extend_schema_view(list=extend_schema(summary="List hires"), retrieve=extend_schema(summary="One hire"))
class Hires(Resource[Hire]):
    """What follows accepted offers: from the kept seat to the first day, or to nothing."""

    resource = "hires"
    held_first = "application"
    serializer_class = HireSerializer
    queryset = Hire.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "state": ["exact"],
        "start_on": ["exact", "gte", "lte"],
        "application_id": ["exact"],
        "application__job_id": ["exact"],
    }
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Hire]:
        return Hire.objects.visible_to(self.user).with_names()

    @extend_schema(summary="They have started", request=None, responses=HireSerializer)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        """On their first day or later."""
        hire = self._mine(SEE)
        hiring.confirm_start(hire, by=self.by)
        return self.answer(hire)

    @extend_schema(summary="Move the first day", request=FirstDaySerializer, responses=HireSerializer)
    @action(detail=True, methods=["post"])
    def move_start(self, request: Request, pk: str) -> Response:
        hire = self._mine(SETTLE)
        said = self.asked(FirstDaySerializer)
        hiring.move_start(hire, said["start_on"], reason=said["reason"], by=self.by)
        return self.answer(hire)

    @extend_schema(summary="They did not come", request=WordsSerializer, responses=HireSerializer)
    @action(detail=True, methods=["post"])
    def no_show(self, request: Request, pk: str) -> Response:
        """On the first day: the opening is free again and the application ends."""
        hire = self._mine(SETTLE)
        hiring.note_no_show(hire, by=self.by, **self.asked(WordsSerializer))
        return self.answer(hire)

    @extend_schema(summary="They have withdrawn", request=WordsSerializer, responses=HireSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """After accepting: the opening is free again and the application ends."""
        hire = self._mine(SETTLE)
        hiring.fall_through(hire, Hire.Fall.RENEGED, by=self.by, **self.asked(WordsSerializer))
        return self.answer(hire)

    def _mine(self, right: str) -> Hire:
        hire = self.get_object()
        self.user.require(right, hire.job)
        return hire
