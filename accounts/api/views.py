from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db.models import Model
from django.http import Http404
from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.viewsets import GenericViewSet

from accounts.models import ApiKey, User

if TYPE_CHECKING:
    from collections.abc import Mapping

M = TypeVar("M", bound=Model)

# A resource offers what it has a verb for: `perform_create` brings POST, and so on.
_OFFERED: "Mapping[str, dict[str, Any]]" = {
    "perform_create": {"create": CreateModelMixin.create, "get_success_headers": CreateModelMixin.get_success_headers},
    "perform_update": {"update": UpdateModelMixin.update, "partial_update": UpdateModelMixin.partial_update},
    "perform_destroy": {"destroy": DestroyModelMixin.destroy},
}


class Resource(ListModelMixin, RetrieveModelMixin, GenericViewSet[M]):
    """A kind of thing under /api/v1/. `resource` is its name there and in scopes (`candidates:list`).

    `get_queryset` starts from `visible_to(self.user)`: what a key may not see doesn't exist (404). Changes call
    verbs with `by=self.by`, in `perform_create`, `perform_update` and `perform_destroy`; without them none is offered.
    """

    resource: ClassVar[str]
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "patch", "delete"]  # type: ignore[misc]
    lookup_value_regex = "[0-9]{1,19}"
    # What the request was read with: refusals point into it.
    said: BaseSerializer[Any] | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for verb, methods in _OFFERED.items():
            if hasattr(cls, verb):
                for name, method in methods.items():
                    if not hasattr(cls, name):
                        setattr(cls, name, method)

    @property
    def by(self) -> ApiKey:
        """Who acts: the key."""
        assert isinstance(self.request.auth, ApiKey)
        return self.request.auth

    @property
    def user(self) -> User:
        """Whose reach the key has."""
        return self.by.owner

    def asked(self, shape: type[Serializer[Any]]) -> dict[str, Any]:
        """What an act was asked with."""
        self.said = said = shape(data=self.request.data, context=self.get_serializer_context())
        said.is_valid(raise_exception=True)
        facts: dict[str, Any] = said.validated_data
        return facts

    def fresh(self, row: M) -> M:
        """As a list shows it, after a verb has changed it."""
        return self.get_queryset().get(pk=row.pk)

    def answer(self, row: M) -> Response:
        return Response(self.get_serializer(self.fresh(row)).data)


def one_of(rows: Any, pk: int) -> Any:
    """An id in a body that names nothing one may see: not found, like one in the address."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
