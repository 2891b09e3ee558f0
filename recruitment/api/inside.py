from typing import Any, ClassVar
from uuid import uuid4

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.parsers import ApiParser
from accounts.api.views import Resource, one_of
from recruitment.api.source_serializers import (
    ApplyInsideSerializer,
    InternalPostSerializer,
    OwnApplicationSerializer,
    ReferralSerializer,
    ReferSerializer,
)
from recruitment.models import Application, InternalPolicy, JobPost, Question, Referral
from recruitment.refusals import AnswerRefused
from recruitment.sources import applying_inside, posts, referring


@extend_schema_view(
    list=extend_schema(summary="List jobs for colleagues"), retrieve=extend_schema(summary="One job for colleagues")
)
class InternalJobPosts(Resource[JobPost]):
    """What everybody who works here may apply for, or name somebody for: public posts and internal ones."""

    resource = "internal_job_posts"
    serializer_class = InternalPostSerializer
    queryset = JobPost.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"audience": ["exact"], "language": ["exact"]}
    http_method_names: ClassVar[list[str]] = ["get", "head"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[JobPost]:
        return posts.for_employees()


@extend_schema_view(
    list=extend_schema(summary="List one's own applications"),
    retrieve=extend_schema(summary="One's own application"),
    create=extend_schema(summary="Apply as a colleague", request=ApplyInsideSerializer),
)
class InternalApplications(Resource[Application]):
    """One's own: whoever selects for the job reads them as `applications`."""

    resource = "internal_applications"
    serializer_class = OwnApplicationSerializer
    queryset = Application.objects.none()
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Application]:
        return Application.objects.filter(employee=self.user).select_related("job", "stage")

    def perform_create(self, serializer: BaseSerializer[Application]) -> None:
        """Offers POST; `create` reads its own shape."""

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = self.asked(ApplyInsideSerializer)
        post = one_of(posts.for_employees(), said["post"])
        made = applying_inside.apply(
            self.user,
            post,
            phone=said.get("phone", ""),
            answers=_answers(post, said),
            form_token=uuid4(),
            by=self.by,
        )
        return Response(self.get_serializer(self.fresh(made)).data, status=status.HTTP_201_CREATED)


@extend_schema_view(
    list=extend_schema(summary="List referrals"),
    retrieve=extend_schema(summary="One referral"),
    create=extend_schema(summary="Name somebody for a job", request=ReferSerializer),
)
class Referrals(Resource[Referral]):
    """Those of one's own, and those of applications that one sees. With a resume it is sent as multipart/form-data."""

    resource = "referrals"
    serializer_class = ReferralSerializer
    queryset = Referral.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"referrer_id": ["exact"], "application_id": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"referrer": "users", "application": "applications"}
    parser_classes = (ApiParser, MultiPartParser)
    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[Referral]:
        seen = Referral.objects.visible_to(self.user)
        return seen.select_related("application__stage", "application__closure", "application__candidate__data_key")

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Referral]:
        """Which applications the key sees is asked once for a page."""
        rows = (args[0] if kwargs.get("many") else [args[0]]) if args else []
        kwargs["context"] = {**self.get_serializer_context(), **self._shown(rows)}
        return super().get_serializer(*args, **kwargs)

    def _shown(self, rows: list[Referral]) -> dict[str, Any]:
        if not rows:
            return {"seen": set(), "sees": ""}
        seen = Application.objects.visible_to(self.user).filter(pk__in=[row.application_id for row in rows])
        return {"seen": set(seen.values_list("pk", flat=True)), "sees": InternalPolicy.objects.current().referrer_sees}

    def perform_create(self, serializer: BaseSerializer[Referral]) -> None:
        """Offers POST; `create` reads its own shape."""

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        said = self.asked(ReferSerializer)
        said["post"] = one_of(posts.for_employees(), said["post"])
        made = referring.refer(referring.Naming(**said), referrer=self.user, by=self.by)
        return Response(self.get_serializer(self.fresh(made)).data, status=status.HTTP_201_CREATED)


def _answers(post: JobPost, said: dict[str, Any]) -> list[tuple[Question, str]]:
    if not said["notice_read"]:
        raise AnswerRefused(_("Read the privacy notice first."), field="notice_read")
    questions, given = list(post.questions.all()), said.get("answers", [])
    padded = [*given, *[""] * (len(questions) - len(given))]
    for question, answer in zip(questions, padded, strict=False):
        if question.required and not answer.strip():
            raise AnswerRefused(_("Please answer: %(question)s") % {"question": question.label}, field="answers")
    return list(zip(questions, padded, strict=False))
