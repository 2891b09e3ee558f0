from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from accounts.models import User
from recruitment.api.shortlist_serializers import (
    ExtensionSerializer,
    ShortlistAnswerSerializer,
    ShortlistItemSerializer,
    ShortlistSerializer,
)
from recruitment.models import Application, Job, Shortlist, ShortlistAnswer, ShortlistItem
from recruitment.models.shortlist import SEND
from recruitment.models.shortlist_item import no_reasons


@extend_schema_view(
    list=extend_schema(summary="List shortlists"),
    retrieve=extend_schema(summary="One shortlist"),
    create=extend_schema(summary="Send a shortlist"),
)
class Shortlists(Resource[Shortlist]):
    """Candidates whom the hiring team is asked about. Answers move nobody."""

    resource = "shortlists"
    serializer_class = ShortlistSerializer
    queryset = Shortlist.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"job_id": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Shortlist]:
        seen = Shortlist.objects.visible_to(self.user).select_related("job__recruiter", "sent_by")
        return seen.prefetch_related("readers")

    def perform_create(self, serializer: BaseSerializer[Shortlist]) -> None:
        said = dict(serializer.validated_data)
        job = one_of(Job.objects.visible_to(self.user), said.pop("job_id"))
        self.user.require(SEND, job)
        applications = Application.objects.visible_to(self.user).select_related("candidate")
        chosen = [one_of(applications, pk) for pk in said.pop("application_ids")]
        readers = [one_of(User.objects.active(), pk) for pk in said.pop("reader_ids")]
        serializer.instance = self.fresh(job.send_shortlist(chosen, readers=readers, by=self.by, **said))

    @extend_schema(summary="Withdraw", request=None, responses=ShortlistSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Nobody is to answer any more; its links stop opening."""
        shortlist = self._sent()
        shortlist.withdraw(by=self.by)
        return self.answer(shortlist)

    @extend_schema(summary="Give more time", request=ExtensionSerializer, responses=ShortlistSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, pk: str) -> Response:
        shortlist = self._sent()
        shortlist.extend(self.asked(ExtensionSerializer)["due_at"], by=self.by)
        return self.answer(shortlist)

    @extend_schema(summary="Remind whoever has not answered", request=None, responses=ShortlistSerializer)
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str) -> Response:
        shortlist = self._sent()
        shortlist.remind(by=self.by)
        return self.answer(shortlist)

    def _sent(self) -> Shortlist:
        shortlist = self.get_object()
        self.user.require(SEND, shortlist.job, _("Only those who send shortlists of this job change them."))
        return shortlist


@extend_schema_view(
    list=extend_schema(summary="List candidates on shortlists"), retrieve=extend_schema(summary="One of them")
)
class ShortlistItems(Resource[ShortlistItem]):
    """Each candidate on a shortlist, by their application."""

    resource = "shortlist_items"
    serializer_class = ShortlistItemSerializer
    queryset = ShortlistItem.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"shortlist_id": ["exact"], "application_id": ["exact"]}

    def get_queryset(self) -> QuerySet[ShortlistItem]:
        return ShortlistItem.objects.visible_to(self.user)


@extend_schema_view(
    list=extend_schema(summary="List answers"),
    retrieve=extend_schema(summary="One answer"),
    create=extend_schema(summary="Answer; once more is a second thought"),
)
class ShortlistAnswers(Resource[ShortlistAnswer]):
    """What readers say: their own for each of them, all for whoever moves cards of the job."""

    resource = "shortlist_answers"
    serializer_class = ShortlistAnswerSerializer
    queryset = ShortlistAnswer.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "item_id": ["exact"],
        "item__shortlist_id": ["exact"],
        "answer": ["exact"],
    }
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[ShortlistAnswer]:
        return ShortlistAnswer.objects.visible_to(self.user).select_related("item__application__candidate__data_key")

    def perform_create(self, serializer: BaseSerializer[ShortlistAnswer]) -> None:
        said: dict[str, Any] = dict(serializer.validated_data)
        items = ShortlistItem.objects.visible_to(self.user).select_related("application__candidate__data_key")
        item = one_of(items, said["item_id"])
        reason = said.get("reason_id")
        given = item.answer(
            said["answer"],
            reason=one_of(no_reasons(), reason) if reason else None,
            words=said.get("words", ""),
            by=self.by,
        )
        serializer.instance = self.fresh(given)
