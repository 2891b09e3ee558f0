from django import forms
from django.utils.translation import gettext_lazy as _

from recruitment.models import Stage


class StageForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Stage
        fields = ("name", "what", "who", "within", "days", "finished")
        labels = {
            "name": _("Name"),
            "what": _("What is done here"),
            "who": _("By whom"),
            "within": _("Until when"),
            "days": _("In working days"),
            "finished": _("When it is finished"),
        }
        help_texts = {"days": _("A card that stays longer is marked on the board.")}
