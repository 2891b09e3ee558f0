from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recruitment.models import Application, Job


def named(job: Job) -> str:
    """Nobody sees a draft on the careers site: whoever sends somebody there is told so."""
    return gettext("%(job)s (draft)") % {"job": job} if job.status == Job.Status.DRAFT else str(job)


class TransferForm(forms.Form):
    """To another job where the mover may move cards as well."""

    job = forms.ModelChoiceField(Job.objects.none(), label=_("Job"), empty_label=_("Choose a job"))

    def __init__(self, *args: Any, application: Application, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jobs: Any = self.fields["job"]
        jobs.queryset, jobs.label_from_instance = others(application, user, "applications.move"), named


class ConsiderationForm(forms.Form):
    """For further jobs, beside the one where the person stands already."""

    jobs = forms.ModelMultipleChoiceField(Job.objects.none(), label=_("Jobs"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, application: Application, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = Application.objects.on_board().filter(candidate_id=application.candidate_id).values("job_id")
        jobs: Any = self.fields["jobs"]
        jobs.queryset = others(application, user, "applications.create").exclude(pk__in=stands)
        jobs.label_from_instance = named


class NoShowForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))


def others(application: Application, user: User, right: str) -> Any:
    return Job.objects.open_to(user, right).running().exclude(pk=application.job_id).order_by("name", "pk")
