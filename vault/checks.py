"""System checks: every sealed field has a label of its own, its row a UUID, its path ends at a data key."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import models

from vault.fields import SealedField
from vault.models import DataKey, Sealed


def register() -> None:
    checks.register(sealed_fields, checks.Tags.models)


def sealed_fields(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    fields = list(all_sealed())
    times = Counter(field.label for field in fields)
    return [error for field in fields for error in _errors(field, times)]


def all_sealed() -> Iterator[SealedField]:
    """The sealed fields of every model that has a table of its own."""
    for model in apps.get_models():
        yield from (field for field in model._meta.local_fields if isinstance(field, SealedField))


def _errors(field: SealedField, times: Counter[str]) -> Iterator[checks.CheckMessage]:
    if not issubclass(field.model, Sealed):
        yield checks.Error(f"{field} is sealed, but its model does not inherit vault.models.Sealed.", id="vault.E001")
    if not field.label:
        yield checks.Error(f"{field} needs a label; it is part of every ciphertext and never changes.", id="vault.E002")
    elif times[field.label] > 1:
        yield checks.Error(f"{field} shares its label {field.label} with another field.", id="vault.E003")
    if field.data_key is not None and not _leads_to_a_key(field.model, field.data_key):
        yield checks.Error(f"The data_key {field.data_key} of {field} does not lead to a DataKey.", id="vault.E004")
    if field.unique or getattr(field, "db_index", False):
        yield checks.Error(f"{field} is sealed: equal values look different, so it can't be indexed.", id="vault.E005")


def _leads_to_a_key(model: type[models.Model], path: str) -> bool:
    step: Any = model
    for name in path.split("."):
        relation = next((one for one in step._meta.get_fields() if one.name == name), None)
        if relation is None or not relation.is_relation:
            return False
        step = relation.related_model
    return step is DataKey
