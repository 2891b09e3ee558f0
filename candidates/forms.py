"""The shape of what people type about candidates; the rules are the verbs'."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import audit
from candidates.models import Activity, Candidate, Document, EmailAddress, Link, Note, PhoneNumber, Tag
from vault.gate import RESUMES, FileRefused, inspect
from vault.refusals import Refusal

COUNTRY = RegexValidator(r"^[A-Za-z]{2}$", _("A country has two letters here, such as DE, US or IN."))


class Refusing(forms.Form):
    """A form beside whose fields a verb's refusal can stand."""

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)


class FactsForm(Refusing):
    """What is known of a person beside contacts."""

    first_name = forms.CharField(label=_("First name"), max_length=120)
    last_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    preferred_name = forms.CharField(label=_("Preferred name"), max_length=120, required=False)
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    company = forms.CharField(label=_("Works at"), max_length=150, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        validators=[COUNTRY],
        help_text=_("Two letters, such as DE. Phone numbers without a prefix are read as of this country."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.WRITTEN_LANGUAGES,
        initial="en",
        help_text=_("We write to this person in it."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=120, required=False, help_text=_("Where this person came from.")
    )

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class EditForm(FactsForm):
    street_address = forms.CharField(
        label=_("Street address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    date_of_birth = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    private = forms.BooleanField(
        label=_("Only the owner and the teams of this person's jobs see this record"), required=False
    )
    can_email = forms.BooleanField(label=_("May be written to by e-mail"), required=False)

    def clean_date_of_birth(self) -> str:
        day = self.cleaned_data["date_of_birth"]
        return day.isoformat() if day else ""


class ResumeField(forms.FileField):
    """A resume, held to the gate beside the field; the verb that keeps it asks the gate again."""

    def __init__(self, **kwargs: Any) -> None:
        # Candidates read this.
        kwargs.setdefault("label", _("Resume"))
        # An empty file is the gate's to refuse, with the sentence it has for it.
        kwargs = {"allow_empty_file": True, "max_length": None} | kwargs
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": RESUMES.accept, "data-max-size": RESUMES.limit}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            try:
                inspect(upload, allowed=RESUMES)
            except FileRefused as refusal:
                raise forms.ValidationError(refusal.sentence) from refusal
        return upload


class NewForm(FactsForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    link = forms.CharField(label=_("Link"), max_length=400, required=False)
    resume = ResumeField(required=False)
    field_order = ("first_name", "last_name", "email", "phone", "resume", "link")


class NoteEditForm(Refusing):
    """Words about a person; the page offers colleagues behind an @."""

    body = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3, "data-keep": True}), max_length=20_000
    )
    form_name = "note_edit_form"

    def __init__(self, *args: Any, candidate: Candidate, about: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{self.form_name}_%s")
        super().__init__(*args, **kwargs)
        offered = reverse("candidates:candidate-colleagues", args=[candidate.pk])
        words = self.fields["body"].widget.attrs
        words["data-mentions"] = f"{offered}?about={about}" if about else offered


class NoteForm(NoteEditForm):
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Note.Visibility.choices, initial=Note.Visibility.TEAM
    )
    form_name = "note_form"


class ActivityForm(Refusing):
    """A call, a mail or a meeting that took place outside."""

    what = forms.ChoiceField(label=_("What happened"))
    body = forms.CharField(
        label=_("In a few words"),
        widget=forms.Textarea(attrs={"rows": 3, "data-keep": True}),
        max_length=20_000,
        required=False,
    )
    about = forms.ChoiceField(label=_("About"), required=False)
    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, topics: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_activity_form_%s")
        super().__init__(*args, **kwargs)
        what: Any = self.fields["what"]
        what.choices = [choice for kind in Activity.OUTCOMES for choice in _outcomes(kind)]
        about: Any = self.fields["about"]
        about.choices = [("", gettext("The person in general")), *topics]
        self.fields["at"].initial = audit.now

    def refuse(self, refusal: Refusal) -> None:
        if refusal.field in ("kind", "outcome"):
            refusal.field = "what"
        super().refuse(refusal)

    @property
    def said(self) -> dict[str, Any]:
        """What the verb is called with."""
        kind, _colon, outcome = self.cleaned_data["what"].partition(":")
        return {"kind": kind, "outcome": outcome, "body": self.cleaned_data["body"], "at": self.cleaned_data["at"]}


def _outcomes(kind: str) -> list[tuple[str, str]]:
    named = Activity.Kind(kind).label
    return [(f"{kind}:{one}", f"{named}: {Activity.Outcome(one).label}") for one in Activity.OUTCOMES[kind]]


class DocumentForm(Refusing):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": RESUMES.accept, "data-max-size": RESUMES.limit}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)


class TagForm(Refusing):
    tag = forms.CharField(label=_("Tag"), max_length=60, widget=forms.TextInput(attrs={"list": "known-tags"}))


class EmailForm(Refusing):
    email = forms.CharField(label=_("E-mail"), max_length=254, widget=forms.EmailInput)
    type = forms.ChoiceField(label=_("Kind"), choices=EmailAddress.Type.choices)


class PhoneForm(Refusing):
    phone = forms.CharField(label=_("Phone"), max_length=60, widget=forms.TextInput(attrs={"type": "tel"}))
    type = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("As the number says")), *PhoneNumber.Type.choices], required=False
    )


class LinkForm(Refusing):
    link = forms.CharField(label=_("Web address"), max_length=400)
    type = forms.ChoiceField(label=_("Kind"), choices=Link.Type.choices, initial=Link.Type.OTHER)


class FilterForm(forms.Form):
    """The filters of the list; they stand in the address."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name, e-mail or phone")}),
    )
    tag = forms.CharField(
        label=_("Tag"), required=False, max_length=60, widget=forms.TextInput(attrs={"list": "known-tags"})
    )
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("By name")), ("activity", _("Latest activity first"))]
    )

    def clean_tag(self) -> str:
        name: str = self.cleaned_data["tag"]
        if name and not Tag.objects.filter(name=name).exists():
            raise forms.ValidationError(gettext("There is no such tag any more."))
        return name

    def of(self, name: str) -> str:
        """A filter's value; one that makes no sense filters nothing."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
