from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from recruitment.api.post_serializers import (
    JobPostChangeSerializer,
    JobPostQuestionSerializer,
    JobPostSerializer,
    QuestionChangeSerializer,
)
from recruitment.models import Job, JobPost, Question


class QuestionFilter(django_filters.FilterSet):  # type: ignore[misc]
    job_post_id = django_filters.NumberFilter(field_name="post_id")


@extend_schema_view(
    list=extend_schema(summary="List job posts"),
    retrieve=extend_schema(summary="One job post"),
    create=extend_schema(summary="Write a job post"),
    partial_update=extend_schema(summary="Change a job post"),
)
class JobPosts(Resource[JobPost]):
    """What the careers site shows of a job, in one language."""

    resource = "job_posts"
    queryset = JobPost.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {"job_id": ["exact"], "live": ["exact"]}
    expands: ClassVar[dict[str, str]] = {"job": "jobs"}
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch"]  # type: ignore[misc]

    def get_serializer_class(self) -> type[JobPostSerializer]:
        return JobPostChangeSerializer if self.action == "partial_update" else JobPostSerializer

    def get_queryset(self) -> QuerySet[JobPost]:
        posts = JobPost.objects.visible_to(self.user).select_related("job__entity", "job__recruiter")
        return posts.prefetch_related("questions")

    def perform_create(self, serializer: BaseSerializer[JobPost]) -> None:
        said = dict(serializer.validated_data)
        job = one_of(Job.objects.visible_to(self.user), said.pop("job_id"))
        self.user.require("jobs.publish", job)
        serializer.instance = self.fresh(JobPost.objects.write(job, by=self.by, **said))

    def perform_update(self, serializer: BaseSerializer[JobPost]) -> None:
        post = serializer.instance
        assert post is not None
        self.user.require("jobs.publish", post.job)
        post.change(by=self.by, **serializer.validated_data)
        serializer.instance = self.fresh(post)

    @extend_schema(summary="Publish on the careers site", request=None, responses=JobPostSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """A draft job opens with it."""
        post = self._published()
        post.publish(by=self.by)
        return self.answer(post)

    @extend_schema(summary="Take off the careers site", request=None, responses=JobPostSerializer)
    @action(detail=True, methods=["post"])
    def unpublish(self, request: Request, pk: str) -> Response:
        post = self._published()
        post.unpublish(by=self.by)
        return self.answer(post)

    def _published(self) -> JobPost:
        post = self.get_object()
        self.user.require("jobs.publish", post.job)
        return post


@extend_schema_view(
    list=extend_schema(summary="List questions of job posts"),
    retrieve=extend_schema(summary="One question"),
    create=extend_schema(summary="Add a question to a job post"),
    partial_update=extend_schema(summary="Change a question, or its place"),
    destroy=extend_schema(summary="Remove a question; answers already given stay"),
)
class JobPostQuestions(Resource[Question]):
    """Screening questions on application forms."""

    resource = "job_post_questions"
    queryset = Question.objects.none()
    filterset_class = QuestionFilter
    expands: ClassVar[dict[str, str]] = {"job_post": "job_posts"}

    def get_serializer_class(self) -> type[JobPostQuestionSerializer]:
        return QuestionChangeSerializer if self.action == "partial_update" else JobPostQuestionSerializer

    def get_queryset(self) -> QuerySet[Question]:
        return Question.objects.filter(post__in=JobPost.objects.visible_to(self.user)).select_related("post__job")

    def perform_create(self, serializer: BaseSerializer[Question]) -> None:
        said = dict(serializer.validated_data)
        place = said.pop("sort_order", None)
        post = one_of(JobPost.objects.visible_to(self.user).select_related("job"), said.pop("post_id"))
        self.user.require("jobs.publish", post.job)
        question = post.ask(by=self.by, **said)
        if place is not None:
            question.change(sort_order=place, by=self.by)
        serializer.instance = self.fresh(question)

    def perform_update(self, serializer: BaseSerializer[Question]) -> None:
        question = serializer.instance
        assert question is not None
        self.user.require("jobs.publish", question.post.job)
        question.change(by=self.by, **serializer.validated_data)
        serializer.instance = self.fresh(question)

    def perform_destroy(self, question: Question) -> None:
        self.user.require("jobs.publish", question.post.job)
        question.remove(by=self.by)
