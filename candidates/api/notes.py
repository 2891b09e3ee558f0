from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.serializers import BaseSerializer

from accounts.api.views import Resource
from candidates import entries
from candidates.api.below import BelowCandidate
from candidates.api.serializers import ActivitySerializer, NoteChangeSerializer, NoteSerializer
from candidates.models import Activity, Note
from candidates.refusals import UnfitValue

NAMES = {"kind": "type", "at": "happened_at"}


@extend_schema_view(
    list=extend_schema(summary="List notes"),
    retrieve=extend_schema(summary="One note"),
    create=extend_schema(summary="Write a note"),
    partial_update=extend_schema(
        summary="Change one's own note", request=NoteChangeSerializer, responses=NoteSerializer
    ),
    destroy=extend_schema(summary="Delete one's own note"),
)
class Notes(BelowCandidate, Resource[Note]):
    """What the team wrote about people. A private note is listed for its author alone, a note about an application
    for whoever sees that application. `@` and a colleague's whole name tells that colleague."""

    resource = "notes"
    serializer_class = NoteSerializer
    queryset = Note.objects.none()
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch", "delete"]  # type: ignore[misc]
    filterset_fields: ClassVar[dict[str, list[str]]] = {"candidate_id": ["exact"], "visibility": ["exact"]}

    def get_queryset(self) -> QuerySet[Note]:
        seen = Note.objects.visible_to(self.user).select_related("author", "candidate__data_key")
        return entries.with_mentions(seen)

    def get_serializer_class(self) -> type[BaseSerializer[Note]]:
        return NoteChangeSerializer if self.action == "partial_update" else NoteSerializer

    def perform_create(self, serializer: BaseSerializer[Note]) -> None:
        said = serializer.validated_data
        candidate = self.candidate(said["candidate_id"], "notes.write")
        visibility = said.get("visibility", Note.Visibility.TEAM)
        about = self.application_of(candidate, said.get("application_id"))
        serializer.instance = self.fresh(candidate.write_note(said["text"], visibility, by=self.by, about=about))

    def perform_update(self, serializer: BaseSerializer[Note]) -> None:
        note = self._own(serializer.instance)
        note.edit(serializer.validated_data.get("text", note.text), by=self.by)
        serializer.instance = self.fresh(note)

    def perform_destroy(self, note: Note) -> None:
        self._own(note).remove(by=self.by)

    def _own(self, note: Any) -> Note:
        note.candidate.require(self.user, "notes.write")
        note.require_author(self.by)
        found: Note = note
        return found


@extend_schema_view(
    list=extend_schema(summary="List logged calls, mails and meetings"),
    retrieve=extend_schema(summary="One logged call, mail or meeting"),
    create=extend_schema(summary="Log a call, a mail or a meeting"),
    destroy=extend_schema(summary="Take back what one has logged"),
)
class Activities(BelowCandidate, Resource[Activity]):
    """Calls, mails and meetings with people that took place outside and that somebody has logged."""

    resource = "activities"
    serializer_class = ActivitySerializer
    queryset = Activity.objects.none()
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "delete"]  # type: ignore[misc]
    filterset_fields: ClassVar[dict[str, list[str]]] = {"candidate_id": ["exact"], "kind": ["exact"]}

    def get_queryset(self) -> QuerySet[Activity]:
        return Activity.objects.visible_to(self.user).select_related("author", "candidate__data_key")

    def perform_create(self, serializer: BaseSerializer[Activity]) -> None:
        said = serializer.validated_data
        candidate = self.candidate(said["candidate_id"], "notes.write")
        about = self.application_of(candidate, said.get("application_id"))
        body, at = said.get("body", ""), said.get("happened_at")
        try:
            logged = candidate.log(said["kind"], said["outcome"], body, at=at, by=self.by, about=about)
        except UnfitValue as refusal:
            refusal.field = NAMES.get(str(refusal.field), refusal.field)
            raise
        serializer.instance = self.fresh(logged)

    def perform_destroy(self, activity: Activity) -> None:
        activity.candidate.require(self.user, "notes.write")
        activity.remove(by=self.by)
