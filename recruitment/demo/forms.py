from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RemovalForm(forms.Form):
    """A word to type: nobody removes everything by a slip of the hand."""

    word = forms.CharField(label=_("Type the word REMOVE"), max_length=20)

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        if word.casefold() not in {"remove", gettext("REMOVE").casefold()}:
            raise forms.ValidationError(_("Please type the word REMOVE, or leave this page."))
        return word
