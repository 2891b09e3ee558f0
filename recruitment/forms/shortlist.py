from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recruitment.models import Application, ClosureReason, Job, ShortlistAnswer
from recruitment.models.shortlist_item import LONGEST_WORDS, no_reasons
from recruitment.shortlisting import LONGEST_MESSAGE, MOST

# Cards that are offered beside those that were chosen already.
OFFERED = 60
MOMENT = "%Y-%m-%dT%H:%M"


class DueField(forms.DateTimeField):
    """A moment in the zone of who types it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"], **kwargs)


class ShortlistForm(forms.Form):
    """Whom to ask about, whom to ask, by when."""

    applications = forms.ModelMultipleChoiceField(
        Application.objects.none(), label=_("Candidates"), widget=forms.CheckboxSelectMultiple
    )
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who answers"), widget=forms.CheckboxSelectMultiple
    )
    due_at = DueField(label=_("Answers by"))
    message = forms.CharField(
        label=_("Message"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the mail. Name no candidate in it."),
    )

    def __init__(self, *args: Any, job: Job, user: User, chosen: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = Application.objects.on_board().known_to(user).filter(job=job).select_related("candidate", "stage")
        applications: Any = self.fields["applications"]
        applications.queryset = cards
        first = list(cards.filter(pk__in=chosen[:MOST]))
        others = cards.exclude(pk__in=[card.pk for card in first]).order_by("-stage_since", "-pk")
        offered = sorted([*first, *others[: OFFERED - len(first)]], key=_by_stage)
        applications.choices = [(card.pk, f"{card.candidate} · {card.stage}") for card in offered]
        readers: Any = self.fields["readers"]
        readers.queryset = User.objects.active().filter(pk__in=job.team_rows().values("user"))


class ExtensionForm(forms.Form):
    due_at = DueField(label=_("Answers by"))


class AnswerForm(forms.Form):
    """A reader's word about one candidate."""

    answer = forms.ChoiceField(choices=ShortlistAnswer.Answer.choices, widget=forms.HiddenInput)
    reason = forms.ModelChoiceField(
        ClosureReason.objects.none(), label=_("Why not"), required=False, empty_label=_("Choose a reason")
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.ChoiceField(
        choices=[("", ""), *ShortlistAnswer.Answer.choices], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, reasons: list[ClosureReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.queryset = no_reasons()
        reason.choices = [("", _("Choose a reason")), *((one.pk, str(one)) for one in reasons)]


def _by_stage(card: Application) -> tuple[int, int, str]:
    """Those who are furthest along come first."""
    return (-card.stage.sort_order, card.stage_id, card.candidate.sort_name)
