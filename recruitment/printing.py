"""A person's applications on paper."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from candidates.models import Candidate
from candidates.printing import Section, moment
from recruitment.models import Application


def applications(candidate: Candidate, user: User) -> Iterator[Section]:
    """Each that `user` sees, with its answers; a wish for an adjustment only for whoever arranges it."""
    seen = Application.objects.visible_to(user).filter(candidate=candidate).prefetch_related("answers")
    rows = seen.select_related("job", "stage", "closure__reason", "candidate__data_key").order_by("-applied_at", "-pk")
    for one in rows:
        answers = [(answer.question, answer.answer or "–") for answer in one.answers.all()]
        facts = [(_("Applied"), moment(one.applied_at)), (_("State"), state_of(one)), *answers]
        if one.adjustment and user.may("adjustments.view", one.job):
            facts.append((_("Adjustment asked for"), one.adjustment))
        yield Section(_("Application: %(job)s") % {"job": one.job}, facts)


def state_of(application: Application) -> str:
    if not application.open:
        closure = application.closure
        return f"{closure.get_kind_display()}: {closure.reason}"
    return str(application.stage) if application.confirmed_at else _("Not confirmed")
