from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from communications import placeholders
from communications.characters import clean_line, clean_text
from communications.refusals import NoSuchTemplate, TemplateChanged


class MessageTemplateQuerySet(models.QuerySet["MessageTemplate"]):
    def visible_to(self, user: User) -> Self:
        """Who writes to candidates reads what can be written; the team's templates are for those who keep them."""
        if user.may("templates.manage"):
            return self
        return self.active().for_candidates() if user.may("messages.send") else self.none()

    def active(self) -> Self:
        return self.filter(active=True)

    def for_candidates(self) -> Self:
        return self.filter(purpose=MessageTemplate.Purpose.CANDIDATE)

    def in_language(self, key: str, language: str) -> "MessageTemplate":
        """The template `key` in `language`, else in the language it is a variant of, else in the site's own."""
        found = {template.language: template for template in self.active().filter(key=key)}
        for wanted in (language, language.split("-")[0], settings.LANGUAGE_CODE, *sorted(found)):
            if wanted in found:
                return found[wanted]
        raise NoSuchTemplate(_("No template in use is called “%(key)s”.") % {"key": key})


class MessageTemplateManager(models.Manager.from_queryset(MessageTemplateQuerySet)):  # type: ignore[misc]
    def write(self, *, by: audit.Actor, name: str, subject: str, body: str, **more: str | bool) -> "MessageTemplate":
        template = MessageTemplate(name=clean_line(name), subject=clean_line(subject), body=clean_text(body), **more)
        template.check_placeholders()
        with transaction.atomic():
            template.save(force_insert=True)
            audit.record("template.written", template, by=by, language=template.language)
        return template


class MessageTemplate(models.Model):
    """Words that are sent again and again, with placeholders; `key` names those that the product sends by itself."""

    class Purpose(models.TextChoices):
        CANDIDATE = "candidate", gettext_lazy("To a candidate")
        TEAM = "team", gettext_lazy("To the team")

    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(gettext_lazy("Name"), max_length=120)
    purpose = models.CharField(
        gettext_lazy("Purpose"), max_length=10, choices=Purpose.choices, default=Purpose.CANDIDATE
    )
    language = models.CharField(gettext_lazy("Language"), max_length=10, default="en")
    subject = models.CharField(gettext_lazy("Subject"), max_length=200)
    body = models.TextField(gettext_lazy("Text"))
    active = models.BooleanField(gettext_lazy("In use"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = MessageTemplateManager()

    class Meta:
        ordering = ["name", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], condition=~models.Q(key=""), name="template_key_once_a_language"
            )
        ]
        indexes = [models.Index(fields=["updated_at", "id"], name="template_by_update")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_built_in(self) -> bool:
        return bool(self.key)

    def check_placeholders(self) -> None:
        placeholders.check(self.subject, purpose=self.purpose, field="subject", secrets=False)
        placeholders.check(self.body, purpose=self.purpose, field="body")

    def rewrite(self, *, by: audit.Actor, name: str, subject: str, body: str, active: bool, version: int) -> None:
        """`version` is the one that the writer had before their eyes: nobody overwrites what they haven't seen."""
        self.name, self.subject, self.body = clean_line(name), clean_line(subject), clean_text(body)
        self.active = active
        self.check_placeholders()
        values = {"name": self.name, "subject": self.subject, "body": self.body, "active": active}
        with transaction.atomic():
            still = MessageTemplate.objects.filter(pk=self.pk, version=version)
            if not still.update(**values, version=version + 1):
                raise TemplateChanged(_("Somebody else has meanwhile saved this template. Look at theirs first."))
            self.version = version + 1
            audit.record("template.rewritten", self, by=by, version=self.version, active=active)
