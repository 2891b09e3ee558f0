"""What has to be chosen before an act upon many begins."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import RIGHTS
from accounts.models import User
from communications import placeholders
from communications.models import MessageTemplate
from recruitment.forms.application import offer
from recruitment.models import ClosureKind, ClosureReason, Job, JobUserObjectPermission, Stage

MOST_PEOPLE = 500
# The product sends these by itself.
BY_ITSELF = Q(key__in=("application_received", "application_confirm")) | Q(key__startswith="offer_")

# Says no: it goes with a rejection, and with nothing else.
SAYS_NO = Q(key="application_rejected")


@dataclass(frozen=True)
class Scope:
    """Of what the choice is made: the kind of thing, the jobs that they belong to, and who chooses."""

    things: str
    jobs: frozenset[int]
    user: User


class ChoiceForm(forms.Form):
    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.take()

    def take(self) -> None:
        """Fills in what there is to choose."""

    def kept(self) -> dict[str, Any]:
        """What was chosen, to be read again by this form."""
        said = {name: value.pk if isinstance(value, Model) else value for name, value in self.cleaned_data.items()}
        return {name: value for name, value in said.items() if value not in (None, "")}

    def _offer(self, name: str, rows: Any, **more: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        offer(self, name, rows, **more)


class StageForm(ChoiceForm):
    stage = forms.ModelChoiceField(Stage.objects.none(), label=gettext_lazy("Move to"))

    def take(self) -> None:
        stages = Stage.objects.filter(job__in=self.scope.jobs, active=True).order_by("job_id", "sort_order", "pk")
        self._offer("stage", stages, empty=_("Choose a stage"))


class TagForm(ChoiceForm):
    tag = forms.CharField(
        label=gettext_lazy("Tag"), max_length=60, widget=forms.TextInput({"list": "known-tags", "autocomplete": "off"})
    )


class OwnerForm(ChoiceForm):
    owner = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Assign to"))

    def take(self) -> None:
        self._offer("owner", self._people(), empty=_("Choose a person"))

    def _people(self) -> Any:
        roles = [role for role, rights in RIGHTS.items() if "candidates.edit" in rights]
        by_role = Q(pk__in=User.objects.filter(grants__role__in=roles).order_by().values("pk"))
        found = User.objects.active()
        if not self.scope.jobs:
            return found.filter(by_role | Q(pk=self.scope.user.pk)).order_by("name", "pk")
        team = JobUserObjectPermission.objects.filter(content_object__in=self.scope.jobs).order_by().values("user_id")
        leads = Job.objects.filter(pk__in=self.scope.jobs).order_by().values("recruiter_id")
        return found.filter(Q(pk__in=team) | Q(pk__in=leads) | Q(pk=self.scope.user.pk)).order_by("name", "pk")


class LetterForm(ChoiceForm):
    template = forms.ModelChoiceField(MessageTemplate.objects.none(), label=gettext_lazy("Template"))
    nobody = gettext_lazy("Choose a template")
    # What a template is for is known of our own; the company's may be for anything.
    meant = ~SAYS_NO

    def take(self) -> None:
        letters = MessageTemplate.objects.active().for_candidates().filter(self.meant).exclude(BY_ITSELF)
        fit = [one for one in letters.order_by("name", "language", "pk") if self._fits(one)]
        field: Any = self.fields["template"]
        if not fit and field.required:
            field.help_text = _("No template fits yet: they all speak of a job. Write one without under Templates.")
        field.queryset = letters.filter(pk__in=[one.pk for one in fit])
        offer(self, "template", one_each(fit, self.scope.user.language), empty=self.nobody)

    def _fits(self, template: MessageTemplate) -> bool:
        """Whether all that it wants filled in can be, of such a thing."""
        names = placeholders.names_in(f"{template.subject}\n{template.body}")
        return all(placeholders.find(name).works_on(self.scope.things) for name in names)


class RejectionForm(LetterForm):
    reason = forms.ModelChoiceField(ClosureReason.objects.none(), label=gettext_lazy("Reason"))
    template = forms.ModelChoiceField(MessageTemplate.objects.none(), label=gettext_lazy("Mail"), required=False)
    nobody = gettext_lazy("Write no mail")
    meant = SAYS_NO | Q(key="")
    field_order = ("reason", "template")

    def take(self) -> None:
        super().take()
        reasons = ClosureReason.objects.filter(kind=ClosureKind.REJECTED, active=True)
        self._offer("reason", reasons, empty=_("Choose a reason"))


def one_each(templates: list[MessageTemplate], language: str) -> list[MessageTemplate]:
    """Of a template that there is in several languages the reader's, or the English one: each candidate gets theirs."""
    wanted = sorted(templates, key=lambda one: (one.language != language, one.language != "en"))
    shown = {one.key or f"#{one.pk}": one for one in reversed(wanted)}
    return sorted(shown.values(), key=lambda one: one.name)
