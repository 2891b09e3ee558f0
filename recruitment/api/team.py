from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource, one_of
from recruitment.api.job_serializers import TeamSerializer
from recruitment.models import Job, JobUserObjectPermission, TeamRole


class TeamFilter(django_filters.FilterSet):  # type: ignore[misc]
    job_id = django_filters.NumberFilter(field_name="content_object_id")
    user_id = django_filters.NumberFilter()


@extend_schema_view(
    list=extend_schema(summary="List places on hiring teams"),
    retrieve=extend_schema(summary="One place on a hiring team"),
    create=extend_schema(summary="Put somebody on a hiring team"),
    destroy=extend_schema(summary="Take somebody off a hiring team"),
)
class HiringTeam(Resource[JobUserObjectPermission]):
    """Who works on which job, in which role. Whoever sees a job sees its team."""

    resource = "hiring_team"
    serializer_class = TeamSerializer
    queryset = JobUserObjectPermission.objects.none()
    filterset_class = TeamFilter
    expands: ClassVar[dict[str, str]] = {"job": "jobs", "user": "users"}

    def get_queryset(self) -> QuerySet[JobUserObjectPermission]:
        rows = JobUserObjectPermission.objects.filter(content_object__in=Job.objects.visible_to(self.user))
        return rows.select_related("content_object", "user", "permission")

    def perform_create(self, serializer: BaseSerializer[JobUserObjectPermission]) -> None:
        said = serializer.validated_data
        job = one_of(Job.objects.visible_to(self.user), said["content_object_id"])
        self.user.require("jobs.team", job)
        job.add_to_team(said["user"], said["role"], by=self.by)
        place = {"user": said["user"], "permission__codename": TeamRole(said["role"]).permission}
        serializer.instance = self.get_queryset().get(content_object=job, **place)

    def perform_destroy(self, place: JobUserObjectPermission) -> None:
        self.user.require("jobs.team", place.content_object)
        place.content_object.remove_from_team(place.user, place.role, by=self.by)
