from typing import Any

from rest_framework.routers import SimpleRouter

from accounts.api import resources
from accounts.api.bulk import offering_bulk
from accounts.api.manners import Mannered, Usual


class Router(SimpleRouter):
    """Each resource that goes through it, also those of apps below, has the manners of the interface."""

    def __init__(self) -> None:
        super().__init__(trailing_slash=False)

    def register(self, prefix: str, viewset: type[Any], basename: str | None = None) -> None:
        told = {"__doc__": viewset.__doc__, "__module__": viewset.__module__}
        mannered = offering_bulk(type(viewset.__name__, (Mannered, viewset, Usual), told))
        resources.know(mannered)
        super().register(prefix, mannered, basename)
