"""The shape of what colleagues and recruiters send about sources, links and referrals."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from candidates.forms import ResumeField
from recruitment.careers.forms import ApplicationForm
from recruitment.forms import beside
from recruitment.models import InternalPolicy, Job, JobPost, Referral, Source, TemplateStage, TrackingLink
from recruitment.sources.referring import LONGEST_WORDS


class LinesField(forms.CharField):
    """One word a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line for one in super().clean(value).splitlines() if (line := one.strip())]


class SourceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=Source.Kind.choices)
    utm_sources = LinesField(label=_("Words in utm_source"), help_text=_("One a line, like linkedin."))
    hosts = LinesField(
        label=_("Websites"), help_text=_("One a line, like linkedin.com; what lies below it counts as well.")
    )


class SourceChangeForm(SourceForm):
    active = forms.BooleanField(label=_("In use"), required=False)


class LinkForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Where it will stand, like “Job fair, hall 4”.")
    )
    source = forms.ModelChoiceField(Source.objects.none(), label=_("Source"))
    job = forms.ModelChoiceField(
        Job.objects.none(), label=_("Job"), required=False, empty_label=_("The whole careers site")
    )
    campaign = forms.CharField(label=_("Campaign"), max_length=100, required=False)
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From then on it still leads there, and counts no more."),
    )

    def __init__(self, *args: Any, user: User, link: TrackingLink | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields
        offered["source"].queryset = Source.objects.active()
        offered["job"].queryset = Job.objects.visible_to(user).running().order_by("name", "pk")
        if link is not None:
            # Its address is out in the world; where it leads stays.
            del offered["job"]


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = InternalPolicy
        fields = ("hold_days", "referrer_sees", "thanks", "manager_learns", "manager_stage")
        widgets: ClassVar[dict[str, Any]] = {
            "manager_stage": forms.TextInput(attrs={"list": "known-stages", "autocomplete": "off"})
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        with beside(self):
            InternalPolicy.refuse_nameless(said.get("manager_learns", ""), said.get("manager_stage", ""))
        return said

    @property
    def known_stages(self) -> list[str]:
        """Of the pipelines that jobs are made from."""
        return list(TemplateStage.objects.order_by("name").values_list("name", flat=True).distinct())


class InsideForm(ApplicationForm):
    """Who they are is known: what is left is what we can't know."""

    TAKEN_OUT = ("first_name", "last_name", "email", "link", "adjustment_needed", "adjustment")

    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: JobPost, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_token": uuid4()})
        super().__init__(*args, post=post, is_walk_in=True, **kwargs)
        for name in self.TAKEN_OUT:
            del self.fields[name]


class ReferralForm(forms.Form):
    first_name = forms.CharField(label=_("First name"), max_length=120)
    last_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Their e-mail"), max_length=254, help_text=_("We ask them there whether they want to apply.")
    )
    relationship = forms.ChoiceField(label=_("How you know them"), choices=Referral.Relationship.choices)
    words = forms.CharField(
        label=_("Why they would be good for it"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    resume = ResumeField(
        required=False, help_text=_("If they gave it to you: PDF, DOCX, ODT, RTF or TXT, up to 20 MB.")
    )
    is_agreed = forms.BooleanField(label=_("They know of it and agree that I name them to you."))
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_token": uuid4()})
        super().__init__(*args, **kwargs)
