from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from company.models import Department
from recruitment.forms.job import JobForm
from recruitment.models import Requisition, StageTemplate
from recruitment.models.headcount import MOST

if TYPE_CHECKING:
    from django.db.models import QuerySet

ASKED = (
    "title", "need", "replaces", "level", "budget_code", "department", "office", "headcount", "target_start_on",
    "must_haves", "reason", "pay_idea", "panel", "confidential",
)  # fmt: skip


class RequisitionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a hiring manager knows: whom they need, why, and by when."""

    headcount = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST, initial=1)
    target_start_on = forms.DateField(
        label=_("Target start"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    pay_idea = forms.CharField(
        label=_("Your idea of the pay"),
        max_length=500,
        required=False,
        help_text=_("Stored encrypted. Only you and those who may see pay read it."),
    )

    class Meta:
        model = Requisition
        fields = (*ASKED, "recruiter")
        labels = {
            "title": _("Whom do you need?"),
            "need": _("Is this a new position?"),
            "replaces": _("Whom do they replace?"),
            "level": _("Level"),
            "budget_code": _("Budget code"),
            "department": _("Department"),
            "office": _("Office"),
            "must_haves": _("Must-haves"),
            "reason": _("Why now?"),
            "panel": _("Who should interview?"),
            "recruiter": _("Recruiter"),
            "confidential": _("Confidential: only you and the recruiter see it"),
        }
        help_texts = {
            "title": _("The name of the work, such as “Route planner”."),
            "must_haves": _("What somebody has to bring on the first day; one a line."),
            "recruiter": _("Left empty, those who recruit there are asked."),
            "replaces": _("Only for a replacement."),
        }
        widgets = {
            "must_haves": forms.Textarea(attrs={"rows": 4}),
            "reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.active().order_by("name", "pk")
        for name in ("panel", "recruiter"):
            field: Any = self.fields[name]
            field.queryset = people
        recruiters = Q(grants__role="recruiter") | Q(jobs_recruited__isnull=False)
        self.fields["recruiter"].queryset = people.filter(recruiters).distinct()  # type: ignore[attr-defined]
        self.fields["recruiter"].empty_label = str(_("Whoever recruits there"))  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["recruiter"]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """The verb writes and says what makes no sense: the instance stays as it was loaded."""


class CompletionForm(JobForm):
    """What the recruiter adds: entity, brand, place, pay, stages. The rest is as it was asked for."""

    hiring_managers = None  # type: ignore[assignment]
    interviewers = None  # type: ignore[assignment]

    class Meta(JobForm.Meta):
        fields = tuple(name for name in JobForm.Meta.fields if name != "evergreen")  # type: ignore[assignment]

    @classmethod
    def begun(cls, requisition: Requisition, data: Any, *, user: User) -> "CompletionForm":
        entity = requisition.office.entity
        known = requisition.values() | {
            "name": requisition.title,
            "confidential": requisition.confidential,
            "openings": requisition.headcount,
            "recruiter": requisition.recruiter or user,
            "entity": entity,
            "brand": entity.brands.order_by("pk").first(),
            "template": StageTemplate.objects.filter(name="Standard").first(),
        }
        return cls(data, user=user, initial=known)


class QuestionBackForm(forms.Form):
    question = forms.CharField(
        label=_("What do you need to know?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class TargetForm(forms.Form):
    target_start_on = forms.DateField(
        label=_("Target start"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class OpeningsForm(forms.Form):
    count = forms.IntegerField(label=_("Openings to add"), min_value=1, max_value=MOST, initial=1)
    target_start_on = forms.DateField(
        label=_("Target start"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class CopyForm(forms.Form):
    """A new job like this one, or a template to make jobs from."""

    name = forms.CharField(label=_("Name of the job"), max_length=160)
    requisition_id = forms.CharField(
        label=_("Requisition number"), max_length=60, required=False, help_text=_("Left empty, we number it.")
    )
    openings = forms.IntegerField(label=_("Openings"), min_value=1, max_value=MOST, initial=1)
    is_template = forms.BooleanField(label=_("A template: jobs are made from it, it is never opened"), required=False)


class RequisitionFilter(forms.Form):
    STATES = (("", _("Not decided")), *Requisition.State.choices, ("all", _("All")))

    q = forms.CharField(label=_("Requisition"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_("All departments")
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def narrowed(self, rows: "QuerySet[Requisition]", user: User) -> "QuerySet[Requisition]":
        """A filter that makes no sense narrows nothing but what can be understood."""
        self.is_valid()
        chosen = self.cleaned_data
        state = chosen.get("state", "")
        if state != "all":
            rows = rows.filter(state=state) if state else rows.filter(state__in=Requisition.UNDECIDED)
        if chosen.get("department"):
            rows = rows.filter(department=chosen["department"])
        if chosen.get("q"):
            rows = rows.filter(title__icontains=chosen["q"])
        if chosen.get("mine"):
            rows = rows.filter(Q(raised_by=user) | Q(recruiter=user))
        return rows
