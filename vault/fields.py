"""Fields whose column holds ciphertext and whose attribute is what was said.

Rows are listed without opening anything: a value is opened when it is read. `values()` has no row
to take the UUID from and gives the ciphertext. For lists that read a sealed field, fetch its key
with select_related("candidate__data_key").
"""

import json
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from vault import sealing
from vault.models.data_key import DataKey, pk_of
from vault.refusals import KeyDestroyed
from vault.ring import ring
from vault.sealing import Key, KeyMissing

if TYPE_CHECKING:
    TextColumn = models.TextField[Any, Any]
else:
    TextColumn = models.TextField


class Erased(str):
    """Stands where something was until its key was destroyed. False, and empty as text."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ERASED"


ERASED = Erased()


class Ciphertext(str):
    """Text that came from a sealed column. What a person types is never one, whatever it looks like."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"


class Opened(NamedTuple):
    token: Ciphertext
    said: bytes
    value: Any


class SealedAttribute(DeferredAttribute):
    """Opens the ciphertext of a row when somebody reads it."""

    field: "SealedField"

    def __get__(self, row: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        value = super().__get__(row, owner)
        return self.field.opened(row, value) if isinstance(value, Ciphertext) else value

    # With a setter Django asks this descriptor even when the row's dictionary has a value.
    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedField(TextColumn):
    """The common part. `label` is bound into every ciphertext and never changes, whatever the column is called.

    `data_key` is the path from the row to its DataKey; None seals with the ring itself.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, label: str = "", data_key: str | None = None, **kwargs: Any) -> None:
        self.label = label
        self.data_key = data_key
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # To the database it is a text column; migrations don't import our code.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def dump(self, value: Any) -> bytes:
        raise NotImplementedError

    def load(self, said: bytes) -> Any:
        raise NotImplementedError

    def from_db_value(self, value: str | None, *args: object) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Ciphertext):
            return value
        raise FieldError(f"{self} is sealed: only save(), create() and bulk_create() can write it.")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(
                f"{self} is sealed: it can't be searched. Ask with __isnull, or keep a blind index beside it."
            )
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> None:
        return None

    def opened(self, row: models.Model, token: Ciphertext) -> Any:
        cache = _cache(row)
        if self.attname not in cache or cache[self.attname].token is not token:
            try:
                said = self._unseal(row, token)
            except KeyDestroyed:
                return ERASED
            cache[self.attname] = Opened(token, said, self.load(said))
        return cache[self.attname].value

    def pre_save(self, row: models.Model, add: bool) -> Any:
        value = row.__dict__.get(self.attname)
        if isinstance(value, Ciphertext):
            return self._unless_changed(row, value)
        if isinstance(value, Erased) and not add:
            return models.F(self.attname)
        return None if value is None else self._sealed(row, value)

    def _unless_changed(self, row: models.Model, token: Ciphertext) -> Ciphertext:
        # A JSON value may have been changed in place since it was opened.
        was = _cache(row).get(self.attname)
        if was is None or was.token is not token or self.dump(was.value) == was.said:
            return token
        return self._sealed(row, was.value)

    def _sealed(self, row: models.Model, value: Any) -> Ciphertext:
        said = self.dump(value)
        token = Ciphertext(sealing.seal(said, self._key_to_seal(row), label=self.label, sealed_as=_uuid(row)))
        row.__dict__[self.attname] = token
        _cache(row)[self.attname] = Opened(token, said, self.load(said))
        return token

    def _unseal(self, row: models.Model, token: Ciphertext) -> bytes:
        return sealing.unseal(token, self._key_to_open(row, token), label=self.label, sealed_as=_uuid(row))

    def _key_to_seal(self, row: models.Model) -> Key:
        if self.data_key is None:
            return ring().sealing_key()
        data_key = reduce(getattr, self.data_key.split("."), row)
        if not isinstance(data_key, DataKey):
            raise KeyMissing(f"{self} can't be sealed: {self.data_key} leads to no data key.")
        return data_key.key

    def _key_to_open(self, row: models.Model, token: Ciphertext) -> Key:
        # The ciphertext names its key: after a merge it is another than the row's path leads to.
        key_id = sealing.key_id(token)
        pk = pk_of(key_id)
        return ring().sealing_key(key_id) if pk is None else self._data_key(row, pk).key

    def _data_key(self, row: models.Model, pk: int) -> DataKey:
        known = self._fetched_key(row)
        if known is not None and known.pk == pk:
            return known
        keys: dict[int, DataKey] = row.__dict__.setdefault("_data_keys", {})
        if pk not in keys:
            found = DataKey.objects.filter(pk=pk).first()
            if found is None:
                raise KeyMissing(f"The data key {pk} is not here; what was sealed with it can't be read.")
            keys[pk] = found
        return keys[pk]

    def _fetched_key(self, row: models.Model) -> DataKey | None:
        """The key at the end of the path, if the query that made the row brought it along."""
        step: Any = row
        for name in (self.data_key or "").split("."):
            relation = step._meta.get_field(name) if name else None
            if relation is None or not relation.is_cached(step):
                return None
            step = relation.get_cached_value(step)
        return step if isinstance(step, DataKey) else None


class SealedTextField(SealedField):
    """Text that only the key's holder can read."""

    def dump(self, value: Any) -> bytes:
        return str(value).encode("utf-8", "surrogatepass")

    def load(self, said: bytes) -> str:
        return said.decode("utf-8", "surrogatepass")


class SealedJSONField(SealedField):
    """Anything that JSON can say, sealed. Its column is text, so the database can't look into it."""

    empty_values = [None, "", [], (), {}]

    def dump(self, value: Any) -> bytes:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def load(self, said: bytes) -> Any:
        return json.loads(said.decode("utf-8", "surrogatepass"))

    def to_python(self, value: Any) -> Any:
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.JSONField, **kwargs})


def _cache(row: models.Model) -> dict[str, Opened]:
    opened: dict[str, Opened] = row.__dict__.setdefault("_opened", {})
    return opened


def _uuid(row: Any) -> Any:
    return row.sealed_as
