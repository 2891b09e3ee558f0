from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

from accounts.api.fields import IdField
from accounts.api.serializers import ModelSerializer
from accounts.api.views import Resource
from recruitment.forms.tracker import TrackerFilter
from recruitment.models import Job, TrackerSubscription
from recruitment.tracker import columns
from recruitment.tracker.lines import Line, lines_of, with_ages
from recruitment.tracker.moment import Moment

NUMBERS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
STAGES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["stage_id", "name", "count"],
        "properties": {
            "stage_id": {"type": "integer", "format": "int64"},
            "name": {"type": "string"},
            "count": {"type": "integer", "minimum": 0},
        },
    },
}
IDS = {"type": "array", "items": {"type": "integer", "format": "int64"}}


class TrackerSerializer(ModelSerializer[Job]):
    recruiter_id = IdField(read_only=True)
    department_id = IdField(read_only=True)
    office_id = IdField(read_only=True)
    age_days = serializers.SerializerMethodField(help_text="Since it was opened, up to its end where it has one.")
    longest_waiting_since = serializers.SerializerMethodField()
    hiring_manager_ids = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField(help_text="By name; `new` counts since Monday in the key owner's zone.")
    stages = serializers.SerializerMethodField(help_text="The cards in each stage of its board.")

    class Meta:
        model = Job
        fields = (
            "id", "name", "requisition_id", "status", "recruiter_id", "department_id", "office_id", "opened_at",
            "closed_at", "age_days", "longest_waiting_since", "hiring_manager_ids", "numbers", "stages", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": ["integer", "null"]})
    def get_age_days(self, job: Job) -> int | None:
        return self._line(job).age

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_longest_waiting_since(self, job: Job) -> Any:
        return self._line(job).waiting_since

    @extend_schema_field(IDS)
    def get_hiring_manager_ids(self, job: Job) -> list[int]:
        return [person.pk for person in self._line(job).managers]

    @extend_schema_field(NUMBERS)
    def get_numbers(self, job: Job) -> dict[str, int]:
        line = self._line(job)
        return {column.name: line.number(column).count for column in columns.shown()}

    @extend_schema_field(STAGES)
    def get_stages(self, job: Job) -> list[dict[str, Any]]:
        return [{"stage_id": bar.stage.pk, "name": bar.stage.name, "count": bar.count} for bar in self._line(job).bars]

    def _line(self, job: Job) -> Line:
        lines: dict[int, Line] = self.context["lines"]
        return lines[job.pk]


@extend_schema_view(
    list=extend_schema(summary="List how each job stands"), retrieve=extend_schema(summary="How one job stands")
)
class Tracker(Resource[Job]):
    """Jobs in numbers, counted as they are asked for. They change without a change of the job: ask for all of them."""

    resource = "tracker"
    serializer_class = TrackerSerializer
    queryset = Job.objects.none()
    filterset_fields: ClassVar[dict[str, list[str]]] = {
        "status": ["exact"], "department_id": ["exact"], "office_id": ["exact"], "recruiter_id": ["exact"],
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[Job]:
        jobs = Job.objects.open_to(self.user, "applications.view").filter(is_template=False)
        return with_ages(jobs, self.user)

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Job]:
        """The numbers of all jobs of a page are asked for at once."""
        jobs = (args[0] if kwargs.get("many") else [args[0]]) if args else []
        kwargs["context"] = {**self.get_serializer_context(), **self._counted(jobs)}
        return super().get_serializer(*args, **kwargs)

    def _counted(self, jobs: list[Job]) -> dict[str, Any]:
        if not jobs:
            return {"lines": {}}
        moment = Moment.of(self.user)
        numbers = columns.count(Job.objects.filter(pk__in=[job.pk for job in jobs]), moment)
        return {"lines": {line.job.pk: line for line in lines_of(jobs, numbers, moment)}}


class TrackerSubscriptionSerializer(ModelSerializer[TrackerSubscription]):
    user_id = IdField(read_only=True)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7), help_text="Monday is 1, Sunday 7."
    )
    hour = serializers.IntegerField(min_value=0, max_value=23, help_text="In the zone of the key's owner.")
    query = serializers.CharField(
        max_length=500, required=False, allow_blank=True, help_text="The filter, as in the address of the page."
    )

    class Meta:
        model = TrackerSubscription
        fields = ("id", "user_id", "look", "query", "weekdays", "hour", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at")

    def validate_query(self, query: str) -> str:
        return TrackerFilter(QueryDict(query), user=self.context["view"].user).query()


@extend_schema_view(
    list=extend_schema(summary="List mails of the tracker"),
    retrieve=extend_schema(summary="One mail of the tracker"),
    create=extend_schema(summary="Ask for the tracker by mail"),
    partial_update=extend_schema(summary="Change days, hour, look or filter"),
    destroy=extend_schema(summary="End the mail"),
)
class TrackerSubscriptions(Resource[TrackerSubscription]):
    """On which days the owner of the key gets the tracker by mail, at which hour of theirs."""

    resource = "tracker_subscriptions"
    serializer_class = TrackerSubscriptionSerializer
    queryset = TrackerSubscription.objects.none()
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch", "delete"]  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[TrackerSubscription]:
        return TrackerSubscription.objects.visible_to(self.user)

    def perform_create(self, serializer: BaseSerializer[TrackerSubscription]) -> None:
        said = serializer.validated_data
        serializer.instance = self.fresh(TrackerSubscription.objects.subscribe(user=self.user, by=self.by, **said))

    def perform_update(self, serializer: BaseSerializer[TrackerSubscription]) -> None:
        subscription = serializer.instance
        assert subscription is not None
        subscription.change(by=self.by, **serializer.validated_data)
        serializer.instance = self.fresh(subscription)

    def perform_destroy(self, instance: TrackerSubscription) -> None:
        instance.cancel(by=self.by)
