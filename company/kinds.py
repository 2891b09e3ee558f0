"""The parts of the company that have pages: list, form, words. One table, so that each page looks like the others."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from company import forms
from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork
from company.models.part import Part


@dataclass(frozen=True)
class Kind:
    name: str
    model: type[Part]
    form: type[forms.PartForm]
    plural: str | Promise
    new: str | Promise
    why: str | Promise
    icon: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "entity",
            LegalEntity,
            forms.EntityForm,
            _("Legal entities"),
            _("New legal entity"),
            _("The companies in law that employ people. Each has its own privacy notice."),
            "building",
        ),
        Kind(
            "brand",
            Brand,
            forms.BrandForm,
            _("Brands"),
            _("New brand"),
            _("What candidates see: a name, a colour and the sender of the mails."),
            "palette",
        ),
        Kind(
            "department",
            Department,
            forms.DepartmentForm,
            _("Departments"),
            _("New department"),
            _("The parts of the company. A role on one of them reaches all below it."),
            "sitemap",
        ),
        Kind(
            "office",
            Office,
            forms.OfficeForm,
            _("Offices"),
            _("New office"),
            _("Where people sit. Deadlines follow the office's hours and holidays."),
            "building-community",
        ),
        Kind(
            "place",
            PlaceOfWork,
            forms.PlaceForm,
            _("Places of work"),
            _("New place of work"),
            _("Where the work of a job is done. It decides which law holds."),
            "map-pin",
        ),
    )
}
