"""What the company's parts have in common: they are added and changed, each with its event, and never deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
from audit import things
from company.refusals import NameTaken


class PartQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The company's parts stand on its careers site: nobody who signs in is kept from them."""
        return self.all() if user.is_active else self.none()

    def add(self, *, by: audit.Actor, **values: Any) -> Any:
        part = self.model(**values)
        part.refuse_unfit()
        with _alone():
            part.save(force_insert=True)
            audit.record(f"company.{things.kind_of(self.model)}_added", part, by=by)
        return part


class Part(models.Model):
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def change(self, *, by: audit.Actor, **values: Any) -> None:
        """The log keeps the names of the fields that changed."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        if not changed:
            return
        for name in changed:
            setattr(self, name, values[name])
        self.refuse_unfit()
        with _alone():
            self.save(update_fields=changed)
            audit.record(f"company.{things.kind_of(type(self))}_changed", self, by=by, fields=changed)

    def refuse_unfit(self) -> None:
        """A part with a rule of its own says no here."""


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction in which a second of the same name is refused, also when both are added in the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise NameTaken(_("There is one with this name already.")) from error
