"""How each kind of notification reaches a person."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gate import Request, signed_in
from accounts.models import User
from desk import notifications
from desk.models import Preference


@dataclass(frozen=True)
class Row:
    """A kind with what may be chosen for it; None stands where a way is not offered."""

    kind: notifications.Kind
    channel: str
    ways: list[tuple[str, Any] | None]


class PreferencesForm(forms.Form):
    """One choice for each kind there is."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = Preference.objects.of(user)
        for kind in notifications.kinds():
            offered = [(name, notifications.CHANNELS[name]) for name in kind.channels]
            self.fields[kind.name] = forms.ChoiceField(choices=offered, required=False)

    def rows(self) -> list[Row]:
        return [_row(kind, self.chosen[kind.name]) for kind in notifications.kinds()]

    def changes(self) -> dict[str, str]:
        """What the form does not name stays as it is."""
        said = {kind: channel for kind, channel in self.cleaned_data.items() if channel}
        return {kind: channel for kind, channel in said.items() if channel != self.chosen[kind]}


@require_http_methods(["GET", "POST"])
@signed_in
def preferences(request: Request) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for kind, channel in form.changes().items():
                Preference.objects.choose(request.user, kind, channel, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk:preferences")
    context = {"rows": form.rows(), "channels": notifications.CHANNELS, "is_refused": bool(form.errors)}
    return render(request, "desk/preferences.html", context, status=422 if form.errors else 200)


def _row(kind: notifications.Kind, channel: str) -> Row:
    ways = [(name, label) if name in kind.channels else None for name, label in notifications.CHANNELS.items()]
    return Row(kind, channel, list(ways))
