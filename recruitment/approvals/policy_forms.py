"""The settings of a policy: what it fits, and its steps, one form each and blank ones for the next."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from recruitment.models import ApprovalPolicy
from recruitment.models.approval_policy import LONGEST_WAIT, MOST_NEEDED, MOST_STEPS, ROLES, StepPlan

# Blank steps on the page, folded: with them a policy is written at once, also without JavaScript.
MORE = 3


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ApprovalPolicy
        fields = (
            "name", "kind", "entity", "department", "office", "level", "pay_from", "pay_to", "pay_currency",
            "asks_again", "own_request", "by_mail_alone",
        )  # fmt: skip
        labels = {
            "entity": gettext_lazy("Legal entity"),
            "department": gettext_lazy("Department"),
            "office": gettext_lazy("Office"),
            "level": gettext_lazy("Level"),
            "pay_from": gettext_lazy("Yearly pay from"),
            "pay_to": gettext_lazy("Yearly pay to"),
            "pay_currency": gettext_lazy("Currency"),
            "asks_again": gettext_lazy("When something has changed, ask again"),
            "own_request": gettext_lazy("Whoever asks may decide too"),
            "by_mail_alone": gettext_lazy("The link in the mail decides without a sign-in"),
        }
        help_texts = {
            "department": gettext_lazy("With all departments below it."),
            "pay_from": gettext_lazy("In the currency below; both bounds belong to it."),
            "pay_currency": gettext_lazy("Three letters, such as EUR. Pay in another currency is not meant."),
            "by_mail_alone": gettext_lazy("Whoever is handed the mail can then decide. Else the link asks to sign in."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("entity", "department", "office"):
            field: Any = self.fields[name]
            field.empty_label = _("Any")
        if self.instance.pk:
            # What is approved by a policy is what it was written for.
            del self.fields["kind"]

    def clean_pay_currency(self) -> str:
        return str(self.cleaned_data["pay_currency"]).upper()

    def _post_clean(self) -> None:
        """The verb checks the row; the row is not to be changed by a form that only asks."""

    @property
    def rule(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class StepForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What this step is called"), max_length=80, required=False)
    users = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("People"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Or by their place on the hiring team"),
        choices=[(role.value, role.label) for role in ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needed = forms.IntegerField(
        label=gettext_lazy("How many of them have to agree"), min_value=1, max_value=MOST_NEEDED, initial=1
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Working hours until it is overdue"), min_value=1, max_value=LONGEST_WAIT, required=False
    )
    escalate_to = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Then this person hears of it"), required=False,
        empty_label=gettext_lazy("Whoever asked"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: "list[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(one.pk, str(one)) for one in people]
        for name in ("users", "escalate_to"):
            field: Any = self.fields[name]
            field.queryset = User.objects.active()
            field.choices = chosen if name == "users" else [("", _("Whoever asked")), *chosen]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "users" in said and "roles" in said and not said.get("DELETE"):
            self._refuse_too_few(said)
        return said

    def _refuse_too_few(self, said: dict[str, Any]) -> None:
        """Of a role nobody knows yet how many hold it."""
        if not said["users"] and not said["roles"]:
            self.add_error("users", _("Say who approves."))
        elif not said["roles"] and said.get("needed", 0) > len(said["users"]):
            self.add_error("needed", _("More have to agree than are asked."))

    @property
    def is_spare(self) -> bool:
        """For a step that is not there yet."""
        return self.empty_permitted

    @property
    def plan(self) -> StepPlan:
        said = self.cleaned_data
        return StepPlan(
            needed=said["needed"], users=list(said["users"]), roles=said["roles"], name=said["name"],
            hours=said["hours"], escalate_to=said["escalate_to"],
        )  # fmt: skip


class BaseSteps(forms.BaseFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take this step out")

    def plans(self) -> list[StepPlan]:
        """Blank ones and those that are to go are left out."""
        kept = (form for form in self.forms if form.has_changed() or form.initial)
        return [form.plan for form in kept if not form.cleaned_data.get("DELETE")]


Steps = forms.formset_factory(
    StepForm, formset=BaseSteps, extra=MORE, max_num=MOST_STEPS, validate_max=True, can_delete=True
)


def steps_for(policy: ApprovalPolicy | None, said: Any = None) -> Any:
    people = list(User.objects.active().order_by("name"))
    initial = [initial_of(step) for step in policy.steps.all()] if policy else []
    return Steps(said, initial=initial, prefix="steps", form_kwargs={"people": people})


def initial_of(step: Any) -> dict[str, Any]:
    approvers = list(step.approvers.all())
    return {
        "name": step.name,
        "users": [one.user_id for one in approvers if one.user_id],
        "roles": [one.role for one in approvers if one.role],
        "needed": step.needed,
        "hours": step.hours,
        "escalate_to": step.escalate_to_id,
    }
