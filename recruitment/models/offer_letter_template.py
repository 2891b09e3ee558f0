from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from candidates import cleaning
from company.models import LegalEntity
from recruitment.refusals import LetterRefused

LONGEST = 20_000


class OfferLetterTemplateQuerySet(models.QuerySet["OfferLetterTemplate"]):
    def visible_to(self, user: User) -> Self:
        """Who makes offers chooses among them; who keeps the company's templates writes them."""
        return self.all() if user.may("offers.make") or user.may("templates.manage") else self.none()

    def newest(self) -> Self:
        """The version of each that is used for offers from now on."""
        same = {name: OuterRef(name) for name in ("entity_id", "name", "language")}
        last = OfferLetterTemplate.objects.filter(**same).order_by("-version").values("version")[:1]
        return self.annotate(last=Subquery(last)).filter(version=F("last"))

    def in_use(self) -> Self:
        return self.newest().filter(retired_at=None)

    def write(
        self, *, entity: LegalEntity, body: str, by: audit.Actor, name: str = "", language: str = "en"
    ) -> "OfferLetterTemplate":
        """A new version in this language; offers made with one before keep the words they were made with."""
        from recruitment.offers import gaps

        name, body = cleaning.line(name) or _("Offer letter"), cleaning.prose(body)
        _refuse_unfit(name, body, language)
        gaps.check(body)
        with transaction.atomic():
            # Two people may write at once: the entity's row lines them up.
            LegalEntity.objects.select_for_update().get(pk=entity.pk)
            same = self.filter(entity=entity, name=name, language=language)
            version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
            template = self.create(entity=entity, name=name, language=language, version=version, body=body)
            audit.record("offer_letter.written", template, by=by, language=language, version=version)
        return template


class OfferLetterTemplate(models.Model):
    """The words of an offer letter, by employer and language; a version never changes."""

    entity = models.ForeignKey(
        LegalEntity, models.PROTECT, related_name="offer_letters", verbose_name=gettext_lazy("Employer")
    )
    name = models.CharField(gettext_lazy("Name"), max_length=120)
    language = models.CharField(gettext_lazy("Language"), max_length=10, default="en")
    version = models.PositiveIntegerField(default=1)
    body = models.TextField(gettext_lazy("Text"))
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfferLetterTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "name", "language", "-version"]
        indexes = [models.Index(fields=["updated_at", "id"], name="offer_letter_by_update")]
        constraints = [
            models.UniqueConstraint(fields=["entity", "name", "language", "version"], name="offer_letter_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def retire(self, *, by: audit.Actor) -> None:
        """No new offer takes it; its next version would."""
        with transaction.atomic():
            if not OfferLetterTemplate.objects.filter(pk=self.pk, retired_at=None).update(retired_at=audit.now()):
                raise LetterRefused(_("This letter is not used any more already."))
            self.refresh_from_db(fields=["retired_at"])
            audit.record("offer_letter.retired", self, by=by)


def _refuse_unfit(name: str, body: str, language: str) -> None:
    if language not in dict(settings.WRITTEN_LANGUAGES):
        raise LetterRefused(_("Choose one of the languages."), field="language")
    if not body:
        raise LetterRefused(_("Write what the letter says."), field="body")
    if len(name) > 120:
        raise LetterRefused(_("Please use at most %(limit)s characters.") % {"limit": 120}, field="name")
    if len(body) > LONGEST:
        raise LetterRefused(_("Please use at most %(limit)s characters.") % {"limit": LONGEST}, field="body")
