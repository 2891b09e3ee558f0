from functools import partial
from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit import things


class CompanyConfig(AppConfig):
    name = "company"
    verbose_name = _("Company")

    def ready(self) -> None:
        from company.kinds import KINDS

        for kind in KINDS.values():
            things.register(
                kind.name,
                kind.model._meta.label,
                label=str,
                url=partial(_url, kind.name),
                visible_to=kind.model.objects.visible_to,
            )


def _url(kind: str, part: Any) -> str:
    return reverse("company:part", args=[kind, part.pk])
