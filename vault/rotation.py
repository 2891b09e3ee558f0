"""Bringing everything that the ring seals under its active key, while people work.

Rows that are done fall out of the question, so a run that was stopped goes on where it was and a
second run finds nothing. Only keys are wrapped anew: what lies under a data key stays as it is.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast

from vault import sealing
from vault.checks import all_sealed
from vault.fields import Ciphertext, SealedField
from vault.models import DataKey, StoredFile
from vault.ring import KeyRing

BATCH = 500
Rows = models.QuerySet[Any]


@dataclass(frozen=True)
class Lot:
    """One kind of row: which still lie under an old key, how one is moved, and how many lie under which key."""

    name: str
    rows: Callable[[], Rows]
    rewrap: Callable[[Any], None]
    under: Callable[[], Counter[str]]

    def rotate(self) -> Iterator[int]:
        """How many each batch moved. Rows that somebody else holds are passed by."""
        last = 0
        while True:
            with transaction.atomic():
                batch = list(self.rows().filter(pk__gt=last).order_by("pk").select_for_update(skip_locked=True)[:BATCH])
                for row in batch:
                    self.rewrap(row)
            if not batch:
                return
            last = batch[-1].pk
            yield len(batch)


def lots(keys: KeyRing) -> Iterator[Lot]:
    yield _of_keys(keys, "data keys", DataKey)
    yield _of_keys(keys, "files", StoredFile)
    for field in all_sealed():
        if field.data_key is None:
            yield _of_field(keys, field)


def _of_keys(keys: KeyRing, name: str, model: type[DataKey] | type[StoredFile]) -> Lot:
    return Lot(
        name,
        rows=lambda: model.objects.not_under(keys.active),
        rewrap=lambda row: row.rewrap(keys),
        under=lambda: _counted(model.objects.not_under("").values_list("ring_key").annotate(models.Count("pk"))),
    )


def _of_field(keys: KeyRing, field: SealedField) -> Lot:
    sealed = field.model._default_manager.annotate(_token=Cast(field.attname, models.TextField()))
    # The name between the second and the third colon.
    name = models.Func(models.F("_token"), models.Value(":"), models.Value(3), function="split_part")
    named = sealed.filter(_token__startswith=sealing.PREFIX).annotate(
        _ring_key=models.ExpressionWrapper(name, output_field=models.TextField())
    )
    return Lot(
        field.label,
        rows=lambda: named.exclude(_ring_key=keys.active),
        rewrap=lambda row: _reseal(row, field, keys),
        under=lambda: _counted(named.order_by().values_list("_ring_key").annotate(models.Count("pk"))),
    )


def _reseal(row: Any, field: SealedField, keys: KeyRing) -> None:
    key = keys.sealing_key(row._ring_key)
    said = sealing.unseal(row._token, key, label=field.label, sealed_as=row.sealed_as)
    token = sealing.seal(said, keys.sealing_key(), label=field.label, sealed_as=row.sealed_as)
    # The queryset's own class may narrow what it shows; the row is known and locked here.
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: Ciphertext(token)})


def _counted(pairs: Any) -> Counter[str]:
    return Counter(dict(pairs))
