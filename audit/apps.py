from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import things

if TYPE_CHECKING:
    from audit.models import Event
    from audit.models.event import EventQuerySet


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = gettext_lazy("Audit")

    def ready(self) -> None:
        things.register("event", "audit.Event", label=_label, url=_url, visible_to=_visible_to)


def _label(event: "Event") -> str:
    return _("event %(number)s") % {"number": event.pk}


def _url(event: "Event") -> str:
    return event.get_absolute_url()


def _visible_to(user: Any) -> "EventQuerySet":
    from audit.models import Event

    return Event.objects.visible_to(user)
