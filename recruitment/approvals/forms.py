from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recruitment.approvals.deciding import LONGEST_REASON
from recruitment.models import Approval, ApprovalDecision, ApprovalKind, Delegation, StageAdvice, StageCheck


class ApprovalFilter(forms.Form):
    SHOW = (("", _("Mine to decide")), ("asked", _("I have asked")), ("all", _("All")))

    show = forms.ChoiceField(choices=SHOW, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What"), choices=[("", _("All")), *ApprovalKind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *Approval.State.choices], required=False)

    def __init__(self, said: Any, *, user: User) -> None:
        super().__init__(said)
        self.user = user

    def narrowed(self) -> Any:
        """A filter that makes no sense narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        found = self._shown(chosen.get("show", ""))
        for name in ("kind", "state"):
            if chosen.get(name):
                found = found.filter(**{name: chosen[name]})
        return found

    def _shown(self, show: str) -> "QuerySet[Approval]":
        seen = Approval.objects.visible_to(self.user)
        if show == "asked":
            return seen.filter(asked_by=self.user)
        return seen if show == "all" else seen.to_decide_by(self.user)


class DecisionForm(forms.Form):
    """A word under what was shown: `seen` is its hash."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A refusal needs one. Whoever asked reads it."),
    )
    WORDS = [one for one in ApprovalDecision.Word.choices if one[0] != "skip"]
    word = forms.ChoiceField(choices=WORDS, widget=forms.HiddenInput, error_messages={"required": _("Say yes or no.")})


class SkipForm(forms.Form):
    step = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2, "id": "id_skip_reason"})
    )


class SeatForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Who decides instead"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = self.fields["user"]
        user.queryset = User.objects.active().order_by("name")


class DelegationForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Delegation
        fields = ("deputy", "first_day", "last_day")
        labels = {"deputy": _("Who decides in your place"), "first_day": _("From"), "last_day": _("Until")}
        help_texts = {"last_day": _("This day included.")}
        widgets = {
            "first_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "last_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy: Any = self.fields["deputy"]
        deputy.queryset = User.objects.able_to_sign_in().exclude(pk=user.pk).order_by("name")

    def _post_clean(self) -> None:
        """The verb checks the row: a form knows neither whose days these are nor their moments."""


class GateForm(forms.Form):
    wants_approval = forms.BooleanField(
        label=_("An approval"), required=False, help_text=_("By the policy for stages that fits this job.")
    )
    advice_from = forms.ChoiceField(label=_("A yes of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from recruitment.models import TeamRole

        advice: Any = self.fields["advice_from"]
        advice.choices = [("", _("Nobody")), *TeamRole.choices]


class CheckForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = StageCheck
        fields = ("words", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from recruitment.models import TeamRole

        role: Any = self.fields["role"]
        role.choices = [("", _("Whoever writes notes on this job")), *TeamRole.choices]


class AdviceForm(forms.Form):
    word = forms.ChoiceField(choices=StageAdvice.Word.choices)
    words = forms.CharField(label=_("In your words"), max_length=2000, required=False)
