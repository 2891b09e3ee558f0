from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit import things
from audit.models import Event


class EventFilter(forms.Form):
    """What one looks for in the log. A filter that makes no sense is named, and the list stays as it was."""

    verb = forms.CharField(label=_("What happened"), required=False, max_length=60)
    about = forms.ChoiceField(label=_("Kind of thing"), required=False)
    thing = forms.IntegerField(label=_("Number"), required=False, min_value=1)
    actor = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("A kind and a number: user 7")}),
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    event = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All")), *((kind, kind) for kind in things.kinds())]
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = every

    def clean_actor(self) -> tuple[str, int | None] | None:
        words = self.cleaned_data["actor"].replace(":", " ").split()
        match words:
            case []:
                return None
            case [kind]:
                return (kind, None)
            case [kind, number] if number.isdecimal() and len(number) < 19:
                return (kind, int(number))
        raise forms.ValidationError(_("Write a kind and a number, such as: user 7"))

    def apply(self, events: "QuerySet[Event]") -> "QuerySet[Event]":
        wanted = self.cleaned_data if self.is_valid() else {}
        if verb := wanted.get("verb"):
            events = events.filter(verb=verb.strip().lower().replace(" ", "."))
        if actor := wanted.get("actor"):
            events = events.filter(actor_kind=actor[0], **({} if actor[1] is None else {"actor_id": actor[1]}))
        if number := wanted.get("event"):
            events = events.filter(pk=number)
        return _between(_about(events, wanted), wanted.get("since"), wanted.get("until"))


def _about(events: "QuerySet[Event]", wanted: dict[str, Any]) -> "QuerySet[Event]":
    """With a number the whole timeline of the thing, otherwise the events about things of that kind."""
    kind, number = wanted.get("about"), wanted.get("thing")
    if kind and number:
        return events.filter(things__kind=kind, things__thing_id=number)
    if kind:
        return events.filter(about_kind=kind)
    return events.filter(about_id=number) if number else events


def _between(events: "QuerySet[Event]", since: date | None, until: date | None) -> "QuerySet[Event]":
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    return events


def _midnight(day: date) -> datetime:
    """The beginning of the day where the person is."""
    return timezone.make_aware(datetime.combine(day, time.min))
