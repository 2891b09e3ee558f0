from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recruitment.models import JobPost, Question


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = JobPost
        fields = ("title", "language", "content", "show_pay", "audience")
        labels = {
            "title": _("Title"),
            "language": _("Language"),
            "content": _("About the job"),
            "show_pay": _("Show the pay range"),
            "audience": _("Who sees it"),
        }
        help_texts = {
            "content": _("A blank line begins a new paragraph."),
            "audience": _("What is for employees only is never on the careers site."),
        }
        widgets = {
            "content": forms.Textarea(attrs={"rows": 16}),
            "language": forms.Select(choices=settings.WRITTEN_LANGUAGES),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["language"]
        self.fields["audience"].required = False

    def clean_audience(self) -> str:
        """What is not said stays as it is."""
        return str(self.cleaned_data["audience"] or self.instance.audience)

    def validate_unique(self) -> None:
        """The verb says when a language is taken."""

    def _post_clean(self) -> None:
        """The verb writes: the instance stays as it was loaded."""


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line; only where somebody chooses."),
    )

    class Meta:
        model = Question
        fields = ("label", "answer_type", "required", "options")
        labels = {"label": _("Question"), "answer_type": _("Kind of answer"), "required": _("Must be answered")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["options"] = "\n".join(self.instance.options)

    def clean_options(self) -> list[str]:
        lines = (line.strip()[:200] for line in str(self.cleaned_data["options"]).splitlines())
        return list(dict.fromkeys(line for line in lines if line))[:50]

    def _post_clean(self) -> None:
        """The verb writes: the instance stays as it was loaded."""
