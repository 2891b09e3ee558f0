"""The shape of an application as it comes from the careers site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms import ResumeField
from recruitment.models import JobPost, Question

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ApplicationForm(forms.Form):
    first_name = forms.CharField(label=_("First name"), max_length=120)
    last_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("We write to you here."))
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    resume = ResumeField(
        error_messages={"required": _("Please attach your resume.")},
        help_text=_("PDF, DOCX, ODT, RTF or TXT, up to 20 MB."),
    )
    link = forms.URLField(label=_("A link about you"), max_length=400, required=False, assume_scheme="https")
    adjustment_needed = forms.ChoiceField(
        label=_("Do you need an adjustment to take part in our selection?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        initial="no",
        widget=forms.RadioSelect,
        help_text=_("For example more time, an accessible room or an interpreter. Only those who arrange it see this."),
    )
    adjustment = forms.CharField(
        label=_("What would help you?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    notice_read = forms.BooleanField(label=_("I have read the privacy notice."))

    def __init__(
        self, *args: Any, post: JobPost, has_kept_resume: bool = False, is_walk_in: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.post = post
        self.has_kept_resume = has_kept_resume
        # Who stands before us with a phone in their hand has no file on it.
        self.fields["resume"].required = not (has_kept_resume or is_walk_in)
        self.questions = list(post.questions.all())
        for question in self.questions:
            self.fields[self.name_of(question)] = field_for(question)
        for name, token in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = token

    @staticmethod
    def name_of(question: Question) -> str:
        return f"question_{question.pk}"

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[self.name_of(question)] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("adjustment_needed") == "yes" and not cleaned.get("adjustment"):
            self.add_error("adjustment", _("Please say in a few words what would help you."))
        return cleaned

    def answers(self) -> list[tuple[Question, str]]:
        """Each question with its answer as text; several choices are joined by a comma."""
        return [(question, as_text(self.cleaned_data[self.name_of(question)])) for question in self.questions]


AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "link": "url",
}


def field_for(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "required": question.required}
    options = [(option, option) for option in question.options]
    match question.answer_type:
        case Question.AnswerType.LONG_TEXT:
            return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), **common)
        case Question.AnswerType.BOOLEAN:
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
        case Question.AnswerType.SINGLE_SELECT:
            return forms.ChoiceField(choices=[("", _("Please choose")), *options], **common)
        case Question.AnswerType.MULTI_SELECT:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    return forms.CharField(max_length=300, **common)


def as_text(value: str | list[str]) -> str:
    return ", ".join(value) if isinstance(value, list) else value
