from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from company.models import LegalEntity, PlaceOfWork
from recruitment.models import Application, Job, Offer, OfferCondition, OfferLetterTemplate, Signatory
from recruitment.offers.pay import Pay
from recruitment.offers.terms import MOST_CONDITIONS

PAY = ("amount", "currency", "period", "bonus", "equity", "benefits")
# Left open in a draft alone.
NEEDED_LATER = ("amount", "currency", "start_on", "expires_on", "template", "signatory")
# Rows of conditions that wait to be filled in.
SPARE = 3


class DayField(forms.DateField):
    """A day, as the browser picks one; it may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False, **kwargs)


class OfferForm(forms.Form):
    """The terms of an offer."""

    title = forms.CharField(label=_("Title"), max_length=160)
    employment = forms.ChoiceField(label=_("Employment"), choices=Offer.Employment.choices)
    start_on = DayField(label=_("First day"))
    fixed_until = DayField(label=_("Until"), help_text=_("For a fixed term."))
    place = forms.ModelChoiceField(PlaceOfWork.objects.all(), label=_("Place of work"), empty_label=None)
    hours_a_week = forms.DecimalField(
        label=_("Hours a week"), max_digits=4, decimal_places=1, min_value=1, max_value=80, required=False
    )
    amount = forms.DecimalField(label=_("Pay"), max_digits=12, decimal_places=2, min_value=0, required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    period = forms.ChoiceField(label=_("Pay period"), choices=Job.PayPeriod.choices)
    bonus = forms.CharField(label=_("Bonus"), max_length=500, required=False)
    equity = forms.CharField(label=_("Equity"), max_length=500, required=False)
    benefits = forms.CharField(label=_("Benefits"), max_length=500, required=False)
    expires_on = DayField(label=_("Stands until"), help_text=_("To the end of this day at the job's office."))
    template = forms.ModelChoiceField(
        OfferLetterTemplate.objects.none(), label=_("Letter"), required=False, empty_label=_("Choose a letter")
    )
    signatory = forms.ModelChoiceField(
        Signatory.objects.none(), label=_("Signed by"), required=False, empty_label=_("Choose who signs")
    )

    def __init__(self, *args: Any, application: Application, offer: Offer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDED_LATER:
            field: Any = self.fields[name]
            field.needed_later = _("needed before it is sent for approval")
        entity = application.job.entity
        template: Any = self.fields["template"]
        template.queryset = OfferLetterTemplate.objects.in_use().filter(entity=entity)
        if offer and offer.template_id:
            template.queryset = OfferLetterTemplate.objects.filter(
                pk__in=[*template.queryset.values_list("pk", flat=True), offer.template_id]
            )
        signatory: Any = self.fields["signatory"]
        signatory.queryset = Signatory.objects.may_sign(application).select_related("user")

    @property
    def said(self) -> dict[str, Any]:
        """As the verbs take it."""
        facts = dict(self.cleaned_data)
        facts["pay"] = {name: facts.pop(name) for name in PAY}
        return facts


class ConditionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Condition"), choices=[("", _("None")), *OfferCondition.Kind.choices], required=False
    )
    title = forms.CharField(label=_("In words"), max_length=200, required=False)
    due_on = DayField(label=_("Due"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("kind") and said.get("title"):
            said["kind"] = OfferCondition.Kind.OTHER
        return said


ConditionForms = forms.formset_factory(ConditionForm, extra=SPARE, max_num=MOST_CONDITIONS, absolute_max=30)


def said_conditions(rows: Any) -> list[dict[str, Any]]:
    """Those that say something."""
    return [row.cleaned_data for row in rows if row.cleaned_data.get("kind")]


def initial_of(offer: Offer) -> dict[str, Any]:
    names = ("title", "employment", "start_on", "fixed_until", "place", "hours_a_week", "expires_on", "template")
    return {name: getattr(offer, name) for name in names} | Pay.of(offer.pay).as_said | {"signatory": offer.signatory}


class OfferFilter(forms.Form):
    STATUS = (("", _("On their way")), *Offer.Status.choices, ("all", _("All")))

    q = forms.CharField(label=_("Person, title or job"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS, required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)


class SignatureForm(forms.Form):
    """The signatory's name, typed, under the letter that they have read."""

    name = forms.CharField(label=_("Type your full name to sign"), max_length=160)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SendingForm(forms.Form):
    by_mail = forms.BooleanField(label=_("Write to the candidate with a link to it"), required=False, initial=True)


class OfferWithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the team alone: the candidate does not read it."),
    )
    tell = forms.BooleanField(label=_("Write to the candidate that it is withdrawn"), required=False, initial=True)


class LetterForm(forms.Form):
    """The words of a letter: a new one, or the next version of one."""

    entity = forms.ModelChoiceField(LegalEntity.objects.all(), label=_("Employer"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.WRITTEN_LANGUAGES)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 22, "class": "form-control letter-words"}),
    )


class SignatoryForm(forms.Form):
    entity = forms.ModelChoiceField(LegalEntity.objects.all(), label=_("Employer"), empty_label=None)
    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    title = forms.CharField(
        label=_("Signs as"), max_length=120, required=False, help_text=_("It stands below the signature.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = User.objects.active().order_by("name", "pk")
