from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.models import Candidate
from communications.models import MessageTemplate
from recruitment.models import Application, ClosureKind, ClosureReason, Job, Source, Stage


class MoveForm(forms.Form):
    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Move to"), empty_label=None)

    def __init__(self, *args: Any, application: Application, stages: Iterable[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The next one first; where it stands is no move.
        onwards = [stage for stage in stages if stage.active and stage.pk != application.stage_id]
        offer(self, "stage", onwards)
        later = (stage.pk for stage in onwards if stage.sort_order > application.stage.sort_order)
        self.initial.setdefault("stage", next(later, None))


class ClosureForm(forms.Form):
    """An ending of one kind, with a reason of that kind alone."""

    reason = forms.ModelChoiceField(ClosureReason.objects.none(), label=_("Reason"))

    def __init__(self, *args: Any, kind: str, reasons: Iterable[ClosureReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["reason"]
        chosen.queryset = ClosureReason.objects.filter(kind=kind, active=True)
        offer(self, "reason", (reason for reason in reasons if reason.kind == kind), empty=_("Choose a reason"))


class RejectionForm(ClosureForm):
    send_mail = forms.BooleanField(label=_("Write to the candidate"), required=False)
    template = forms.ModelChoiceField(MessageTemplate.objects.none(), label=_("Template"), required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        # The form of a mail on the same page has a template too.
        super().__init__(*args, kind=ClosureKind.REJECTED, auto_id="rejection_%s", **kwargs)
        templates: Any = self.fields["template"]
        templates.queryset = letters_to(application)
        offer(self, "template", templates.queryset, empty=_("Choose a template"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("send_mail") and not cleaned.get("template"):
            self.add_error("template", gettext("Choose what to write."))
        return cleaned


def offer(form: forms.Form, name: str, rows: Iterable[Any], *, empty: str | Promise | None = None) -> None:
    """Rows that are there already: a select would ask for its own each time it is drawn."""
    field: Any = form.fields[name]
    first = [] if empty is None else [("", empty)]
    field.choices = [*first, *((row.pk, str(row)) for row in rows)]


def letters_to(application: Application) -> Any:
    """Templates to a candidate in their language, or in English; not the ones that the product sends by itself."""
    mine = MessageTemplate.objects.active().for_candidates()
    by_itself = Q(key__in=["application_received", "application_confirm"]) | Q(key__startswith="offer_")
    return mine.filter(language__in={application.language, "en"}).exclude(by_itself)


class SourceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the known words, by its name."""

    def __init__(self) -> None:
        super().__init__(
            Source.objects.active(), label=_("Source"), required=False, to_field_name="name", empty_label=_("Not known")
        )

    def clean(self, value: Any) -> str:
        source = super().clean(value)
        return source.name if source else ""


class NewApplicationForm(forms.Form):
    """A person known to us, or a new one, put on a job's board."""

    candidate = forms.ModelChoiceField(Candidate.objects.none(), required=False, widget=forms.HiddenInput)
    first_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    source = SourceField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["candidate"]
        people.queryset = Candidate.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("candidate") and not (cleaned.get("first_name") or cleaned.get("last_name")):
            self.add_error("first_name", gettext("A person needs a name."))
        return cleaned


class JobApplicationForm(forms.Form):
    """From a person's page: for which job."""

    job = forms.ModelChoiceField(Job.objects.none(), label=_("Job"))
    source = SourceField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jobs: Any = self.fields["job"]
        jobs.queryset = Job.objects.open_to(user, "applications.create").running().order_by("name", "pk")
