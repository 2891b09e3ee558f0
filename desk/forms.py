from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import audit
from accounts import access
from accounts.lists import Listing
from accounts.models import User
from company.models import Department
from desk.models import SavedView
from vault.refusals import Refusal

Audience = SavedView.Audience


class SavedViewForm(forms.Form):
    """The name of a view, and who sees it besides its owner."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("What is in it, such as “Waiting for me”"))
    audience = forms.ChoiceField(label=_("Who sees it besides you"))
    is_default = forms.BooleanField(label=_("Open the list with it"), required=False)

    def __init__(
        self, *args: Any, user: User, listing: Listing, within: int | None, view: SavedView | None = None, **kwargs: Any
    ) -> None:
        if view is not None:
            shared = f"{view.shared_with}:{view.shared_id}" if view.shared_id else view.shared_with
            is_default = view.default_for.filter(pk=user.pk).exists()
            kwargs["initial"] = {"name": view.name, "audience": shared, "is_default": is_default}
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = audiences(user, listing, within)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """For the verbs."""
        shared_with, _colon, shared_id = self.cleaned_data["audience"].partition(":")
        return {
            "name": self.cleaned_data["name"],
            "shared_with": shared_with,
            "shared_id": int(shared_id) if shared_id else None,
        }

    def refuse(self, refusal: Refusal) -> None:
        self.add_error("name" if refusal.field == "name" else None, refusal.sentence)


def audiences(user: User, listing: Listing, within: int | None) -> list[Any]:
    """With whom a person may share: the team of the job whose list it is, else the teams and departments of theirs."""
    if listing.within == "job":
        return [
            (Audience.NOBODY, Audience.NOBODY.label),
            (f"{Audience.TEAM}:{within}", gettext("The hiring team of this job")),
        ]
    choices: list[Any] = [(one, one.label) for one in (Audience.NOBODY, Audience.EVERYONE)]
    held = access.held(user)
    reaches = held.reaches.values()
    departments = Department.objects.order_by("name")
    if not any(reach.everywhere for reach in reaches):
        departments = departments.filter(pk__in=frozenset[int]().union(*(reach.departments for reach in reaches)))
    if offered := [(f"{Audience.DEPARTMENT}:{one.pk}", str(one)) for one in departments]:
        choices.append((gettext("A department"), offered))
    teams = audit.things.resolve([("job", job) for job in held.on_jobs], user).values()
    if named := [(f"{Audience.TEAM}:{job.id}", job.label) for job in sorted(teams, key=lambda job: job.label)]:
        choices.append((gettext("The hiring team of a job"), named))
    return choices
