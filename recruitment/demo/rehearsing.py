"""Plays one story and takes it back: what is left are the rows that it wrote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from recruitment.models import Source

# What a new word makes once for everybody: it is no story's own.
ONCE: tuple[type[models.Model], ...] = (Source,)
# Whether a story changes what was there before it is looked for in tables up to so many rows.
LOOKED_THROUGH = 20_000


class ChangesOthers(Exception):
    """The story changes rows that were there before it, so its rows alone don't tell it."""


Model = type[models.Model]


@dataclass(frozen=True)
class Written:
    """What a story added, by table, in the order of their numbers."""

    rows: dict[Model, list[models.Model]]

    def place(self, model: Model, pk: object) -> int | None:
        """Which of the rows of its table this number is."""
        numbers = [row.pk for row in self.rows.get(model, ())]
        return numbers.index(pk) if pk in numbers else None


@cache
def tables() -> dict[str, Model]:
    """Those whose rows are numbered by the database."""
    found = (model for model in apps.get_models(include_auto_created=True) if model._meta.managed)
    numbered = (model for model in found if isinstance(model._meta.pk, models.AutoField) and not model._meta.proxy)
    return {model._meta.db_table: model for model in numbered}


def rehearse(play: Callable[[], object]) -> Written:
    with transaction.atomic():
        spread()
        before = newest()
        play()
        after = newest()
        refuse_changes(before)
        own = {name: model for name, model in tables().items() if model not in ONCE}
        rows = {model: list(added(model, before[name])) for name, model in own.items() if after[name] != before[name]}
        for model, instances in rows.items():
            unseal(model, instances)
        transaction.set_rollback(True)
    return Written(rows)


def spread() -> None:
    """Draws numbers, a different lot in each table, so that no two rows of a story have the same: a number that
    stands somewhere then says by itself whose it is."""
    lots = [
        f"SELECT count(nextval('{sequence}')) FROM generate_series(1, {gap * 37 % 101 + 1})"  # noqa: S608
        for gap, name in enumerate(sorted(tables()), 1)
        if (sequence := sequence_of(tables()[name]))
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(lots))


@cache
def sequence_of(model: Model) -> str:
    with connection.cursor() as cursor:
        column = model._meta.pk.column if model._meta.pk else ""
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, column])
        return str(cursor.fetchone()[0] or "")


def newest() -> dict[str, int]:
    asked = (
        f"SELECT '{name}', coalesce(max({model._meta.pk.column}), 0) FROM {name}"  # noqa: S608
        for name, model in tables().items()
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return dict(cursor.fetchall())


def added(model: Model, after: int) -> Iterator[models.Model]:
    yield from model._base_manager.filter(pk__gt=after).order_by("pk")


def unseal(model: Model, instances: list[models.Model]) -> None:
    """While the keys are still there."""
    for instance in instances:
        for field in model._meta.concrete_fields:
            getattr(instance, field.attname)


def refuse_changes(before: dict[str, int]) -> None:
    small = {name: last for name, last in before.items() if 0 < last < LOOKED_THROUGH}
    asked = (
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name} WHERE {tables()[name]._meta.pk.column} <= {last} "  # noqa: S608
        "AND xmin::text::bigint >= (pg_current_xact_id()::text::bigint & 4294967295))"
        for name, last in small.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        changed = [name for (name,) in cursor.fetchall()]
    if changed:
        raise ChangesOthers(", ".join(changed))


def columns(model: Model) -> list["models.Field[Any, Any]"]:
    """Those that a writer gives; what the database sets by itself is left to it."""
    return [field for field in model._meta.concrete_fields if not field.has_db_default()]
