from collections.abc import Iterable, Mapping

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
from accounts.refusals import ExternalIdTaken, UnfitExternalId

MOST_SYSTEMS = 20


class ExternalIdQuerySet(models.QuerySet["ExternalId"]):
    def of(self, kind: str, ids: Iterable[int]) -> dict[int, dict[str, str]]:
        """{thing id: {system: value}} in one query."""
        found: dict[int, dict[str, str]] = {}
        rows = self.filter(kind=kind, thing_id__in=list(ids)).order_by("system")
        for thing_id, system, value in rows.values_list("thing_id", "system", "value"):
            found.setdefault(thing_id, {})[system] = value
        return found

    def named(self, kind: str, written: str) -> "ExternalIdQuerySet":
        """What `system:value` names."""
        system, _colon, value = written.partition(":")
        return self.filter(kind=kind, system=system, value=value)

    def give(self, kind: str, thing_id: int, wanted: Mapping[str, str | None], *, by: audit.Actor) -> None:
        """What other systems call this thing; None takes a name away."""
        known = self.of(kind, [thing_id]).get(thing_id, {})
        if len({*known, *wanted}) > MOST_SYSTEMS:
            sentence = _("A record has at most %(most)s external ids.") % {"most": MOST_SYSTEMS}
            raise UnfitExternalId(sentence)
        with transaction.atomic():
            for system, value in wanted.items():
                if value != known.get(system):
                    self._put(kind, thing_id, system, value, by)

    def _put(self, kind: str, thing_id: int, system: str, value: str | None, by: audit.Actor) -> None:
        rows = self.filter(kind=kind, thing_id=thing_id, system=system)
        if value is None:
            for row in rows:
                audit.record("external_id.removed", row, by=by, system=system, kind=kind, thing=thing_id)
                row.delete()
            return
        try:
            with transaction.atomic():
                row, _made = self.update_or_create(
                    kind=kind, thing_id=thing_id, system=system, defaults={"value": value}
                )
        except IntegrityError:
            # It doesn't say of which record: the key may not see that one.
            sentence = _("Another record has this id in %(system)s.") % {"system": system}
            raise ExternalIdTaken(sentence) from None
        audit.record("external_id.given", row, by=by, system=system, kind=kind, thing=thing_id)


class ExternalId(models.Model):
    """What another system calls a record of ours; `kind` is the name of its resource. It goes with the record."""

    kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    system = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ExternalIdQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "value"], name="an_external_id_names_one_record"),
            models.UniqueConstraint(fields=["kind", "thing_id", "system"], name="one_external_id_in_each_system"),
        ]

    def __str__(self) -> str:
        return f"{self.system} of {self.kind} {self.thing_id}"
