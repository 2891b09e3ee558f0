"""The kinds of notification that the desk itself sends."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import kinds, notifications
from desk.notifications import Facts

DUE_TODAY = "duty.due_today"


def register() -> None:
    notifications.register(
        "duty.owed",
        label=gettext_lazy("Somebody asks me to do something"),
        default="page",
        sentence=lambda facts: _("%(who)s asks you: %(duty)s") % _named(facts),
        direct=True,
    )
    notifications.register(
        "duty.reminded",
        label=gettext_lazy("Something I owe is nearly due"),
        default="page",
        sentence=lambda facts: _("Due soon: %(duty)s") % _named(facts),
        direct=True,
    )
    notifications.register(
        "duty.escalated",
        label=gettext_lazy("Somebody is late with what they owe, and it comes to me"),
        default="mail",
        sentence=lambda facts: _("%(owner)s is late: %(duty)s") % _named(facts),
        direct=True,
    )
    notifications.register(
        DUE_TODAY,
        label=gettext_lazy("What I owe today, and what is overdue"),
        default="digest",
        channels=("digest", "none"),
    )
    notifications.register(
        "key.expiring",
        label=gettext_lazy("An API key of mine is about to end"),
        default="mail",
        sentence=gettext_lazy("An API key ends within a week"),
        direct=True,
    )


def _named(facts: Facts) -> dict[str, str]:
    return {"who": facts["who"], "owner": facts["owner"], "duty": str(kinds.find(facts["duty"]).title)}
