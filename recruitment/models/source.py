from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from candidates import cleaning
from recruitment.refusals import Taken

LONGEST_NAME = 120
LONGEST_SIGN = 200


class SourceQuerySet(models.QuerySet["Source"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def own(self, code: str) -> "Source":
        """One that the product itself gives to applications."""
        return self.get(code=code)

    def add(self, *, name: str, by: audit.Actor, kind: str = "other", **signs: Iterable[str]) -> "Source":
        source = self.model(name=cleaning.line(name), kind=kind)
        with transaction.atomic():
            source.write(force_insert=True)
            source.take_signs(signs)
            audit.record("source.added", source, by=by, kind=kind)
        return source

    def word(self, text: str) -> str:
        """The one word for what somebody typed; what nobody has typed before is a source from now on."""
        wanted = cleaning.line(text)[:LONGEST_NAME].strip()
        if not wanted:
            return ""
        known = self.filter(name__iexact=wanted).first()
        return known.name if known else self._insert_word(wanted)

    def _insert_word(self, wanted: str) -> str:
        try:
            with transaction.atomic():
                return self.create(name=wanted, kind=Source.Kind.OTHER).name
        except IntegrityError:
            # Somebody typed it in the same moment.
            return self.get(name__iexact=wanted).name


class Source(models.Model):
    """Where applications come from: the one word for it, and by which signs a visit is known to come from there."""

    class Kind(models.TextChoices):
        JOB_BOARD = "job_board", gettext_lazy("Job board")
        SOCIAL = "social", gettext_lazy("Social network")
        CAREERS_SITE = "careers_site", gettext_lazy("Careers site")
        REFERRAL = "referral", gettext_lazy("Referral")
        AGENCY = "agency", gettext_lazy("Agency")
        EVENT = "event", gettext_lazy("Event")
        WALK_IN = "walk_in", gettext_lazy("Walk-in")
        INTERNAL = "internal", gettext_lazy("Internal")
        SOURCED = "sourced", gettext_lazy("Sourced")
        OTHER = "other", gettext_lazy("Other")

    # What the product itself gives to applications, by code.
    CAREERS_SITE, ELSEWHERE = "careers_site", "elsewhere"
    REFERRAL, INTERNAL, WALK_IN = "referral", "internal", "walk_in"
    CHANGEABLE: ClassVar[frozenset[str]] = frozenset({"name", "kind", "active"})

    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    code = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="source_by_update")]
        constraints = [models.UniqueConstraint(Lower("name"), name="source_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def utm_sources(self) -> list[str]:
        return sorted(rule.value for rule in self.rules.all() if rule.sign == SourceRule.Sign.UTM)

    @property
    def hosts(self) -> list[str]:
        return sorted(rule.value for rule in self.rules.all() if rule.sign == SourceRule.Sign.HOST)

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        """A new name goes to all applications that came from there."""
        signs = {name: fields.pop(name) for name in SIGNS if name in fields}
        if not self.CHANGEABLE.issuperset(fields):
            raise TypeError(f"Not to be changed here: {sorted(set(fields) - self.CHANGEABLE)}")
        before = self.name
        changed = sorted(name for name, value in fields.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, fields[name])
        with transaction.atomic():
            self.write(update_fields=[*changed] or ["active"])
            changed += self.take_signs(signs)
            if self.name != before:
                self._rename_on_applications(before)
            if changed:
                audit.record("source.changed", self, by=by, fields=changed)

    def _rename_on_applications(self, before: str) -> None:
        from recruitment.models.application import Application

        Application.objects.filter(source=before).update(source=self.name)

    def write(self, *, force_insert: bool = False, update_fields: list[str] | None = None) -> None:
        try:
            with transaction.atomic():
                self.save(force_insert=force_insert, update_fields=update_fields)
        except IntegrityError as error:
            if "source_name_once" not in str(error):
                raise
            raise Taken(_("There is a source of that name already."), field="name") from error

    def take_signs(self, signs: dict[str, Iterable[str]]) -> list[str]:
        """Replaces the signs of each kind that is given; returns which have changed."""
        return [name for name, values in signs.items() if self._take(name, SIGNS[name], values)]

    def _take(self, field: str, sign: "SourceRule.Sign", values: Iterable[str]) -> bool:
        wanted = {clean for value in values if (clean := clean_sign(sign, value))}
        rules = self.rules.filter(sign=sign)
        known = set(rules.values_list("value", flat=True))
        if wanted == known:
            return False
        self._refuse_taken(field, sign, wanted)
        rules.exclude(value__in=wanted).delete()
        SourceRule.objects.bulk_create(SourceRule(source=self, sign=sign, value=one) for one in sorted(wanted - known))
        return True

    def _refuse_taken(self, field: str, sign: "SourceRule.Sign", wanted: set[str]) -> None:
        """One sign means one source; the database says so too, for two who say it at once."""
        taken = SourceRule.objects.filter(sign=sign, value__in=wanted).exclude(source=self).select_related("source")
        if rule := taken.first():
            told = {"sign": rule.value, "source": rule.source}
            raise Taken(_("%(sign)s stands for %(source)s already.") % told, field=field)


class SourceRule(models.Model):
    """A sign by which a visit is known to come from a source: a word in utm_source, or the site it was sent by."""

    class Sign(models.TextChoices):
        UTM = "utm_source", "utm_source"
        HOST = "host", gettext_lazy("Website")

    source = models.ForeignKey(Source, models.CASCADE, related_name="rules")
    sign = models.CharField(max_length=10, choices=Sign.choices)
    value = models.CharField(max_length=LONGEST_SIGN)
    created_at = models.DateTimeField(default=audit.now, editable=False)

    class Meta:
        ordering = ["sign", "value"]
        constraints = [models.UniqueConstraint(fields=["sign", "value"], name="source_sign_once")]

    def __str__(self) -> str:
        return self.value


SIGNS = {"utm_sources": SourceRule.Sign.UTM, "hosts": SourceRule.Sign.HOST}


def clean_sign(sign: str, value: str) -> str:
    """As it is compared: small letters; of an address the site alone, without "www."."""
    found = cleaning.line(value).casefold()
    if sign == SourceRule.Sign.HOST:
        found = found.rpartition("//")[2].partition("/")[0].partition(":")[0].removeprefix("www.").strip(".")
    return found[:LONGEST_SIGN]
