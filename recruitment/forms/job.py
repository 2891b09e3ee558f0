from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import reach
from accounts.models import User
from company.models import Department, Office
from recruitment import money
from recruitment.models import ClosureKind, ClosureReason, Job, StageTemplate, TeamRole, Weekday
from recruitment.money import plain

WHERE = ("entity", "brand", "department", "office", "place")
PAY = ("pay_minimum", "pay_maximum", "pay_currency", "pay_period")
NEED = ("need", "replaces", "level", "budget_code", "must_haves", "target_start_on", "evergreen")


class JobForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new job, or the settings of one."""

    openings = forms.IntegerField(label=_("Openings"), min_value=1, max_value=500, initial=1)
    template = forms.ModelChoiceField(
        StageTemplate.objects.all(),
        label=_("Stages"),
        empty_label=None,
        help_text=_("They are copied into the job, where you may change them."),
    )
    hiring_managers = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Hiring managers"), required=False, help_text=_("They see this job alone.")
    )
    interviewers = forms.ModelMultipleChoiceField(User.objects.none(), label=_("Interviewers"), required=False)

    class Meta:
        model = Job
        fields = ("name", "requisition_id", *WHERE, *PAY, *NEED, "recruiter", "confidential", "notes")
        labels = {
            "name": _("Name of the job"),
            "requisition_id": _("Requisition number"),
            "entity": _("Legal entity"),
            "brand": _("Brand"),
            "department": _("Department"),
            "office": _("Office"),
            "place": _("Place of work"),
            "pay_currency": _("Currency"),
            "pay_minimum": _("Pay from"),
            "pay_maximum": _("Pay to"),
            "pay_period": _("Pay period"),
            "recruiter": _("Recruiter"),
            "confidential": _("Confidential: only the hiring team sees it"),
            "notes": _("Notes for the team"),
            "need": _("Need"),
            "replaces": _("Whom do they replace?"),
            "level": _("Level"),
            "budget_code": _("Budget code"),
            "must_haves": _("Must-haves"),
            "target_start_on": _("Target start"),
            "evergreen": _("Evergreen: people are always sought, so nothing proposes to close it"),
        }
        help_texts = {
            "requisition_id": _("Left empty, we number it."),
            "place": _("Where the work is done decides which law holds."),
            "pay_currency": _("Three letters, such as EUR."),
        }
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 3}),
            "must_haves": forms.Textarea(attrs={"rows": 3}),
            "target_start_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.active().order_by("name", "pk")
        listed = cache(lambda: [("", "---------"), *((one.pk, str(one)) for one in people)])
        for name in ("recruiter", "hiring_managers", "interviewers"):
            if name in self.fields:
                self._list_once(name, people, listed)
        if template := self.fields.get("template"):
            rows = StageTemplate.objects.all()
            template.choices = cache(lambda: [(one.pk, str(one)) for one in rows])  # type: ignore[attr-defined]
        for name in ("requisition_id", "need"):
            self.fields[name].required = False
        for name in ("pay_minimum", "pay_maximum"):
            if amount := self.initial.get(name):
                self.initial[name] = plain(amount)
        self._offer_places_within_reach(user)

    def clean_pay_currency(self) -> str:
        currency = str(self.cleaned_data["pay_currency"]).upper()
        if currency and not money.is_currency(currency):
            raise forms.ValidationError(money.wrong_currency())
        return currency

    def clean_need(self) -> str:
        return str(self.cleaned_data["need"] or Job.Need.NEW)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        least, most = cleaned.get("pay_minimum"), cleaned.get("pay_maximum")
        if isinstance(least, Decimal) and isinstance(most, Decimal) and most < least:
            self.add_error("pay_maximum", gettext("This is less than where the range begins."))
        if (least is not None or most is not None) and not cleaned.get("pay_currency"):
            self.add_error("pay_currency", gettext("Say in which currency."))
        brand, entity = cleaned.get("brand"), cleaned.get("entity")
        if brand and entity and brand.entity_id != entity.pk:
            self.add_error("brand", gettext("This brand belongs to another legal entity."))
        if cleaned.get("need") == Job.Need.REPLACEMENT and not str(cleaned.get("replaces") or "").strip():
            self.add_error("replaces", gettext("Say whom this hire replaces."))
        return cleaned

    def validate_unique(self) -> None:
        """The verb says when a number is taken; an empty one is no number yet."""

    def team(self) -> list[tuple[User, TeamRole]]:
        managers = [(user, TeamRole.HIRING_MANAGER) for user in self.cleaned_data["hiring_managers"]]
        return managers + [(user, TeamRole.INTERVIEWER) for user in self.cleaned_data["interviewers"]]

    def facts(self) -> dict[str, Any]:
        """The job's own fields, for its verbs."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}

    def _offer_places_within_reach(self, user: User) -> None:
        """Whoever recruits for one department or office creates jobs there."""
        here = reach(user, "jobs.create")
        if here.everywhere:
            return
        if here.departments and not here.offices:
            self._narrow("department", Department.objects.filter(pk__in=here.departments))
        elif here.offices and not here.departments:
            self._narrow("office", Office.objects.filter(pk__in=here.offices))

    def _list_once(self, name: str, rows: "QuerySet[Any]", listed: Callable[[], list[Any]]) -> None:
        """Two fields of the same people, and a page that asks for them once."""
        field: Any = self.fields[name]
        field.queryset = rows
        several = isinstance(field, forms.ModelMultipleChoiceField)
        field.choices = (lambda: listed()[1:]) if several else listed

    def _narrow(self, name: str, rows: "QuerySet[Any]") -> None:
        own = getattr(self.instance, f"{name}_id", None)
        field: Any = self.fields[name]
        field.queryset = field.queryset.filter(Q(pk__in=rows.values("pk")) | Q(pk=own))


class JobChangeForm(JobForm):
    """The settings of a job that is there: its stages, openings and team have pages of their own."""

    openings = None  # type: ignore[assignment]
    template = None  # type: ignore[assignment]
    hiring_managers = None  # type: ignore[assignment]
    interviewers = None  # type: ignore[assignment]

    class Meta(JobForm.Meta):
        fields = (*JobForm.Meta.fields, "weekly_on")  # type: ignore[assignment]
        labels = {**JobForm.Meta.labels, "weekly_on": _("Weekly status mail")}
        help_texts = {
            **JobForm.Meta.help_texts,
            "weekly_on": _("At eight in the morning there, to the hiring managers and the recruiter."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        weekly: Any = self.fields["weekly_on"]
        weekly.choices = [("", _("Never")), *Weekday.choices]
        self.fields["requisition_id"].required, self.fields["requisition_id"].help_text = True, ""
        if not user.may("pay.view", self.instance):
            for name in PAY:
                del self.fields[name]

    def clean_pay_currency(self) -> str:
        return super().clean_pay_currency() if "pay_currency" in self.fields else ""

    def _post_clean(self) -> None:
        """The verb writes: the instance stays as it was loaded."""


class JobFilter(forms.Form):
    STATUS = (("", _("Draft and open")), *Job.Status.choices, ("all", _("All")), ("templates", _("Templates")))

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS, required=False)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Department"), required=False, empty_label=_("All departments")
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)


class JobClosureForm(forms.Form):
    """How the applications end that are still open."""

    reason = forms.ModelChoiceField(
        ClosureReason.objects.filter(
            active=True, kind__in=[ClosureKind.POSITION_CANCELLED, ClosureKind.NOT_CONSIDERED]
        ),
        label=_("Applications that are still open end as"),
        required=False,
        empty_label=_("There are none"),
    )


class TeamForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    role = forms.ChoiceField(label=_("Role on this job"), choices=TeamRole.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = User.objects.active().order_by("name", "pk")
