from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from company.models.legal_entity import LegalEntity
from company.models.part import Part

colour = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Write a colour as #rrggbb."))


class Brand(Part):
    """The face that candidates see: name, logo, colour, sender of mails."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="brands", verbose_name=_("Legal entity"))
    name = models.CharField(_("Name"), max_length=120, unique=True)
    slug = models.SlugField(_("Short name for addresses"), unique=True)
    tagline = models.CharField(_("Tagline"), max_length=200, blank=True)
    about = models.TextField(_("About the company"), blank=True)
    accent = models.CharField(
        _("Accent colour"), max_length=7, default="#2f5bd8", help_text="#rrggbb", validators=[colour]
    )
    sender_name = models.CharField(_("Sender's name"), max_length=120)
    sender_address = models.EmailField(_("Sender's address"))
    reply_to = models.EmailField(_("Replies go to"), blank=True)
    signature = models.TextField(_("Signature"), blank=True)

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=["updated_at", "id"], name="brand_by_update"),)

    def __str__(self) -> str:
        return self.name
