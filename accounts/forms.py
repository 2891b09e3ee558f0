from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.api import scopes
from accounts.models import Role, RoleGrant, User
from accounts.models.api_key import MOST_A_MINUTE, READS, WRITES
from company.forms import CountryField, zones
from vault.refusals import Refusal


def show(form: forms.BaseForm, refusal: Refusal) -> None:
    """A rule that said no stands beside the field that it is about."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


class PeopleFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Name or e-mail"), required=False, max_length=100)
    left = forms.BooleanField(label=gettext_lazy("Also people who have left"), required=False)


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("None yet")), *Role.choices],
                             required=False)  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "email", "job_title", "office", "language")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Someone with this e-mail address is here already."))
        return email


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("name", "job_title", "employee_id", "office", "manager")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above: Any = self.fields["manager"]
        above.queryset = User.objects.active().exclude(pk=self.instance.pk)
        above.help_text = _("Of an own application of theirs this person learns late, as the policy says.")


class ZoneForm(forms.Form):
    time_zone = forms.ChoiceField(choices=zones)


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "theme", "shortcuts")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = RoleGrant
        fields = ("role", "department", "office")
        help_texts = {
            "department": gettext_lazy("The role holds here and in all departments below. Empty: everywhere."),
            "office": gettext_lazy("The role holds for jobs of this office. Empty: everywhere."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("department") and cleaned.get("office"):
            raise forms.ValidationError(
                _("Choose a department or an office, not both. Two roles may hold side by side.")
            )
        return cleaned


class LeavingForm(forms.Form):
    to = forms.ModelChoiceField(label=gettext_lazy("Everything goes to"), queryset=User.objects.none())

    def __init__(self, leaver: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.able_to_sign_in().exclude(pk=leaver.pk)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]


class ScopePicker(forms.CheckboxSelectMultiple):
    """A line for each resource, with what can be done to it."""

    template_name = "accounts/_scopes.html"


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize().replace("Api ", "API ")


class LimitsForm(forms.Form):
    reads = forms.IntegerField(
        label=gettext_lazy("Reads a minute"), required=False, min_value=1, max_value=MOST_A_MINUTE
    )
    writes = forms.IntegerField(
        label=gettext_lazy("Writes a minute"), required=False, min_value=1, max_value=MOST_A_MINUTE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, number in (("reads", READS), ("writes", WRITES)):
            self.fields[name].help_text = _("Empty: %(number)s, as for every key") % {"number": number}


class KeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("What uses it, such as “HR system”")
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: it doesn't expire"),
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[
            ("reading", gettext_lazy("Read all that I may see, change nothing")),
            ("everything", gettext_lazy("All that I may do")),
            ("chosen", gettext_lazy("Only what I choose here")),
        ],
        initial="reading",
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(label=gettext_lazy("Scopes"), required=False, widget=ScopePicker)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (_words(resource), [(scope, _words(scope.partition(":")[2])) for scope in of_it])
            for resource, of_it in scopes.by_resource()
        ]

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and day < audit.now().date():
            raise forms.ValidationError(_("Choose a day in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned["reach"] == "chosen" and not cleaned["scopes"]:
            self.add_error("scopes", _("Choose what the key may do."))
        return cleaned

    def wanted(self) -> list[str]:
        by_shortcut = {"everything": ["*"], "reading": list(scopes.reading())}
        chosen: list[str] = self.cleaned_data["scopes"]
        return by_shortcut.get(self.cleaned_data["reach"], chosen)

    def expires_at(self, user: User) -> datetime | None:
        """The end of the last day where the person is."""
        day = self.cleaned_data["expires_on"]
        return datetime.combine(day + timedelta(days=1), time(), user.zone) if day else None


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class SetupForm(forms.Form):
    company = forms.CharField(label=gettext_lazy("Company"), max_length=120)
    country = CountryField()
    city = forms.CharField(label=gettext_lazy("City of the first office"), max_length=120)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    mail = forms.EmailField(
        label=gettext_lazy("The company's address for candidates"),
        help_text=gettext_lazy("Mails to candidates come from it, and questions about privacy go to it."),
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("Your e-mail"))
    language = forms.ChoiceField(label=gettext_lazy("Your language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "password" in cleaned and not self.errors:
            self._validate_password(cleaned)
        return cleaned

    def _validate_password(self, cleaned: dict[str, Any]) -> None:
        try:
            validate_password(cleaned["password"], User(name=cleaned["name"], email=cleaned["email"]))
        except forms.ValidationError as error:
            self.add_error("password", error)

    def company_values(self) -> dict[str, str]:
        values = self.cleaned_data
        taken = ("country", "city", "time_zone", "mail")
        return {"name": values["company"]} | {name: values[name] for name in taken}

    def person_values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "email", "language")}
