from collections.abc import Mapping
from datetime import time
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from company.models import Brand, Department, LegalEntity, Office, OfficeHoliday, PlaceOfWork, PrivacyNotice
from company.models.legal_entity import country_code
from vault.refusals import Refusal


class CountryField(forms.CharField):
    """Two letters; small ones will do."""

    def __init__(self, **kwargs: Any) -> None:
        given = {"label": gettext_lazy("Country"), "help_text": gettext_lazy("Two letters, such as DE")}
        super().__init__(**given | kwargs, min_length=2, max_length=2, validators=[country_code])

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").upper()


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """Shape of a part of the company; saving calls the verb, whose refusal stands beside its field."""

    def keep(self, *, by: audit.Actor) -> Any:
        """The part, added or changed; None when a rule said no."""
        values = {name: self.cleaned_data[name] for name in self.fields}
        try:
            if self.instance.pk is None:
                return self._meta.model._default_manager.add(by=by, **values)
            # The form has put its values on the instance already: a fresh row can tell what changed.
            part = self._meta.model._default_manager.get(pk=self.instance.pk)
            part.change(by=by, **values)
            return part
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)
            return None


class EntityForm(PartForm):
    country = CountryField()

    class Meta:
        model = LegalEntity
        fields = ("name", "registered_name", "registration", "country", "address", "privacy_contact")


class BrandForm(PartForm):
    class Meta:
        model = Brand
        fields = (
            "name",
            "slug",
            "entity",
            "tagline",
            "about",
            "accent",
            "sender_name",
            "sender_address",
            "reply_to",
            "signature",
        )
        widgets = {"accent": forms.TextInput(attrs={"type": "color"})}


class DepartmentForm(PartForm):
    class Meta:
        model = Department
        fields = ("name", "parent", "external_id")


class OfficeForm(PartForm):
    country = CountryField()
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    class Meta:
        model = Office
        fields = (
            "name",
            "entity",
            "city",
            "region",
            "country",
            "time_zone",
            "opens",
            "closes",
            "weekdays",
            "external_id",
        )
        widgets = {
            "opens": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]


class PlaceForm(PartForm):
    country = CountryField()

    class Meta:
        model = PlaceOfWork
        fields = ("name", "mode", "office", "city", "region", "country")


class DayForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = OfficeHoliday
        fields = ("day", "name", "works")
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class WeekForm(forms.Form):
    """A week's opening hours: for each day whether it is worked, and from when to when."""

    def __init__(self, *args: Any, week: Mapping[int, tuple[time, time]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(WEEKDAYS.values(), start=1):
            opens, closes = week.get(day, (time(9), time(17)))
            self.fields[f"works_{day}"] = forms.BooleanField(label=name, required=False, initial=day in week)
            self.fields[f"opens_{day}"] = _clock(_("%(day)s opens") % {"day": name}, opens)
            self.fields[f"closes_{day}"] = _clock(_("%(day)s closes") % {"day": name}, closes)

    @property
    def days(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"works_{day}"], self[f"opens_{day}"], self[f"closes_{day}"]) for day in range(1, 8)]

    def week(self) -> dict[int, tuple[time, time]]:
        values = self.cleaned_data
        worked = [day for day in range(1, 8) if values[f"works_{day}"]]
        return {day: (values[f"opens_{day}"], values[f"closes_{day}"]) for day in worked}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for day in range(1, 8):
            for edge in ("opens", "closes"):
                name = f"{edge}_{day}"
                if cleaned.get(f"works_{day}") and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Please say when."))
        return cleaned


class DaysImportForm(forms.Form):
    """Whose public holidays of which year the office takes over."""

    country = CountryField()
    region = forms.CharField(label=gettext_lazy("Region"), max_length=10, required=False)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)


def _clock(label: str, initial: time) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "aria-label": label}, format="%H:%M")
    return forms.TimeField(label=label, initial=initial, required=False, widget=widget)


class NoticeForm(forms.ModelForm):  # type: ignore[type-arg]
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.WRITTEN_LANGUAGES)

    class Meta:
        model = PrivacyNotice
        fields = ("language", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}
        help_texts = {"body": gettext_lazy("Applicants read it from now on. Earlier versions stay as they were read.")}

    def clean_body(self) -> str:
        return fit_notice(self.cleaned_data["body"])


def fit_notice(body: str) -> str:
    """A notice that could not possibly say what the law asks for is refused."""
    body = body.strip()
    if len(body) < 40:
        raise forms.ValidationError(_("Say who you are, what you use the data for, and for how long."))
    return body


def zones() -> list[tuple[str, str]]:
    """Zones that people live in: Area/City, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names if not name.startswith("right/"))]
