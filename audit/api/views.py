from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.viewsets import GenericViewSet

from audit.api.serializers import EventSerializer
from audit.models import Event


@extend_schema_view(
    list=extend_schema(summary="List what happened"),
    retrieve=extend_schema(summary="One event"),
)
class Events(ListModelMixin, RetrieveModelMixin, GenericViewSet[Event]):
    """The log of what happened. It is read only, for whoever holds the right `audit.view`.

    The list goes by `position`, which sealing gives to committed events alone (some seconds after they happened):
    by id it would go past an event whose transaction commits after one with a higher id.
    """

    resource = "events"
    serializer_class = EventSerializer
    queryset = Event.objects.none()
    filterset_fields = ("verb", "about_kind", "about_id", "actor_kind", "actor_id")
    lookup_value_regex = "[0-9]{1,18}"
    sync_key = "position"

    def get_queryset(self) -> "QuerySet[Event]":
        user: Any = self.request.user
        if not user.may("audit.view"):
            raise PermissionDenied(_("Only people who may read the audit log can read events."))
        events = Event.objects.visible_to(user).annotate(position=F("leaf__position")).prefetch_related("things")
        return events.filter(leaf__isnull=False) if self.action == "list" else events
