from typing import Any, ClassVar, Self

from django.core.validators import URLValidator, validate_email
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from audit import Actor
from candidates import cleaning
from candidates.models.candidate import Candidate, check
from candidates.refusals import UnfitValue


class FactQuerySet(models.QuerySet[Any]):
    """Rows of one kind of fact; `keep` is the one door by which a fact comes to a person."""

    @transaction.atomic
    def keep(
        self,
        candidate: Candidate,
        value: str,
        *,
        type: str,
        source: str,
        by: Actor,
        confirmed: bool,
        country: str = "",
    ) -> Any:
        new = self.model(candidate=candidate, type=type, source=source[:60])
        new.read(value, country)
        if new.type not in new.Type.values:
            raise UnfitValue(_("Please choose one of the kinds that are offered."), field="type")
        new.confirmed_at = audit.now() if confirmed else None
        known = self.filter(candidate=candidate, **new.identity()).first()
        if known:
            return known.confirm() if confirmed else known
        new.save(force_insert=True)
        candidate.touch()
        audit.record(f"candidate.{new.noun}_added", candidate, by=by, type=new.type)
        return new


class Fact(models.Model):
    """What we know of a person, where it came from and when it was last confirmed."""

    source = models.CharField(max_length=60, default="recruiter")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = FactQuerySet.as_manager()
    noun: ClassVar[str]

    class Meta:
        abstract = True

    def confirm(self) -> Self:
        self.confirmed_at = audit.now()
        self.save(update_fields=["confirmed_at"])
        return self

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        candidate: Candidate = self.candidate  # type: ignore[attr-defined]
        self.delete()
        candidate.touch()
        audit.record(f"candidate.{self.noun}_removed", candidate, by=by)


class EmailAddress(Fact):
    """An address of a person. `key` is what equality is judged by (lower case, NFKC)."""

    class Type(models.TextChoices):
        PERSONAL = "personal", gettext_lazy("Personal")
        WORK = "work", gettext_lazy("Work")
        OTHER = "other", gettext_lazy("Other")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="emails")
    value = models.EmailField()
    key = models.CharField(max_length=254, db_index=True, editable=False)
    type = models.CharField(max_length=10, choices=Type.choices, default=Type.PERSONAL)
    primary = models.BooleanField(default=False)

    noun = "email"

    class Meta:
        ordering = ["-primary", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="email_by_update")]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "key"], name="email_once_a_person"),
            models.UniqueConstraint(fields=["candidate"], condition=models.Q(primary=True), name="one_primary_email"),
        ]

    def __str__(self) -> str:
        return self.value

    def read(self, value: str, country: str = "") -> None:
        self.value, self.key = cleaning.line(value), cleaning.email_key(value)
        # Candidates read this.
        sentence = _("This is not an e-mail address. It needs the form name@place.example.")
        check(validate_email, self.value, sentence, "email")
        if len(self.key) > 254:
            raise UnfitValue(sentence, field="email")
        self.primary = not EmailAddress.objects.filter(candidate=self.candidate, primary=True).exists()

    def identity(self) -> dict[str, str]:
        return {"key": self.key}

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        others = EmailAddress.objects.filter(candidate=self.candidate).exclude(pk=self.pk)
        was_primary = self.primary
        super().remove(by=by)
        heir = others.first() if was_primary else None
        if heir:
            heir.primary = True
            heir.save(update_fields=["primary"])


class PhoneNumber(Fact):
    """A phone number as typed; `key` is E.164 where it can be read."""

    class Type(models.TextChoices):
        HOME = "home", gettext_lazy("Home")
        WORK = "work", gettext_lazy("Work")
        MOBILE = "mobile", gettext_lazy("Mobile")
        SKYPE = "skype", gettext_lazy("Skype")
        OTHER = "other", gettext_lazy("Other")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="phones")
    value = models.CharField(max_length=60)
    key = models.CharField(max_length=60, db_index=True, editable=False)
    type = models.CharField(max_length=10, choices=Type.choices, default=Type.MOBILE)

    noun = "phone"

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="phone_by_update")]
        constraints = [models.UniqueConstraint(fields=["candidate", "key"], name="phone_once_a_person")]

    def __str__(self) -> str:
        return self.value

    def read(self, value: str, country: str = "") -> None:
        self.value, self.key = cleaning.line(value), cleaning.phone_key(cleaning.line(value), country)
        self.type = self.type or cleaning.phone_type(self.key)
        if not self.key or len(self.value) > 60:
            # Candidates read this.
            raise UnfitValue(_("This is not a phone number."), field="phone")

    def identity(self) -> dict[str, str]:
        return {"key": self.key}


class Link(Fact):
    """A web address of a person: portfolio, profile, blog."""

    class Type(models.TextChoices):
        PERSONAL = "personal", gettext_lazy("Personal")
        COMPANY = "company", gettext_lazy("Company")
        PORTFOLIO = "portfolio", gettext_lazy("Portfolio")
        BLOG = "blog", gettext_lazy("Blog")
        SOCIAL = "social_media", gettext_lazy("Social media")
        OTHER = "other", gettext_lazy("Other")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="links")
    value = models.URLField(max_length=400)
    type = models.CharField(max_length=12, choices=Type.choices, default=Type.OTHER)

    noun = "link"

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="link_by_update")]
        constraints = [models.UniqueConstraint(fields=["candidate", "value"], name="link_once_a_person")]

    def __str__(self) -> str:
        return self.value

    def read(self, value: str, country: str = "") -> None:
        """A link without a scheme is read as https; no scheme but http and https is one of a person's."""
        value = cleaning.line(value)
        self.value = value if "://" in value else f"https://{value}"
        # Candidates read this.
        sentence = _("This is not a web address. It needs the form https://place.example/name.")
        check(URLValidator(schemes=["http", "https"]), self.value, sentence, "link")
        if len(self.value) > 400:
            raise UnfitValue(sentence, field="link")

    def identity(self) -> dict[str, str]:
        return {"value": self.value}
