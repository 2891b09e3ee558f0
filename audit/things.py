"""The one registry of kinds of things. Events and other lower rows refer to a thing by (kind, id) alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet, Value

Ref = tuple[str, int]


class UnknownKind(LookupError):
    """No app has registered such a kind: a mistake of ours, not of a person."""


@dataclass(frozen=True)
class Thing:
    """What a person sees of a thing that is referred to."""

    kind: str
    id: int
    label: str
    url: str

    @property
    def ref(self) -> Ref:
        return (self.kind, self.id)


@dataclass(frozen=True)
class Kind:
    name: str
    model_label: str
    label: Callable[[Any], str]
    url: Callable[[Any], str]
    visible_to: Callable[[Any], QuerySet[Any]]

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.model_label)

    def show(self, row: Model) -> Thing:
        return Thing(self.name, row.pk, str(self.label(row)), self.url(row))


_kinds: dict[str, Kind] = {}
_kind_of_model: dict[str, str] = {}


def register(
    kind: str,
    model_label: str,
    *,
    label: Callable[[Any], str],
    url: Callable[[Any], str],
    visible_to: Callable[[Any], QuerySet[Any]],
) -> None:
    _kinds[kind] = Kind(kind, model_label, label, url, visible_to)
    _kind_of_model[model_label.lower()] = kind


def kinds() -> list[str]:
    return sorted(_kinds)


def kind_of(model: type[Model]) -> str:
    options = model._meta.concrete_model._meta if model._meta.concrete_model else model._meta
    try:
        return _kind_of_model[options.label_lower]
    except KeyError:
        raise UnknownKind(f"{options.label} is not registered with audit.things.") from None


def ref(thing: Model | Ref) -> Ref:
    if isinstance(thing, tuple):
        named(thing[0])
        return thing
    # request.user is a wrapper whose class is the user's only when asked for by __class__.
    return (kind_of(thing.__class__), thing.pk)


def find(kind: str, id: int) -> Model | None:
    """The row itself, whoever asks: for readers of events, not for pages."""
    return named(kind).model._default_manager.filter(pk=id).first()


def resolve(refs: Iterable[Ref], user: Any) -> dict[Ref, Thing]:
    """What `user` may see of `refs`, with one query for each kind; the rest is left out."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for kind, id in refs:
        if kind in _kinds:
            wanted[kind].add(id)
    found: dict[Ref, Thing] = {}
    for kind, ids in wanted.items():
        shown = (_kinds[kind].show(row) for row in _kinds[kind].visible_to(user).filter(pk__in=ids))
        found.update({thing.ref: thing for thing in shown})
    return found


def seeing(ref: Ref, users: Collection[Any]) -> list[Any]:
    """Those of `users` who may see the thing, in one query."""
    if not users or ref[0] not in _kinds:
        return []
    first, *others = (
        _kinds[ref[0]].visible_to(user).filter(pk=ref[1]).order_by().values_list(Value(user.pk)) for user in users
    )
    may = {pk for (pk,) in first.union(*others)}
    return [user for user in users if user.pk in may]


def named(kind: str) -> Kind:
    """The kind of that name: its model, and what a person may see of it."""
    try:
        return _kinds[kind]
    except KeyError:
        raise UnknownKind(f"No kind of thing is called {kind!r}.") from None
