from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

import audit
from company.models.part import Part

country_code = RegexValidator(r"\A[A-Z]{2}\Z", _("Write the country as two capital letters, such as DE."))


class LegalEntity(Part):
    """The company in law that employs: it is named on offers and in the privacy notice."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    registered_name = models.CharField(_("Registered name"), max_length=200)
    registration = models.CharField(_("Registration"), max_length=120, blank=True)
    country = models.CharField(
        _("Country"), max_length=2, help_text=_("Two letters, such as DE"), validators=[country_code]
    )
    address = models.TextField(_("Address"), blank=True)
    privacy_contact = models.EmailField(_("Contact for privacy"))

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=["updated_at", "id"], name="entity_by_update"),)
        verbose_name_plural = "legal entities"

    def __str__(self) -> str:
        return self.name

    def publish_notice(
        self, *, language: str, body: str, effective_from: datetime | None = None, by: audit.Actor
    ) -> "PrivacyNotice":
        """A new version of the notice in this language; those before stay as applicants read them."""
        with transaction.atomic():
            # Two people may publish at once: the entity's row lines them up.
            LegalEntity.objects.select_for_update().get(pk=self.pk)
            last = self.notices.filter(language=language).aggregate(last=models.Max("version"))["last"] or 0
            notice: PrivacyNotice = self.notices.create(
                language=language, body=body, version=last + 1, effective_from=effective_from or audit.now()
            )
            audit.record(
                "company.notice_published", self, by=by, notice=notice.pk, language=language, version=notice.version
            )
        return notice


class PrivacyNoticeQuerySet(models.QuerySet["PrivacyNotice"]):
    def in_force(self) -> "PrivacyNoticeQuerySet":
        return self.filter(effective_from__lte=audit.now())

    def shown_to(self, entity: LegalEntity, language: str) -> "PrivacyNotice | None":
        """The newest that is in force, in the language asked for, else in English, else in any."""
        valid = self.in_force().filter(entity=entity).order_by("-effective_from", "-version")
        for wanted in ({"language": language}, {"language": "en"}, {}):
            if notice := valid.filter(**wanted).first():
                return notice
        return None


class PrivacyNotice(models.Model):
    """What an applicant is told under articles 13 and 14 GDPR: by entity and language; a version never changes."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="notices")
    language = models.CharField(_("Language"), max_length=10)
    version = models.PositiveIntegerField(_("Version"))
    body = models.TextField(_("Text"))
    effective_from = models.DateTimeField(_("In force from"), default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PrivacyNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("entity", "language", "-version")
        indexes = (models.Index(fields=["updated_at", "id"], name="notice_by_update"),)
        constraints = (models.UniqueConstraint(fields=["entity", "language", "version"], name="notice_version_once"),)

    def __str__(self) -> str:
        return f"{self.entity} {self.language} v{self.version}"
