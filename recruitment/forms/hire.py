"""What is said about a hire: its conditions, its first day, its end; and to those who were not chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communications.models import MessageTemplate
from recruitment.forms.application import ClosureForm, offer
from recruitment.models import ClosureKind, ClosureReason, Job, OfferCondition
from recruitment.offers import answering, settling
from recruitment.offers.settling import LONGEST


def words(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget, help_text=help_text)


class SettlementForm(forms.Form):
    """One condition: met, waived, not met, or open again."""

    DECISIONS = (("clear", _("It is met")), ("waive", _("We go on without it")), ("fail", _("It is not met")))
    AGAIN = (("open", _("Open it again")),)

    decision = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    words = words(_("Why"), help_text=_("Needed unless it is met. Only people who see this offer read it."))

    def __init__(self, *args: Any, condition: OfferCondition, **kwargs: Any) -> None:
        kwargs["prefix"] = f"condition-{condition.pk}"
        super().__init__(*args, **kwargs)
        if condition.state != OfferCondition.State.OPEN:
            choice: Any = self.fields["decision"]
            choice.choices, choice.initial = self.AGAIN, "open"


class ProofForm(forms.Form):
    file = forms.FileField(
        label=_("Document"),
        max_length=None,
        allow_empty_file=True,  # the gate has the better sentence
        widget=forms.FileInput(attrs={"accept": settling.PROOFS.accept, "data-max-size": settling.PROOFS.limit}),
    )

    def __init__(self, *args: Any, condition: OfferCondition, **kwargs: Any) -> None:
        kwargs["prefix"] = f"proof-{condition.pk}"
        super().__init__(*args, **kwargs)


class PaperForm(forms.Form):
    file = forms.FileField(
        label=_("Signed copy"),
        help_text=_("A scan or a photo: PDF, PNG or JPEG, up to 20 MB."),
        max_length=None,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": answering.SCANS.accept, "data-max-size": answering.SCANS.limit}),
    )


class ToldNoForm(ClosureForm):
    """They have said no on the phone or by mail."""

    words = words(_("What they said"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kind=ClosureKind.WITHDRAWN, reasons=list(answering.reasons()), prefix="no", **kwargs)


class FirstDayForm(forms.Form):
    start_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = words(_("Why another day"), required=True)


class FellThroughForm(forms.Form):
    """What became of a hire that came to nothing."""

    words = words(_("What is known"))


class GoodbyeForm(forms.Form):
    """How those who remain are told."""

    reason = forms.ModelChoiceField(ClosureReason.objects.none(), label=_("Reason"))
    template = forms.ModelChoiceField(MessageTemplate.objects.none(), label=_("Letter"), required=False)

    def __init__(self, *args: Any, job: Job, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons, letters = self.reasons(), self.letters()
        rows: Any = self.fields["reason"]
        rows.queryset = reasons
        offer(self, "reason", reasons, empty=_("Choose a reason"))
        rows = self.fields["template"]
        rows.queryset = letters
        offer(self, "template", letters, empty=_("Write no letter"))

    @staticmethod
    def reasons() -> Any:
        kinds = (ClosureKind.REJECTED, ClosureKind.NOT_CONSIDERED)
        return ClosureReason.objects.filter(kind__in=kinds, active=True)

    @staticmethod
    def letters() -> Any:
        """One of each: it goes out in the language of whom it goes to, where it is written in that."""
        mine = MessageTemplate.objects.active().for_candidates().filter(language="en")
        return mine.exclude(key__in=["application_received", "application_confirm"]).exclude(key__startswith="offer_")
