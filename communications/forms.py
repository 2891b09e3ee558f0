from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from communications.characters import clean_line, clean_text
from communications.models import Message, MessageTemplate

if TYPE_CHECKING:
    TemplateModelForm = forms.ModelForm[MessageTemplate]
else:
    TemplateModelForm = forms.ModelForm


class TemplateForm(TemplateModelForm):
    """The words of a template. Its purpose and language are chosen once: other templates may follow from them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = MessageTemplate
        fields = ("name", "purpose", "language", "subject", "body", "active")
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14, "dir": "auto", "data-keep": True}),
            "subject": forms.TextInput(attrs={"dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=settings.WRITTEN_LANGUAGES)
        self.fields["version"].initial = self.instance.version
        if self.instance.pk:
            del self.fields["purpose"], self.fields["language"]

    def clean_subject(self) -> str:
        return clean_line(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"])


class MessageForm(forms.Form):
    """A mail about a thing: a template's words or one's own."""

    about_kind = forms.CharField(widget=forms.HiddenInput)
    about_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    # Made with the form: a button pressed twice sends once.
    token = forms.UUIDField(widget=forms.HiddenInput)
    template = forms.ModelChoiceField(
        MessageTemplate.objects.none(), label=_("Template"), required=False, empty_label=_("No template")
    )
    subject = forms.CharField(label=_("Subject"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=_(
            "A blank line makes a paragraph, “- ” a list, **two stars** bold. What stands in {{ }} is filled in."
        ),
    )

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        # It stands beside other forms that have a body or a template too.
        super().__init__(*args, **{"auto_id": "mail_%s", **kwargs})
        choices: Any = self.fields["template"]
        choices.queryset = templates

    def clean_subject(self) -> str:
        return clean_line(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"])


class StateForm(forms.Form):
    """The list's filter."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("attention", _("Need a person")), *Message.State.choices],
    )
