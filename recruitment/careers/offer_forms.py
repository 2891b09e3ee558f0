"""The shape of an answer to an offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recruitment.models import ClosureReason
from recruitment.offers.answering import LONGEST_NAME, LONGEST_WORDS


class AcceptanceForm(forms.Form):
    name = forms.CharField(
        label=_("Your full name"),
        max_length=LONGEST_NAME,
        help_text=_("Typing it here is your signature."),
        error_messages={"required": _("Please type your full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_("I have read the letter and I accept this offer."),
        error_messages={"required": _("Please tick that you accept the offer.")},
    )
    letter = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    # The name that the page has asked about.
    insisted_on = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_NAME, required=False)

    @property
    def consent_words(self) -> str:
        """What was ticked, in the language that it was read in."""
        return str(self.fields["consent"].label)

    def asked_about(self, sentence: str) -> "AcceptanceForm":
        """The form with the question; sent once more as it is, it is the answer."""
        again = AcceptanceForm({**self.data.dict(), "insisted_on": self.cleaned_data["name"]})  # type: ignore[attr-defined]
        again.add_error("name", sentence)
        return again


class ReasonForm(forms.Form):
    """Why somebody says no, or takes their yes back."""

    reason = forms.ModelChoiceField(
        label=_("Why? It helps us to do better."),
        queryset=ClosureReason.objects.none(),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose a reason.")},
    )
    words = forms.CharField(
        label=_("Anything that you would like to say"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = reasons
        # Our own lists are known in the candidate's language; a company's own words stay as they wrote them.
        field.label_from_instance = lambda obj: gettext(obj.name)  # type: ignore[method-assign]
