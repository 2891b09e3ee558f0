from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import audit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from desk.models import Duty, Follow, Notification, Undo


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from accounts import deletions, handover
        from audit import things

        import_module("desk.vocabulary").register()
        import_module("desk.listeners")
        import_module("desk.lists").register()
        things.register("duty", "desk.Duty", label=str, url=_url, visible_to=_visible_to)
        things.register("undo", "desk.Undo", label=str, url=_undo_url, visible_to=_undos_of)
        things.register("notification", "desk.Notification", label=str, url=_bell_url, visible_to=_notifications_of)
        deletions.register("follows", "notification_preferences", "saved_views", "undos", seen=lambda user: [user.pk])
        handover.register("duties", label=_("Duties"), held=_held, give=_give)
        handover.register("follows", label=_("What they follow, which ends"), held=_follows_of, give=_drop)


def _url(duty: "Duty") -> str:
    return duty.own_url or reverse("desk:home")


def _visible_to(user: Any) -> "QuerySet[Duty]":
    from desk.models import Duty

    return Duty.objects.visible_to(user)


def _held(user: "User") -> "QuerySet[Duty]":
    from desk.models import Duty

    return Duty.objects.open().filter(owner=user)


def _give(user: "User", to: "User", by: audit.Actor) -> int:
    """What would have escalated to the leaver escalates to the heir."""
    from desk.models import Duty

    Duty.objects.open().filter(escalate_to=user).update(escalate_to=to)
    return sum(duty.give_to(to, by=by) for duty in _held(user))


def _undo_url(undo: "Undo") -> str:
    return reverse("desk:undo", args=[undo.pk])


def _undos_of(user: Any) -> "QuerySet[Undo]":
    from desk.models import Undo

    return Undo.objects.visible_to(user)


def _bell_url(_told: "Notification") -> str:
    return reverse("desk:notifications")


def _notifications_of(user: Any) -> "QuerySet[Notification]":
    from desk.models import Notification

    return Notification.objects.visible_to(user)


def _follows_of(user: "User") -> "QuerySet[Follow]":
    from desk.models import Follow

    return Follow.objects.visible_to(user)


def _drop(user: "User", to: "User", by: audit.Actor) -> int:
    """What somebody wants to hear of is theirs alone: an heir hears of what they are given."""
    from desk import following

    return sum(following.forget(user, follow.about_ref, by=by) for follow in _follows_of(user))
